"""How long the SOS and assistance service lasts, and what the owner has subscribed (lines 126 to 128)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clock.kernel import seconds
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Privacy, PrivacyService
from simulators.offboard.service import Json

CONNECTED: frozenset[PrivacyService] = frozenset(
    {"vehicle_data", "maintenance", "position", "navigation", "remote_orders"}
)
"""Services subject to subscription; the calls are not."""


@dataclass(frozen=True)
class ServiceCalibration:
    """`years` from the first registration, and for how many seconds the light flashes after a start beyond."""

    years: int = 10
    flash_s: float = 180.0


class ServiceTerm(Part):
    """The term of the service and the contracts, as the vehicle knows them from its coded first registration.

    The subscription is kept in the memory; there is one where that holds nothing.
    """

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.topics = {"contract": self.subscribe}
        self.calibration = ecu.take_calibration(ServiceCalibration)
        self._profile = ecu.profile
        self._bus = ecu.part(BusAccess)
        self._utc_s = ecu.part(Receiver).utc_s
        self._watchers: list[Callable[[], None]] = []
        self._flash = self._kernel.timer(self.show)
        self._over = self._kernel.timer(self._on_date)
        self._com.on("ignition.state", ecu.while_powered(self._on_ignition))
        dated = ecu.while_powered(self._on_date)
        ecu.wiring.number("gnss.utc_s").watch(lambda _utc_s: dated())

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` when the term or the contract may have ended, or the contract begun."""
        self._watchers.append(watcher)

    @property
    def active(self) -> bool:
        """True while the SOS and assistance service lasts; the anniversary is its last day (AMB-07)."""
        return self._utc_s() < self.over_utc_s()

    def over_utc_s(self) -> float:
        """Give the end of the last day, in seconds since 1970; that of the 29th of February is the 28th."""
        first = self._profile.registered
        year = first.year + self.calibration.years
        try:
            last = first.replace(year=year)
        except ValueError:
            last = dt.date(year, 2, 28)
        return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), dt.UTC).timestamp()

    @property
    def flashes(self) -> bool:
        """True while the light tells now that the service has ended."""
        return self._flash.armed

    def subscribe(self, contract: Mapping[str, Json]) -> None:
        """Keep what the back office says of the owner's contract: active or ended."""
        self._memory["contract"] = str(contract["state"])
        self.changed()

    def allows(self, service: PrivacyService) -> bool:
        """Tell whether a service is there: of the calls the 112 call outlives the term where that is the policy
        (AMB-42)."""
        if service in CONNECTED:
            return self.active and self._memory.get("contract") != "ended"
        return self.active or (service == "emergency_call" and self._profile.privacy_policy == "regulated")

    def changed(self) -> None:
        """Show how the service stands now, and tell who has to know."""
        self.show()
        for watcher in self._watchers:
            watcher()

    def show(self) -> None:
        """Tell the bus, and with it the light, how the service stands."""
        self._bus.show("sos_service.state", "active" if self.active else "expired")

    def started(self) -> None:
        """Flash for a while where the service has ended: the vehicle has been started."""
        if not self.active:
            self._flash.arm_in(seconds(self.calibration.flash_s))
            self.show()

    def stopped(self) -> None:
        """Flash no more: the vehicle has been stopped, or has lost its supply."""
        if self._flash.armed:
            self._flash.cancel()
            self.show()

    def power_on(self) -> None:
        """Show how the service stands."""
        self._wait_for_end()
        self.show()

    def power_off(self) -> None:
        """Flash no more."""
        self._over.cancel()
        self.stopped()

    def network_woke(self) -> None:
        """Show how the service stands."""
        self.show()

    def _on_date(self) -> None:
        self._wait_for_end()
        self.changed()

    def _wait_for_end(self) -> None:
        left_s = self.over_utc_s() - self._utc_s()
        if left_s > 0:
            self._over.arm_in(seconds(left_s))
        else:
            self._over.cancel()

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "running":
            self.started()
        elif state == "off":
            self.stopped()


class Rights(Part):
    """Rights: what the privacy mode and the contracts allow at once."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._privacy = ecu.part(Privacy)
        self._term = ecu.part(ServiceTerm)

    def allows(self, service: PrivacyService) -> bool:
        """Tell whether a service works."""
        return self._privacy.allows(service) and self._term.allows(service)
