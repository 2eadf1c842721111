"""Faults of the activation in the app: its six days, how the smartphone is bound, what the app shows of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from proof.deviation import Deviation
from proof.fault import Theme
from proof.slots import ACCOUNTS, ACTIVATION_PAGES, CONTRACT_BOOK, HANDSETS
from simulators.offboard.accounts import Accounts
from simulators.offboard.office.contracts import ContractBook
from simulators.offboard.phone.activation import ActivationPages
from simulators.offboard.phone.handsets import Handsets
from simulators.offboard.service import Json, ServiceChange
from simulators.plant.bluetooth import Message

DAYS = Theme("features/activation/days.feature")
PHONE = Theme("features/activation/phone.feature")
KEY = Theme("features/activation/key.feature")
UPDATES = Theme("features/activation/updates.feature")
SIXTH = "An activation that is finished 6 days after subscribing keeps the contract"
KEPT = "the owner's contract for Remote Control stays in force for 60 s after the date"
IN_FORCE = (
    "the owner's contract for Remote Control is in force in reaction to the identification of the key"
    " and stay so for 60 s"
)
ENDED = "the owner's contract for Remote Control is ended in reaction to the date and stay so for 60 s"
WAITS = "the owner's contract for Remote Control goes on waiting for its activation for 60 s after the date"
SEVENTH = "A contract that was not activated ends when 7 days have passed since subscribing"
ROW = "A contract that was signed on {} waits for its activation on {} at 23:50 in {}"
UNLOCKED = "all doors are unlocked within 8 s of the order and stay so for 25 s"
NO_LINK = "The activation is refused at a vehicle to which the phone has no Bluetooth link"
REFUSED = "the app refuses the activation in reaction to the identification of the key"


def _lapse_after(days: int) -> Deviation:
    return CONTRACT_BOOK.instead(
        ContractBook.lapses,
        lambda book, contract: contract.activated is None and book.calendar.days_since(contract.signed) > days,
    )


def _lapse_by(count: Callable[[dt.datetime, dt.datetime], float]) -> Deviation:
    """Let days since the signing be counted in another way, which is given both moments."""
    return CONTRACT_BOOK.instead(
        ContractBook.lapses,
        lambda book, contract: contract.activated is None and count(contract.signed, book.calendar.now()) > 6,
    )


def _revive(book: ContractBook) -> None:
    for contract in book.remotes():
        contract.ended = None
        book.tell("activated", contract)


def _end(book: ContractBook) -> None:
    for contract in book.remotes():
        book.end(contract, "not activated")


def _is(proof: str, _handsets: Handsets, step: str) -> bool:
    return step == proof


def _has(device: str, handsets: Handsets) -> bool:
    return handsets._device == device


class DistantPages(ActivationPages):
    """An activation page that talks to the vehicle over the network where there is no Bluetooth."""

    def _on_identify_key(self, argument: Json) -> Json:
        answer = super()._on_identify_key(argument)
        if not self._bluetooth.connected and self._bluetooth._near:
            self.take_key({"identified": True})
        return answer


class GrumpyPages(ActivationPages):
    """An activation page that refuses for ever once there was no Bluetooth link."""

    _lost = False

    def refuse(self) -> None:
        super().refuse()
        self._lost = True

    def take_key(self, message: Message) -> None:
        super().take_key({**message, "identified": message["identified"] and not self._lost})


class ForgetfulPages(ActivationPages):
    """An activation page that shows what it has been told when it was opened."""

    def backoffice_changed(self, change: ServiceChange) -> None:
        if change.item != "activation" or change.value == "unfinished":
            super().backoffice_changed(change)


class BoastfulPages(ActivationPages):
    """An activation page that shows a finished activation, however it stands."""

    def backoffice_changed(self, change: ServiceChange) -> None:
        if change.item == "activation":
            self._phone.publish("activation", "finished")
        else:
            super().backoffice_changed(change)


class SecretPages(ActivationPages):
    """An activation page that says nothing of updates."""

    def backoffice_changed(self, change: ServiceChange) -> None:
        if change.item != "update":
            super().backoffice_changed(change)


FAULTS = (
    DAYS.fault(
        "activation-lapses-on-the-sixth-day",
        "ACTIV-09",
        "A contract that was not activated waits for its activation on the sixth day",
        "The contract ends on the sixth day.",
        _lapse_after(5),
    ),
    DAYS.fault(
        "activation-lapses-on-the-eighth-day",
        "ACTIV-09",
        SEVENTH,
        "The contract ends a day late.",
        _lapse_after(7),
    ),
    DAYS.fault(
        "activation-never-lapses",
        "ACTIV-09",
        "A contract that was not activated ends when 30 days have passed since subscribing",
        "The contract never ends.",
        CONTRACT_BOOK.returns(ContractBook.lapses, False),
    ),
    DAYS.fault(
        "activation-lapses-all-the-same",
        "ACTIV-09",
        SIXTH,
        "A contract that was activated on its last day ends too.",
        CONTRACT_BOOK.instead(
            ContractBook.lapses, lambda book, contract: book.calendar.days_since(contract.signed) in (7, 8)
        ),
        KEPT,
    ),
    DAYS.fault(
        "activation-refused-on-the-sixth-day",
        "ACTIV-09",
        SIXTH,
        "On the sixth day the key no longer finishes the activation.",
        ACCOUNTS.returns(
            Accounts.activates,
            False,
            when=lambda accounts, _sender: any(
                accounts._contracts.calendar.days_since(each.signed) >= 6 for each in accounts._contracts.remotes()
            ),
        ),
        IN_FORCE,
    ),
    DAYS.fault(
        "lapsed-contract-comes-back",
        "ACTIV-09",
        SEVENTH,
        "The contract that has ended comes back half a minute later.",
        CONTRACT_BOOK.also(ContractBook.end, _revive, after_s=30, ground="not activated"),
    ),
    DAYS.fault(
        "activation-lapses-only-when-somebody-looks",
        "ACTIV-09",
        "A contract that was not activated ends as the days pass",
        "Nothing is done at midnight.",
        CONTRACT_BOOK.ignores(ContractBook.wait_for_midnight),
    ),
    *(
        DAYS.fault(
            f"activation-days-by-{name}",
            "ACTIV-09",
            ROW.format(*row),
            f"Days are counted {words}.",
            _lapse_by(count),
            then,
        )
        for name, row, words, count, then in (
            (
                "24-hours",
                ("2027-02-22", "2027-02-28", "Paris"),
                "in periods of 24 h",
                lambda signed, now: (now.astimezone(dt.UTC) - signed.astimezone(dt.UTC)) / dt.timedelta(days=1),
                WAITS,
            ),
            (
                "days-of-the-month",
                ("2028-02-23", "2028-02-29", "Paris"),
                "by the days of the month",
                lambda signed, now: now.day - signed.day,
                ENDED,
            ),
            (
                "days-of-the-year",
                ("2026-12-26", "2027-01-01", "Paris"),
                "by the days of the year",
                lambda signed, now: now.timetuple().tm_yday - signed.timetuple().tm_yday,
                ENDED,
            ),
            (
                "utc",
                ("2026-05-22", "2026-05-28", "Cayenne"),
                "by UTC",
                lambda signed, now: (now.astimezone(dt.UTC).date() - signed.astimezone(dt.UTC).date()).days,
                WAITS,
            ),
            (
                "the-clock-of-the-first-day",
                ("2026-10-20", "2026-10-26", "Paris"),
                "by the clock of the day of signing",
                lambda signed, now: (
                    (now.astimezone(dt.timezone(signed.utcoffset() or dt.timedelta())).date() - signed.date()).days
                ),
                WAITS,
            ),
        )
    ),
    DAYS.fault(
        "lapsed-contract-activated",
        "ACTIV-09",
        "The key does not activate a contract that has ended",
        "The key brings the contract back.",
        CONTRACT_BOOK.also(ContractBook.end, _revive, after_s=5, ground="not activated"),
        "the owner's contract for Remote Control stays ended for 2 min after the order",
    ),
    DAYS.fault(
        "lapsed-contract-obeyed",
        "ACTIV-09",
        "The key does not activate a contract that has ended",
        "Orders are taken though the contract has ended.",
        ACCOUNTS.returns(Accounts.allows, True),
        "all doors stay locked for 2 min after the order",
    ),
    DAYS.fault(
        "lapsed-contract-never-again",
        "ACTIV-09",
        "A contract that ended for want of an activation can be subscribed to again",
        "Nobody can subscribe again.",
        CONTRACT_BOOK.returns(ContractBook.is_out_of_service, True),
    ),
    *(
        PHONE.fault(
            f"not-bound-by-{proof.replace('_', '-')}",
            "ACTIV-11",
            f"An unlock order works from a smartphone that was bound by {words} during the activation",
            "The smartphone is not bound.",
            HANDSETS.returns(Handsets.accepts, False, when=partial(_is, proof)),
            UNLOCKED,
        )
        for proof, words in {"safety_code": "the SAFETY code", "biometry": "a fingerprint"}.items()
    ),
    PHONE.fault(
        "fingerprint-for-the-trusted-number",
        "ACTIV-11",
        "A fingerprint does not take the place of the trusted number in the activation",
        "A fingerprint is enough for any step.",
        HANDSETS.instead(Handsets.accepts, lambda handsets, step: step in (handsets.registration(), "biometry")),
        "the app goes on asking for the code sent to the trusted number for 60 s after the order",
    ),
    PHONE.fault(
        "fingerprint-without-a-sensor",
        "ACTIV-11",
        "A smartphone without biometry is not bound by a fingerprint in the activation",
        "A fingerprint is taken from any smartphone.",
        HANDSETS.instead(
            Handsets.accepts,
            lambda handsets, step: (
                step == handsets.registration() or (step, handsets.registration()) == ("biometry", "safety_code")
            ),
        ),
        "the app goes on asking for the SAFETY code for 60 s after the order",
    ),
    *(
        PHONE.fault(
            f"no-touch-id-on-{device.replace('_', '-')}",
            "ACTIV-13",
            f"Touch ID is offered in the activation on {words}",
            "Touch ID is not offered.",
            HANDSETS.returns(Handsets.biometry, "none", when=partial(_has, device)),
        )
        for device, words in {
            "iphone_7": "an iPhone 7",
            "iphone_8": "an iPhone 8",
            "iphone_se_2020": "an iPhone SE (2020)",
        }.items()
    ),
    *(
        PHONE.fault(
            f"no-fingerprint-on-{device.replace('_', '-')}",
            "ACTIV-14",
            f"A fingerprint is offered in the activation on {words}",
            "No fingerprint is offered.",
            HANDSETS.returns(Handsets.biometry, "none", when=partial(_has, device)),
        )
        for device, words in {"pixel_7": "a Pixel 7", "galaxy_s10": "a Galaxy S10"}.items()
    ),
    KEY.fault(
        "activation-without-bluetooth",
        "ACTIV-17",
        NO_LINK,
        "The app asks the vehicle over the network.",
        ACTIVATION_PAGES.replaced(DistantPages),
        REFUSED,
    ),
    KEY.fault(
        "activation-without-bluetooth-later",
        "ACTIV-17",
        NO_LINK,
        "The activation is refused, and finished half a minute later.",
        ACTIVATION_PAGES.also(ActivationPages.refuse, ActivationPages.finish, after_s=30),
        "the activation stays unfinished for 5 min after the identification of the key",
    ),
    KEY.fault(
        "activation-never-after-a-lost-link",
        "ACTIV-17",
        "The activation is finished once the phone that was not connected has its Bluetooth link",
        "Once there was no link, the activation is refused for ever.",
        ACTIVATION_PAGES.replaced(GrumpyPages),
        "the activation is finished in reaction to the identification of the key and stays so for 60 s",
    ),
    KEY.fault(
        "finished-activation-not-shown",
        "ACTIV-22",
        "The app shows a finished activation after its home page was slid down",
        "The app does not show that the activation is finished.",
        ACTIVATION_PAGES.replaced(ForgetfulPages),
    ),
    KEY.fault(
        "unfinished-activation-shown-as-finished",
        "ACTIV-22",
        "The app shows an activation as unfinished after its home page was slid down",
        "The app shows any activation as finished.",
        ACTIVATION_PAGES.replaced(BoastfulPages),
    ),
    *(
        UPDATES.fault(
            f"pending-update-{name}-while-{bus}",
            "ACTIV-19",
            f"A pending update is shown in the app while the vehicle is {bus}",
            text,
            deviation,
        )
        for bus in ("awake", "asleep")
        for name, text, deviation in (
            ("unshown", "The app shows no update.", ACTIVATION_PAGES.replaced(SecretPages)),
            (
                "shown-for-20s",
                "The app shows an update for 20 s alone.",
                ACTIVATION_PAGES.also(
                    ActivationPages.backoffice_changed,
                    lambda pages: pages._phone.publish("update", "none"),
                    after_s=20,
                    when=lambda _pages, change: change.value == "pending",
                ),
            ),
        )
    ),
    UPDATES.fault(
        "update-shown-that-is-none",
        "ACTIV-19",
        "Without an update the app shows nothing as pending",
        "The app shows an update that there is not.",
        ACTIVATION_PAGES.also(
            ActivationPages.backoffice_changed,
            lambda pages: pages._phone.publish("update", "pending"),
            after_s=120,
            when=lambda _pages, change: change.item == "update",
        ),
    ),
)
