"""What no office can take: links that are used, addresses that are none or somebody else's: features/account."""

from __future__ import annotations

from pytest_bdd import when

from rigs.ports import account
from rigs.scene import Scene
from steps.contracts import THE_REQUEST
from steps.gherkin.vocabulary import enumeration, phrase
from steps.login import OWNER, THE_LINK, THE_REGISTRATION, VISITOR, fill, letter

ANOTHER_PASSWORD = "fork-and-spoon"  # noqa: S105  # of a test person

enumeration(
    "foreign_address",
    {
        "the e-mail address of the owner": OWNER["email"],
        "an e-mail address without a sign at": "visitor.mail.example",
    },
)


@when(phrase("the visitor registers with {address:foreign_address}"))
def registers_with(scene: Scene, address: str) -> None:
    """Fill in all fields, and send the form."""
    fill(scene, {**VISITOR, "email": address})
    scene.mark(THE_REGISTRATION, scene.stimulate(account.SEND, "registration"))


@when('somebody uses "Forgotten password" with an unknown e-mail address')
def forgets_unknown(scene: Scene) -> None:
    """Send the form with an address that no account has."""
    fill(scene, {"email": "nobody@mail.example"})
    scene.mark(THE_REQUEST, scene.stimulate(account.SEND, "forgotten_password"))


@when("somebody opens the link of the last e-mail again and sets another password")
def opens_used_link(scene: Scene) -> None:
    """Open a link that was used, fill in a password and send it."""
    fill(scene, {"password": ANOTHER_PASSWORD})
    scene.mark(THE_LINK, scene.stimulate(account.OPEN_LINK, letter(scene)["link"]))
