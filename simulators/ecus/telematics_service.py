"""How long the SOS and assistance service lasts, and what the owner has subscribed (lines 126 to 128)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from simulators.com import SignalValue
from simulators.ecus.telematics_privacy import Mode, Privacy, PrivacyService
from simulators.kernel import Kernel, seconds
from simulators.profile import VehicleProfile

CONNECTED: frozenset[PrivacyService] = frozenset(
    {"vehicle_data", "maintenance", "position", "navigation", "remote_orders"}
)
"""Services subject to subscription; the calls are not."""


@dataclass(frozen=True)
class ServiceCalibration:
    """`years` from the first registration, and for how many seconds the light flashes after a start beyond."""

    years: int = 10
    flash_s: float = 180.0


class ServiceTerm:
    """What the vehicle knows of its contracts.

    Args:
        kernel: The clock.
        profile: The vehicle, coded with its first registration.
        utc_s: The date, as seconds since 1970.
        memory: Where the subscription is kept; there is one where it holds nothing.
        flashing: Called when the flashing begins or ends.
        calibration: Its numbers.
    """

    def __init__(
        self,
        kernel: Kernel,
        profile: VehicleProfile,
        utc_s: Callable[[], int],
        memory: MutableMapping[str, SignalValue],
        flashing: Callable[[], None],
        calibration: ServiceCalibration,
    ) -> None:
        self.calibration = calibration
        self._profile = profile
        self._utc_s = utc_s
        self._memory = memory
        self._flashing = flashing
        self._flash = kernel.timer(flashing)

    @property
    def active(self) -> bool:
        """Whether the SOS and assistance service lasts; the anniversary is its last day (AMB-07)."""
        today = dt.datetime.fromtimestamp(self._utc_s(), dt.UTC).date()
        first = self._profile.registered
        return (today.year - self.calibration.years, today.month, today.day) <= (
            first.year,
            first.month,
            first.day,
        )

    @property
    def flashes(self) -> bool:
        """Whether the light tells now that the service has ended."""
        return self._flash.armed

    def subscribe(self, contract: str) -> None:
        """Keep what the back office says of the owner's contract: active or ended."""
        self._memory["contract"] = contract

    def allows(self, service: PrivacyService) -> bool:
        """Whether a service is there: of the calls the 112 call outlives the term where that is the policy
        (AMB-42)."""
        if service in CONNECTED:
            return self.active and self._memory.get("contract") != "ended"
        return self.active or (service == "emergency_call" and self._profile.privacy_policy == "regulated")

    def started(self) -> None:
        """The vehicle has been started."""
        if not self.active:
            self._flash.arm_in(seconds(self.calibration.flash_s))
            self._flashing()

    def stopped(self) -> None:
        """The vehicle has been stopped, or has lost its supply."""
        if self._flash.armed:
            self._flash.cancel()
            self._flashing()


class Rights(Privacy):
    """What is allowed by the privacy mode and by the contracts at once."""

    def __init__(self, privacy: Privacy, term: ServiceTerm) -> None:
        # No mode of its own: it asks the one there is.
        self._privacy = privacy
        self._term = term

    @property
    def mode(self) -> Mode:
        """See `Privacy`."""
        return self._privacy.mode

    def allows(self, service: PrivacyService) -> bool:
        """See `Privacy`."""
        return self._privacy.allows(service) and self._term.allows(service)

    def set_mode(self, mode: Mode) -> None:
        """See `Privacy`."""
        self._privacy.set_mode(mode)
