"""Faults in what still holds of before: a temperature, a charge, a page or a mode that is another by now."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.slots import (
    BREAKDOWN_CALL,
    CHARGING,
    CLIMATE,
    KEY_SEARCH,
    MODE_SWITCH,
    NETWORK,
    OUTSIDE_TEMPERATURE,
    PHONE,
    PRIVACY,
    STATUS_PAGE,
    TRIP_RECORDER,
)
from simulators.bus.com import SignalValue
from simulators.ecus.body.vehicle import OutsideTemperature
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.switching import Switching
from simulators.offboard.emergency.psap_directory import PsapSite
from simulators.offboard.network import Category, MobileNetwork, Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

CHARGE = Theme("features/preconditioning/charge.feature")
HOME_PAGE = Theme("features/status/home_page.feature")
LOCK_STATUS = Theme("features/remote_control/lock_status.feature")
HORN = Theme("features/remote_control/horn.feature")
SERVICES = Theme("features/privacy/services.feature")
KEY = Theme("features/activation/key.feature")
LINK = Theme("features/bluetooth_trips/link.feature")
BREAKDOWN = Theme("features/breakdown_call/manual.feature")
PSAP = Theme("features/emergency_call/psap.feature")

TWICE = "At 4.5 °C a regular charge is resumed after each of two pre-conditionings, and for good"
LIGHTS_THEN_HORN = "The app shows the honk for 10 s also when a lights order was given before"
INTERRUPTED = "charging is off in reaction to the start of pre-conditioning"


class ClimateOfTheWaking(PreConditioning):
    """A climate control that goes by the temperature outside that it knew when the bus woke up."""

    _woken_at_c = 20.0

    def network_woke(self) -> None:
        self._woken_at_c = super().outside_c()
        super().network_woke()

    def outside_c(self) -> float:
        return self._woken_at_c


class SensorOfTheDay(OutsideTemperature):
    """A sensor of the temperature outside that stops in the sleep of its bus, and wakes up with the old value."""

    def power_on(self) -> None:
        super().show()

    def show(self) -> None:
        if self._com.started("comfort"):
            super().show()


class ClimateResumingOnce(PreConditioning):
    """A climate control that gives the charge back after one pre-conditioning, and after no other."""

    _resumed = False

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if self._com.get("precond.charge_request") == "resume":
            if self._resumed:
                self._com.set("precond.charge_request", "interrupt")
            self._resumed = True


class LastingFinish(Charging):
    """A charge control that tells of a full charge until another charge begins."""

    _finished = False

    def state(self) -> str:
        state = super().state()
        self._finished = state == "finished" or (self._finished and state == "idle")
        return "finished" if self._finished else state


class PageOfBefore(StatusPage):
    """A home page that shows nothing of the load that comes after one that was broken off."""

    _broken_off = False

    def end(self, result: str) -> None:
        self._broken_off = self._broken_off or result == "interrupted"
        super().end(result)

    def show(self, status: Payload) -> None:
        if not self._broken_off:
            super().show(status)
        self._broken_off = False


class LockedForGood(StatusPage):
    """A home page that keeps the vehicle locked once it has shown that."""

    _locked = False

    def show(self, status: Payload) -> None:
        self._locked = self._locked or status["locks"] == "locked"
        super().show({**status, "locks": "locked"} if self._locked else status)


class CountingPrivacy(Privacy):
    """A privacy part in which each selection of private mode has to be ended by one of its own."""

    _selections = 0

    def mode_requested(self, mode: SignalValue) -> None:
        if mode == "private":
            self._selections += 1
        elif self._selections > 1:
            self._selections -= 1
            return
        else:
            self._selections = 0
        super().mode_requested(mode)


class KeyOnceFound(KeyIdentification):
    """An identification that goes on finding a key that was there once."""

    _found = False

    def key_found(self) -> bool:
        self._found = self._found or super().key_found()
        return self._found


class RecorderOfTheStart(TripRecorder):
    """A trip recorder that tells the mileage at which the trip began."""

    _start_km: SignalValue = 0.0

    def odometer_km(self) -> SignalValue:
        return self._start_km

    def begin(self) -> None:
        self._start_km = super().odometer_km()
        super().begin()


class SulkingCall(BreakdownCall):
    """A breakdown call that is not tried again once it was not put through."""

    _missed = False

    def start(self) -> None:
        if not self._missed:
            super().start()

    def _end(self) -> None:
        self._missed = self._missed or self.state == "dialling"
        super()._end()


class WaitingSwitching(Switching):
    """A switching that falls silent for a call, and goes on to wait for its confirmation."""

    def cancel(self) -> None:
        for timer in (self._ask, self._tell, self._over):
            timer.cancel()


class FaithfulNetwork(MobileNetwork):
    """A network that takes each emergency call to the PSAP of the first one."""

    _first: PsapSite | None = None

    def site_for(self, category: Category) -> PsapSite | None:
        site = super().site_for(category)
        self._first = self._first or site
        return self._first if site else None


FAULTS: tuple[Fault, ...] = (
    CHARGE.fault(
        "outside-temperature-of-the-waking",
        "PRECOND-26",
        "A programme that was set at 20 °C interrupts the charge when it starts at -5 °C",
        "What was last known of the temperature outside when the vehicle woke up decides over the charge.",
        CLIMATE.replaced(ClimateOfTheWaking),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "outside-temperature-of-the-day-before",
        "PRECOND-26",
        "A vehicle that slept from a day of 20 °C to a night of -5 °C interrupts its charge for pre-conditioning",
        "The vehicle wakes up with the temperature outside at which it fell asleep.",
        OUTSIDE_TEMPERATURE.replaced(SensorOfTheDay),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "outside-temperature-of-the-night-before",
        "PRECOND-25",
        "A vehicle that slept from a night of -5 °C to a day of 20 °C charges on beside pre-conditioning",
        "What was last known of the temperature outside when the vehicle woke up decides over the charge.",
        CLIMATE.replaced(ClimateOfTheWaking),
        "charging goes on for 10 min after the start of pre-conditioning",
    ),
    CHARGE.fault(
        "charge-resumed-once",
        "PRECOND-27",
        TWICE,
        "The charge is resumed after the first pre-conditioning, and not after the second.",
        CLIMATE.replaced(ClimateResumingOnce),
        "charging is running in reaction to the end of pre-conditioning and stays so for 6 min",
    ),
    CHARGE.fault(
        "charge-resumed-for-half-an-hour",
        "PRECOND-27",
        TWICE,
        "The charge that was resumed ends after half an hour.",
        CHARGING.also(
            Charging.charge_requested,
            lambda charging: charging.charge_requested("interrupt"),
            after_s=1800,
            request="resume",
        ),
        "charging is running in reaction to the end of pre-conditioning and stays so for 45 min",
    ),
    HOME_PAGE.fault(
        "finished-without-the-plug",
        "STATUS-03",
        "The home page shows the charge as idle once the plug of a finished charge is out",
        "A finished charge is told until another one begins.",
        CHARGING.replaced(LastingFinish),
        "the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min",
    ),
    HOME_PAGE.fault(
        "nothing-new-after-a-load-broken-off",
        "STATUS-05",
        "The new charge level appears when the page is slid down after a load that was broken off",
        "The load after one that was broken off changes nothing on the page.",
        STATUS_PAGE.replaced(PageOfBefore),
        "the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min",
    ),
    LOCK_STATUS.fault(
        "shown-locked-for-good",
        "REMOTE-10",
        "The vehicle still appears as unlocked after the page that showed it locked was slid down",
        "A vehicle that was shown as locked is shown so ever after.",
        STATUS_PAGE.replaced(LockedForGood),
    ),
    HORN.fault(
        "honk-not-shown-beside-the-lights",
        "REMOTE-30",
        LIGHTS_THEN_HORN,
        "While the app shows the lights it shows no honk.",
        PHONE.ignores(
            Phone.show_progress,
            when=lambda phone, *_: phone._buttons["lights"].shown == "on",
            kind="horn",
            shown="on",
        ),
        "the app shows that the vehicle is honking in reaction to the order",
    ),
    HORN.fault(
        "honk-shown-until-the-lights-are-out",
        "REMOTE-30",
        LIGHTS_THEN_HORN,
        "When the lights go out the app shows an end of the honk too.",
        PHONE.also(
            Phone.show_progress, lambda phone: phone.show_progress("horn", "idle"), kind="lights", shown="done"
        ),
        "the app does not show that the vehicle is honking 10 s after the start of the horn in the app "
        "and stay so for 60 s",
    ),
    SERVICES.fault(
        "private-mode-ends-as-often-as-it-was-chosen",
        "PRIV-06",
        "Maintenance data are sent again after private mode that was chosen twice",
        "Private mode that was chosen twice has to be ended twice.",
        PRIVACY.replaced(CountingPrivacy),
    ),
    KEY.fault(
        "key-of-the-activation-before",
        "ACTIV-15",
        "The key has to be there for each activation, also right after one that was finished",
        "A key that was there once is found ever after.",
        KEY_SEARCH.replaced(KeyOnceFound),
        "the app refuses the activation in reaction to the identification of the key",
    ),
    LINK.fault(
        "mileage-of-the-start-of-the-trip",
        "BTTRIP-22",
        "The information that comes over the link has the mileage at the end of the trip",
        "The vehicle tells the mileage at which the trip began.",
        TRIP_RECORDER.replaced(RecorderOfTheStart),
        "the information in the app has the mileage of the odometer",
    ),
    BREAKDOWN.fault(
        "assistance-dead-after-no-network",
        "BCALL-02",
        "The ASSISTANCE button calls after a press that found no network",
        "A call that was not put through is the last one.",
        BREAKDOWN_CALL.replaced(SulkingCall),
    ),
    BREAKDOWN.fault(
        "assistance-dead-after-a-change-broken-off",
        "BCALL-02",
        "The ASSISTANCE button calls after a change of mode that an emergency call broke off",
        "A change of mode that an emergency call breaks off waits for its confirmation for ever.",
        MODE_SWITCH.replaced(WaitingSwitching),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
    PSAP.fault(
        "psap-of-the-first-call",
        "ECALL-20",
        "A second call from another town is taken to the PSAP of that town",
        "Each call is taken to the PSAP of the first one.",
        NETWORK.replaced(FaithfulNetwork),
        "the call is taken to the PSAP of Lyon in reaction to the SOS press",
    ),
)
