"""Faults of accounts: registration, the mails with links, login, passwords."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import Memory
from proof.slots import ACCOUNT_DESK, POST, REGISTER
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.people import REQUIRED, Customer, Register
from simulators.offboard.office.post import Post

REGISTRATION = Theme("features/account/registration.feature")
LOGIN = Theme("features/account/login.feature")
SENDS = "A registration in the {} sends an activation e-mail to the new account"
MAIL_COMES = "an activation e-mail comes in reaction to the registration and not again for 60 s"
REFUSED = "the page refuses the request in reaction to the registration"
LOGIN_REFUSED = "the page refuses the request in reaction to the login to the account"
OPEN = "the account is open in reaction to the login to the account and stay so for 60 s"
STAYS_CLOSED = "the account stays closed for 60 s after the login to the account"
DEMANDS = "the app demands a new password in reaction to the login to the account and stay so for 60 s"
WORKS = "A login to an account works once the link has been opened, and again later"
EARLY = "A login to an account in the store is refused before the link has been opened"
NEW_LINK = "The link of a new activation e-mail activates the account"
NEW_PASSWORD = "A new password that was set by its e-mail opens the account"  # noqa: S105  # a title
OLD_PASSWORD = "The old password no longer opens the account once a new one is set"  # noqa: S105  # a title
ONCE = "Version 1.22 of the app opens the account with the new password, and demands nothing at the next login"
SLIPS: Mapping[str, Callable[[Customer, str], bool]] = {
    "a wrong password": lambda customer, password: password == "oil-and-vinegar",  # noqa: S105  # of a test person
    "no password": lambda customer, password: not password,
    "the password in capitals": lambda customer, password: password.lower() == customer.fields["password"],
    "the user name of another account": lambda customer, password: password == "oil-and-water",  # noqa: S105  # likewise
}
"""Slips of a login, each with what would take it for right."""

FIELDS = {
    "email": "an e-mail address",
    "password": "a password",
    "first_name": "a first name",
    "last_name": "a last name",
}

_wrong = Memory()
_linked = Memory()
_opened = Memory()


def _is_in(surface: str, desk: AccountDesk, _fields: Mapping[str, str]) -> bool:
    return desk.surface == surface


def _takes(right: Callable[[Customer, str], bool], _register: Register, customer: Customer, password: str) -> bool:
    return right(customer, password)


def _without(field: str) -> Deviation:
    return REGISTER.instead(
        Register.missing,
        lambda _register, fields: [each for each in REQUIRED if each != field and not fields.get(each)],
    )


class CarelessRegister(Register):
    """A register that makes an account without an address for the one whose form it was."""

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        return super().register(name, {"email": "unknown@mail.example", **fields})


class GuessingRegister(Register):
    """A register that opens the owner's account to an unknown user name."""

    def login(self, fields: Mapping[str, str]) -> Customer:
        if fields.get("email") not in self.customers:
            return self.customers["owner@mail.example"]
        return super().login(fields)


class FirstLinkRegister(Register):
    """A register in which the first link alone works."""

    def send_link(self, page: str, address: str) -> None:
        links = dict(self._links)
        super().send_link(page, address)
        if any((link.page, link.address) == (page, address) for link in links.values()):
            self._links = links


class ForgetfulRegister(Register):
    """A register that sends no second new link."""

    _sent = 0

    def send_new_link(self, fields: Mapping[str, str]) -> str:
        self._sent += 1
        return super().send_new_link(fields if self._sent == 1 else {})


class LoyalRegister(Register):
    """A register that takes the old password beside a new one."""

    _old = ""

    def set_password(self, customer: Customer, password: str) -> None:
        self._old = customer.fields["password"]
        super().set_password(customer, password)

    def knows(self, customer: Customer, password: str) -> bool:
        return super().knows(customer, password) or password == self._old != ""


class HastyRegister(Register):
    """A register that forgets the old password when a new one is asked for."""

    def forget_password(self, fields: Mapping[str, str]) -> str:
        answer = super().forget_password(fields)
        self.customers[fields["email"]].fields["password"] = "?"  # noqa: S105  # of a test person
        return answer


FAULTS = (
    *(
        REGISTRATION.fault(
            f"no-registration-in-the-{surface}",
            requirement,
            SENDS.format(surface),
            "A registration there does nothing.",
            ACCOUNT_DESK.returns(
                AccountDesk.register,
                "Thank you",
                when=partial(_is_in, surface),
            ),
            MAIL_COMES,
        )
        for surface, requirement in (("store", "ACCT-05"), ("app", "ACTIV-03"))
    ),
    REGISTRATION.fault(
        "activation-mail-never-sent",
        "ACCT-10",
        SENDS.format("app"),
        "No mail is sent.",
        POST.ignores(Post.send),
        MAIL_COMES,
    ),
    REGISTRATION.fault(
        "activation-mail-after-11h",
        "ACCT-10",
        SENDS.format("app"),
        "The mail comes eleven hours later.",
        POST.late_by(Post.send, 11 * 3600),
        MAIL_COMES,
    ),
    REGISTRATION.fault(
        "activation-mail-after-50min",
        "ACCT-10",
        SENDS.format("app"),
        "The mail comes fifty minutes later.",
        POST.late_by(Post.send, 50 * 60),
        MAIL_COMES,
        good=True,
    ),
    REGISTRATION.fault(
        "activation-mail-twice",
        "ACCT-10",
        SENDS.format("store"),
        "The mail comes a second time.",
        REGISTER.also(
            Register.register, lambda register: register.send_link("activate", "visitor@mail.example"), after_s=30
        ),
        MAIL_COMES,
    ),
    REGISTRATION.fault(
        "activation-mail-to-another",
        "ACCT-10",
        SENDS.format("store"),
        "The mail goes to the owner of the vehicle.",
        POST.given(Post.send, to=lambda _to: "owner@mail.example"),
        "the last e-mail is for the visitor alone",
    ),
    *(
        REGISTRATION.fault(
            f"registration-without-{field.replace('_', '-')}",
            "ACCT-06",
            f"A registration of an account without {words} is refused",
            "The field may be left empty.",
            (REGISTER.replaced(CarelessRegister) if field == "email" else Deviation()) | _without(field),
            REFUSED,
        )
        for field, words in FIELDS.items()
    ),
    REGISTRATION.fault(
        "registration-refused-and-made",
        "ACCT-06",
        "A registration of an account without a last name is refused",
        "The registration is refused, and the mail sent all the same.",
        REGISTER.also(
            Register.missing,
            lambda register: register.post.send(
                "visitor@mail.example", "", "https://store.example/activate?code=1"
            ),
        ),
        "no activation e-mail comes for 5 min after the registration",
    ),
    REGISTRATION.fault(
        "registration-once-refused-always",
        "ACCT-06",
        "A registration of an account that was refused works once the field is filled in",
        "Who was refused once cannot register any more.",
        REGISTER.also(Register.missing, _wrong.note)
        | REGISTER.returns(Register.missing, ["name"], when=_wrong.happened),
        "an activation e-mail comes in reaction to the registration",
    ),
    REGISTRATION.fault(
        "activation-mail-by-itself",
        "ACCT-10",
        "Without a registration no account gets an activation e-mail",
        "A mail comes to somebody who has looked at the page.",
        ACCOUNT_DESK.also(
            AccountDesk.show,
            lambda desk: desk._register.send_link("activate", "owner@mail.example"),
            after_s=60,
        ),
    ),
    *(
        REGISTRATION.fault(
            f"login-before-the-link-in-the-{surface}",
            "ACCT-07",
            f"A login to an account in the {surface} is refused before the link has been opened",
            "The account is active at once.",
            REGISTER.returns(Register.is_active, True),
            LOGIN_REFUSED,
        )
        for surface in ("store", "app")
    ),
    REGISTRATION.fault(
        "login-refused-and-open",
        "ACCT-07",
        EARLY,
        "The login is refused, and the account open half a minute later.",
        ACCOUNT_DESK.also(AccountDesk.show, lambda desk: desk.publish("session", "logged_in"), after_s=30),
        STAYS_CLOSED,
    ),
    REGISTRATION.fault(
        "link-activates-nothing",
        "ACCT-07",
        WORKS,
        "The link activates nothing.",
        REGISTER.ignores(Register.activate),
        OPEN,
    ),
    REGISTRATION.fault(
        "account-opens-once",
        "APP-04",
        WORKS,
        "The account opens once and never again.",
        REGISTER.also(Register.is_active, _opened.note)
        | REGISTER.returns(Register.is_active, False, when=_opened.times(1)),
        OPEN,
    ),
    REGISTRATION.fault(
        "no-new-activation-mail",
        "ACCT-11",
        NEW_LINK,
        "No new mail is sent.",
        REGISTER.returns(Register.send_new_link, "We have sent a new e-mail"),
        "an activation e-mail comes in reaction to the request",
    ),
    REGISTRATION.fault(
        "new-link-void",
        "ACCT-11",
        NEW_LINK,
        "The first link alone works.",
        REGISTER.replaced(FirstLinkRegister),
        OPEN,
    ),
    REGISTRATION.fault(
        "one-new-activation-mail",
        "ACCT-11",
        "An activation e-mail can be asked for twice",
        "A new mail is sent once.",
        REGISTER.replaced(ForgetfulRegister),
        "an activation e-mail comes in reaction to the request",
    ),
    *(
        LOGIN.fault(
            f"no-login-in-the-{surface}",
            "ACCT-13",
            f"User name and password open the account in the {surface}",
            "Nobody can log in there.",
            ACCOUNT_DESK.returns(AccountDesk.login, "?", when=partial(_is_in, surface)),
        )
        for surface in ("store", "app")
    ),
    LOGIN.fault(
        "login-lost-after-30s",
        "ACCT-13",
        "User name and password open the account in the app",
        "The account closes by itself.",
        ACCOUNT_DESK.also(AccountDesk.login, lambda desk: desk.show("logged_out"), after_s=30),
    ),
    *(
        LOGIN.fault(
            f"login-with-{slip.replace(' ', '-')}",
            "ACCT-15",
            f"A login to the account with {slip} is refused",
            "The slip is taken for right.",
            REGISTER.instead(Register.knows, partial(_takes, right)),
            LOGIN_REFUSED,
        )
        for slip, right in SLIPS.items()
    ),
    LOGIN.fault(
        "login-with-an-unknown-user-name",
        "ACCT-15",
        "A login to the account with an unknown user name is refused",
        "An unknown user name opens some account.",
        REGISTER.replaced(GuessingRegister),
        LOGIN_REFUSED,
    ),
    LOGIN.fault(
        "login-once-wrong-always-wrong",
        "ACCT-15",
        "A login to the account with the right password works after three refusals",
        "After three logins nobody can log in any more.",
        REGISTER.also(Register.knows, _linked.note)
        | REGISTER.returns(Register.knows, False, when=_linked.times(3)),
        OPEN,
    ),
    LOGIN.fault(
        "no-password-mail",
        "ACCT-16",
        NEW_PASSWORD,
        "No mail is sent.",
        REGISTER.returns(Register.forget_password, "?"),
        "an e-mail for a new password comes in reaction to the request and not again for 60 s",
    ),
    LOGIN.fault(
        "password-mail-to-another",
        "ACCT-16",
        NEW_PASSWORD,
        "The mail goes to another account.",
        POST.given(Post.send, to=lambda _to: "new.owner@mail.example"),
        "the last e-mail is for the owner alone",
    ),
    LOGIN.fault(
        "new-password-not-set",
        "ACCT-16",
        NEW_PASSWORD,
        "The new password is not taken over.",
        REGISTER.ignores(Register.set_password),
        OPEN,
    ),
    LOGIN.fault(
        "old-password-beside-the-new-one",
        "ACCT-16",
        OLD_PASSWORD,
        "The old password works beside the new one.",
        REGISTER.replaced(LoyalRegister),
        LOGIN_REFUSED,
    ),
    LOGIN.fault(
        "old-password-void-early",
        "ACCT-16",
        "The old password opens the account until a new one is set",
        "Whoever asks for a new password takes the old one away.",
        REGISTER.replaced(HastyRegister),
        OPEN,
    ),
    *(
        LOGIN.fault(
            f"no-new-password-in-{version}",
            "ACCT-18",
            f"Version {version} of the app demands a new password at the first login to the account",
            "The app demands no new password.",
            ACCOUNT_DESK.returns(AccountDesk.demands_password, False),
            DEMANDS,
        )
        for version in ("1.22", "1.23")
    ),
    LOGIN.fault(
        "new-password-in-1.21",
        "ACCT-18",
        "Version 1.21 of the app demands no new password at the first login to the account",
        "The app demands a new password in every version.",
        ACCOUNT_DESK.returns(AccountDesk.demands_password, True),
    ),
    LOGIN.fault(
        "new-password-at-each-login",
        "ACCT-18",
        ONCE,
        "The app demands a new password at each login.",
        ACCOUNT_DESK.returns(AccountDesk.demands_password, True),
        OPEN,
    ),
)
