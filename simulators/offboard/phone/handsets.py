"""Smartphones and accounts: the driver may use several, each registered in validation steps (line 588)."""

from __future__ import annotations

from collections.abc import Callable

from simulators.offboard.accounts import ACCOUNTS, OWNER, Accounts, Sender
from simulators.offboard.phone.devices import DEVICE_AT_REST, DEVICES
from simulators.offboard.service import Json, Service

STEPS = ("trusted_number", "safety_code")
"""Proofs that the app asks for, in this order: the code sent to the trusted number, the SAFETY code (or biometry).
"""

BIOMETRY = "biometry"
"""A proof that takes the place of the SAFETY code on a smartphone that has it (lines 563 to 567)."""

HANDSETS = ("new", "first")


class Handsets:
    """Smartphones: which is in the hand, which account it is logged in with, and how far its registration is.

    Items of the phone: `account` (null, or one of the accounts), `registration` {logged_out, trusted_number,
    safety_code, registered}: the step that the app asks for. Verbs: `hold` {new, first}: take a smartphone on
    which the app was never opened, or the first one, which is logged in and registered; `login` (an account);
    `validate` (a step or biometry; only what is asked for gets further), `device` (the model of the smartphone).
    `biometry` is what the app offers beside the SAFETY code {none, touch_id, face_id, fingerprint}, null while it
    does not ask for that.

    Args:
        phone: The service that the items and verbs belong to.
        accounts: What the back office knows of them.
        taken: Called when another smartphone has been taken into the hand, or another account has logged in: what
            the app showed of the one before is gone.
    """

    def __init__(self, phone: Service, accounts: Accounts, taken: Callable[[], None]) -> None:
        self._phone = phone
        self._accounts = accounts
        self._taken = taken
        self._number = self._last_number = OWNER.handset
        self._account = OWNER.account
        self._passed = len(STEPS)
        self._device = DEVICE_AT_REST
        self._offered: Json = None
        phone.offer("device", self._on_device)
        phone.offer("hold", self._on_hold)
        phone.offer("login", self._on_login)
        phone.offer("validate", self.validate)
        self._publish()

    def sender(self) -> Sender:
        """Tell who the app is for the back office."""
        return Sender(self._account, self._number)

    def owns_vehicle(self) -> bool:
        """Tell whether the app has anything to do with the vehicle: on a smartphone of its owner."""
        return self._accounts.owns(self.sender())

    def registration(self) -> str:
        """Return the step that the app asks for; `registered` after the last."""
        if not self._account:
            return "logged_out"
        return (*STEPS, "registered")[self._passed]

    def _on_hold(self, argument: Json) -> Json:
        if self._phone.one_of("hold", argument, HANDSETS) == "new":
            self._last_number += 1
            self._number, self._account, self._passed = self._last_number, "", 0
        else:
            self._number, self._account, self._passed = OWNER.handset, OWNER.account, len(STEPS)
        self._publish()
        self._taken()
        return None

    def _on_login(self, argument: Json) -> Json:
        before, self._account = self._account, self._phone.one_of("login", argument, ACCOUNTS)
        self._passed = len(STEPS) if self._accounts.registered(self.sender()) else 0
        self._publish()
        if self._account != before:
            self._taken()
        return None

    def validate(self, argument: Json) -> Json:
        """Take a step of the registration, when it is the one asked for."""
        step = self._phone.one_of("validate", argument, (*STEPS, BIOMETRY))
        if self.accepts(step):
            self._passed += 1
            if self._passed == len(STEPS):
                self._accounts.register(self.sender())
            self._publish()
        return None

    def accepts(self, step: str) -> bool:
        """Tell whether a proof is the one that is asked for, or biometry in place of the SAFETY code."""
        asked = self.registration()
        return step == asked or (step == BIOMETRY and asked == "safety_code" and self.biometry() != "none")

    def biometry(self) -> str:
        """Tell which biometry the app can use on the smartphone."""
        return DEVICES[self._device]

    def _on_device(self, argument: Json) -> Json:
        self._device = self._phone.one_of("device", argument, tuple(DEVICES))
        self._publish()
        return None

    def _publish(self) -> None:
        offered = self.biometry() if self.registration() == "safety_code" else None
        if offered != self._offered:
            self._offered = offered
            self._phone.publish("biometry", offered)
        self._phone.publish("account", self._account or None)
        self._phone.publish("registration", self.registration())
