"""Faults of charge and pre-conditioning that show only where another function begins or ends beside them."""

from __future__ import annotations

from collections.abc import Callable

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.shared import LATELY_S
from proof.memory import Memory, both, remembering
from proof.slots import (
    CHARGE_PROGRAMME,
    CHARGING,
    CHARGING_PAGES,
    CLIMATE,
    EMERGENCY_CALL,
    PRIVACY,
    PROGRAMME_PAGES,
    PROGRAMMES,
)
from simulators.ecus.charger.programme import ChargeProgramme
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.privacy import Privacy
from simulators.offboard.phone.charging import ChargingPages

CONDITIONING = Theme("features/preconditioning/beside.feature")
CHARGE = Theme("features/charging/beside.feature")
RESUMED = "charging is running in reaction to the end of pre-conditioning and stays so for 60 s"
STOPPED = "pre-conditioning is off 60 s after the unlock"


def _after_a_change(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(PRIVACY, Privacy.set_mode, makes)


def _after_a_112_call(makes: Callable[[Memory], Deviation]) -> Deviation:
    return remembering(EMERGENCY_CALL, EmergencyCall.start, makes)


def _not_resumed(memory: Memory) -> Deviation:
    return CHARGING.ignores(Charging.charge_requested, request="resume", when=memory.happened)


def _charge_forgotten(memory: Memory) -> Deviation:
    return CHARGING.ignores(Charging.start, when=memory.within(LATELY_S))


def _conditioned(charging: Charging, *_arguments: object) -> bool:
    return charging._com.get("body_precond.state") == "running"


def _full_unsaid(memory: Memory) -> Deviation:
    return CHARGING_PAGES.returns(ChargingPages.is_full, False, when=memory.happened)


def _charges_once_it_is_over(memory: Memory) -> Deviation:
    return CHARGING.returns(
        Charging.state, "charging", when=both(memory.happened, lambda charging: not _conditioned(charging))
    )


FAULTS = (
    CONDITIONING.fault(
        "unlock-unheard-after-a-change-of-mode",
        "PRECOND-15",
        "An unlock stops pre-conditioning of an electric vehicle a minute later though calls, mode, charge or"
        " network change",
        "In the minute after a change of the mode nothing that was unlocked stops pre-conditioning.",
        _after_a_change(
            lambda memory: CLIMATE.ignores(PreConditioning.stop, when=memory.within(LATELY_S), reason="unlocked")
        ),
        STOPPED,
    ),
    CONDITIONING.fault(
        "programme-ends-with-the-plug",
        "PRECOND-07",
        "A programme of an electric vehicle goes on to its end though the battery becomes full, the plug moves and"
        " calls come",
        "A plug that is pulled out ends pre-conditioning of a programme.",
        CLIMATE.also(PreConditioning._on_charge_type, lambda climate: climate.stop("programme_end"), _type="none"),
        "pre-conditioning is off 10 min after the target time and stays so for 15 min",
    ),
    CONDITIONING.fault(
        "programme-forgotten-with-the-mode",
        "PRECOND-12",
        "A programme that was set with the ignition on starts after calls, a private mode, a trip, a charge and"
        " losses",
        "A change of the mode makes programmes be forgotten.",
        _after_a_change(lambda memory: PROGRAMMES.ignores(Programmes.launch, when=memory.happened)),
        "pre-conditioning starts between 30 min and 45 min before the target time",
    ),
    CONDITIONING.fault(
        "unlocked-is-no-refusal-while-charging",
        "PRECOND-14",
        "Neither order nor programme starts pre-conditioning of an electric vehicle that is unlocked, in a"
        " charge and in a call",
        "While the battery charges pre-conditioning starts in an unlocked vehicle.",
        CLIMATE.returns(PreConditioning.locked, True, when=lambda climate: climate.charging()),
        "pre-conditioning stays off for 30 s after the order",
    ),
    *(
        CONDITIONING.fault(
            f"charge-of-{short}-not-resumed-after-a-change-of-mode",
            requirement,
            title,
            "Once the mode was changed no charge is resumed.",
            _after_a_change(_not_resumed),
            RESUMED,
        )
        for short, requirement, title in (
            (
                "a-hybrid",
                "PRECOND-20",
                "At 20 °C the charge of a hybrid resumes though plug, mode, network, ignition and calls change"
                " meanwhile",
            ),
            (
                "an-electric-vehicle",
                "PRECOND-27",
                "At 4.5 °C the charge of an electric vehicle resumes though plug, mode, network, ignition and"
                " calls change meanwhile",
            ),
        )
    ),
    CONDITIONING.fault(
        "charge-order-lost-in-a-112-call",
        "PRECOND-17",
        "At 20 °C a charge order for a hybrid waits and is carried out though plug, mode, network and calls"
        " change",
        "In the minute after a 112 call was placed a charge order begins nothing.",
        _after_a_112_call(_charge_forgotten),
        RESUMED,
    ),
    CONDITIONING.fault(
        "fast-charge-held-after-a-112-call",
        "PRECOND-23",
        "At 45 °C a fast charge and pre-conditioning go on side by side through calls, modes and losses",
        "In the minute after a 112 call was placed no charge goes on.",
        _after_a_112_call(lambda memory: CHARGING.returns(Charging.power_kw, 0.0, when=memory.within(LATELY_S))),
        "charging goes on for 5 min after the start of pre-conditioning",
    ),
    CHARGE.fault(
        "hatch-button-dead-beside-pre-conditioning",
        "CHARGE-04",
        "Charging of an electric vehicle follows app and hatch button as calls, pre-conditioning, modes and"
        " network come and go",
        "The button in the hatch does nothing while pre-conditioning runs.",
        CHARGING.ignores(Charging.hatch_pressed, when=_conditioned),
        "charging is in deferred mode in reaction to the press of the hatch button and stays so for 60 s",
    ),
    *(
        CHARGE.fault(
            f"charge-time-of-the-{source}-forgotten-with-the-mode",
            requirement,
            f"A charge time that was set {place} in a call counts after private mode, a trip, losses and"
            " pre-conditioning",
            "A change of the mode makes the time for the charge be forgotten.",
            _after_a_change(lambda memory: CHARGE_PROGRAMME.ignores(ChargeProgramme._tell, when=memory.happened)),
            "charging is running",
        )
        for source, place, requirement in (
            ("app", "in the app", "CHARGE-06"),
            ("screen", "on the touch screen", "PRECOND-09"),
        )
    ),
    CHARGE.fault(
        "full-charge-unsaid-after-a-change-of-mode",
        "CHARGE-05",
        "A full deferred charge is notified beside a 112 call, with the app in the background",
        "Once the mode was changed no full charge is notified.",
        _after_a_change(_full_unsaid),
        "a notification tells of the full charge in reaction to the full charge",
    ),
    CONDITIONING.fault(
        "programme-of-the-screen-lost-in-a-112-call",
        "PRECOND-10",
        "Programmes of the touch screen start with their notice alone, in a call, beside a projection, a charge"
        " and private mode",
        "After a 112 call programmes of the touch screen are lost.",
        _after_a_112_call(
            lambda memory: PROGRAMME_PAGES.ignores(ProgrammePages.programme_preconditioning, when=memory.happened)
        ),
        "pre-conditioning starts between 30 min and 45 min before the target time",
    ),
    *(
        CONDITIONING.fault(
            f"any-level-of-{short}-after-a-112-call",
            requirement,
            f"{kind} at {low} % is not pre-conditioned in a call, after private mode and beside other orders",
            "After a 112 call pre-conditioning starts at any level.",
            _after_a_112_call(
                lambda memory: CLIMATE.returns(PreConditioning.level_suffices, True, when=memory.happened)
            ),
            "pre-conditioning stays off for 30 s after the order",
        )
        for short, requirement, kind, low in (
            ("a-hybrid", "PRECOND-22", "A hybrid", 19),
            ("an-electric-vehicle", "PRECOND-28", "An electric vehicle", 49),
        )
    ),
    CONDITIONING.fault(
        "forbidden-charge-resumed-after-a-112-call",
        "PRECOND-21",
        "No charge resumes at a station that forbids it, after calls, a change of mode, the plug and a loss of the"
        " network",
        "After a 112 call a charge is resumed though the station forbids it.",
        _after_a_112_call(_charges_once_it_is_over),
        "charging stays off for 5 min after the end of pre-conditioning",
    ),
    CHARGE.fault(
        "charge-without-a-plug-after-a-112-call",
        "CHARGE-02",
        "Orders without a plug charge nothing in calls, beside pre-conditioning and after private mode",
        "After a 112 call a charge order is carried out without a plug.",
        _after_a_112_call(lambda memory: CHARGING.returns(Charging.state, "charging", when=memory.happened)),
        "charging stays off for 30 s after the order",
    ),
)
