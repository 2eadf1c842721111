"""Faults of what waits, grows old or is set again: messages, last positions, told modes, pairings and charges."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from proof.ageing import passed_s
from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import Memory, remembering
from proof.slots import BLUETOOTH, CHARGING, OUTBOX, RECEIVER, UPLINK
from simulators.ecus.charger.unit import Charging
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.bluetooth import Bluetooth
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.position import Position, Receiver
from simulators.ecus.telematics.privacy import Mode
from simulators.ecus.telematics.uplink import HOST, Uplink

COVERAGE = Theme("features/privacy/coverage.feature")
MODES = Theme("features/privacy/modes.feature")
SCREEN = Theme("features/privacy/touch_screen.feature")
SWITCHING = Theme("features/privacy/switching.feature")
EMERGENCY = Theme("features/emergency_call/values.feature")
BREAKDOWN = Theme("features/breakdown_call/values.feature")
TRIPS = Theme("features/bluetooth_trips/again.feature")
CHARGE = Theme("features/preconditioning/charge_in_turn.feature")

OK = "OK switches private mode off for good"
BOXES = "A phone that is paired anew with other boxes gets its trips by the boxes of each last pairing"
CALLS = "Without satellites the calls of a morning and of the third day and month carry the last known position"
BREAKDOWNS = "Without satellites the breakdown calls of a morning and of the third day carry the last position"
RESUMED = "charging is running in reaction to the end of pre-conditioning and stays so for {}"
HOUR_S = 3600.0


class UplinkOfTheModeBefore(Uplink):
    """An uplink that tells with each change of the mode the one that was left."""

    _before: Mode = "geolocated"

    def tell_mode(self, mode: Mode) -> None:
        before, self._before = self._before, mode
        self._modem.send(HOST, "privacy", {"mode": before})
        self.send_soon(mode)


class ForgetfulReceiver(Receiver):
    """A receiver that forgets the last position some time after the last fix.

    Attributes:
        KEPT_S: After how long, in seconds.
    """

    KEPT_S: ClassVar[float] = 12 * HOUR_S

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._fixed_s = 0.0

    def update(self) -> None:
        if self._fix.value:
            self._fixed_s = passed_s(self._kernel)
        super().update()

    def position(self) -> Position:
        place = super().position()
        if place.trusted or passed_s(self._kernel) - self._fixed_s < self.KEPT_S:
            return place
        return replace(place, latitude_deg=None, longitude_deg=None)


class ReceiverOfTwoDays(ForgetfulReceiver):
    """The same after two days."""

    KEPT_S = 48 * HOUR_S


class ReceiverOfAWeek(ForgetfulReceiver):
    """The same after a week."""

    KEPT_S = 168 * HOUR_S


class AddingLink(Bluetooth):
    """A link whose boxes add up from pairing to pairing."""

    def ask(self, uses: frozenset[str]) -> None:
        super().ask(uses | self.uses)


class TimidLink(Bluetooth):
    """A link that takes connection sharing at the first pairing alone."""

    def ask(self, uses: frozenset[str]) -> None:
        super().ask(uses - {"connection_sharing"} if self.uses else uses)


def _leaves(topic: str) -> Deviation:
    """Let a message of a topic leave in every mode once it waits for coverage."""
    return OUTBOX.instead(Outbox.allowed, lambda _outbox, _topic, payload: payload, topic=topic)


def _charges_on(outside: int, energy: str) -> str:
    return f"At {outside} °C a charge of {energy} goes on at the end though station, plug and network change"


def _not_resumed(memory: Memory) -> Deviation:
    return CHARGING.ignores(Charging.charge_requested, request="resume", when=memory.happened)


def _forget(charging: Charging) -> None:
    charging._wanted = False


FAULTS = (
    *(
        COVERAGE.fault(
            f"{topic.replace('_', '-')}-that-waited-leaves-in-{mode}-mode",
            requirement,
            title,
            f"A message of the topic {topic} that waited for coverage leaves whatever mode was chosen meanwhile.",
            _leaves(topic),
            then,
        )
        for topic, mode, requirement, title, then in (
            *(
                (
                    topic,
                    "private",
                    requirement,
                    "Neither data nor maintenance data nor requests for traffic data that wait for coverage leave"
                    " in private mode",
                    "nothing of the vehicle reaches the back office for 3 min after the return of the network",
                )
                for topic, requirement in (
                    ("vehicle_status", "PRIV-02"),
                    ("position", "PRIV-02"),
                    ("maintenance", "PRIV-06"),
                    ("navigation", "PRIV-08"),
                )
            ),
            (
                "order_report",
                "private",
                "PRIV-02",
                "Reports on orders that wait for coverage do not leave in the private mode that is chosen then",
                "nothing of the vehicle reaches the back office for 11 min after the return of the network",
            ),
            (
                "navigation",
                "intermediate",
                "PRIV-08",
                "Maintenance data that wait for coverage leave in intermediate mode, neither position nor requests"
                " for traffic data",
                "no position reaches the back office for 11 min after the return of the network",
            ),
        )
    ),
    SCREEN.fault(
        "mode-before-told-with-ok",
        "PRIV-27",
        OK,
        "The back office is told the mode that was left.",
        UPLINK.replaced(UplinkOfTheModeBefore),
        "the back office is told of no other mode than the geolocated one for 5 min after the selection",
    ),
    SCREEN.fault(
        "end-of-private-mode-untold",
        "PRIV-27",
        OK,
        "The back office is told of private mode, and not of its end.",
        UPLINK.instead(Uplink.tell_mode, Uplink.send_soon, mode="geolocated"),
        "the back office knows of no other mode than the geolocated one from 10 min to 11 min after the selection",
    ),
    SWITCHING.fault(
        "mode-before-told-with-the-confirmation",
        "PRIV-20",
        "A confirmation 1 s after the end of the prompt ends private mode",
        "The back office is told the mode that was left.",
        UPLINK.replaced(UplinkOfTheModeBefore),
        "the back office is told of no other mode than the geolocated one for 60 s after the confirmation",
    ),
    MODES.fault(
        "every-mode-told-as-geolocated",
        "PRIV-01",
        "The change from geolocated to private mode lasts and can be read on the screen",
        "The back office is told of the geolocated mode whichever is chosen.",
        UPLINK.given(Uplink.tell_mode, mode=lambda _mode: "geolocated"),
        "the back office is told of no other mode than the private one for 3 min after the selection",
    ),
    *(
        theme.fault(
            f"position-forgotten-{name}",
            requirement,
            title,
            f"The last known position is forgotten {words}.",
            RECEIVER.replaced(kind),
            f"the position in the {data} is within 15 m of 48.860000, -0.640000",
        )
        for theme, name, requirement, title, words, kind, data in (
            (EMERGENCY, "overnight", "ECALL-11", CALLS, "after twelve hours", ForgetfulReceiver, "data set"),
            (EMERGENCY, "after-two-days", "ECALL-11", CALLS, "after two days", ReceiverOfTwoDays, "data set"),
            (EMERGENCY, "after-a-week", "ECALL-11", CALLS, "after a week", ReceiverOfAWeek, "data set"),
            (
                BREAKDOWN,
                "by-the-breakdown-call-after-two-days",
                "BCALL-06",
                BREAKDOWNS,
                "after two days",
                ReceiverOfTwoDays,
                "data for the breakdown call",
            ),
        )
    ),
    TRIPS.fault(
        "boxes-of-all-pairings-add-up",
        "BTTRIP-05",
        BOXES,
        "A phone that was paired with connection sharing keeps it when it is paired anew without.",
        BLUETOOTH.replaced(AddingLink),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
    TRIPS.fault(
        "connection-sharing-at-the-first-pairing-alone",
        "BTTRIP-21",
        BOXES,
        "Connection sharing that is ticked at a later pairing is not taken.",
        BLUETOOTH.replaced(TimidLink),
        "the app goes on showing a trip of 700 m for 60 s after the end of the trip",
    ),
    *(
        CHARGE.fault(
            f"{name}-of-{energy.replace(' ', '-')}",
            requirement,
            _charges_on(outside, energy),
            words,
            deviation,
            then,
        )
        for energy, outside, resumes in (("a hybrid", 20, "PRECOND-20"), ("an electric vehicle", -5, "PRECOND-27"))
        for name, requirement, words, deviation, then in (
            (
                "charge-lost-with-a-pause-of-the-station",
                resumes,
                "A charge is not resumed once the station has forbidden and allowed charging.",
                remembering(CHARGING, Charging._on_station, _not_resumed),
                "charging is running in reaction to the order and stays so for 60 s",
            ),
            (
                "charge-lost-with-the-plug-pulled-meanwhile",
                resumes,
                "A plug that is pulled and put in during pre-conditioning begins no charge at its end.",
                CHARGING.also(Charging.plug_changed, _forget, when=lambda charging, _plugged: charging._held),
                RESUMED.format("60 s"),
            ),
            (
                "waiting-charge-lost-with-a-pause-of-the-station",
                "PRECOND-17",
                "A charge that waits for the end of pre-conditioning is forgotten with a change of the station.",
                CHARGING.also(
                    Charging._on_station, _forget, when=lambda charging, _value: charging._waits_for_end
                ),
                RESUMED.format("15 min"),
            ),
        )
    ),
)
