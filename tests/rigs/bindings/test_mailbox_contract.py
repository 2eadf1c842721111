"""A mailbox shows the same of a message, whether it is that of the simulated office or a real one behind IMAP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pytest

from clock.kernel import Kernel, S, VirtualKernel
from clock.wall import WallKernel
from rigs.bindings.imap import ImapMailbox
from rigs.bindings.service import ServiceBinding, ServicePort
from rigs.errors import ServiceFault
from rigs.kinds.virtual import LocalService
from rigs.ports.house import HOUSE
from rigs.ports.mailbox import MESSAGE, read
from rigs.values.track import Change, Track
from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.post import Post
from tests.support.imap_server import PASSWORD, VARIABLE, imap_table, mail_host, message


@dataclass
class Mailboxes:
    """A mailbox as a rig reaches it, and the office that sends.

    Attributes:
        kernel: Of the rig.
        service: The mailbox.
        send: Brings a message to it.
    """

    kernel: Kernel
    service: ServicePort
    send: Callable[[EmailMessage], None]

    def track(self) -> Track:
        """What the port of the last message shows from now on, as a scenario has it."""
        return ServiceBinding({"mailbox": self.service}, HOUSE).standing()[MESSAGE.name]

    def come(self, track: Track, count: int) -> list[Change]:
        """Let time pass until so many messages have come."""
        track.watch(lambda _: self.kernel.interrupt())
        while len([change for change in track if change.value != MESSAGE.shows.nothing]) < count:
            assert self.kernel.run_for(30 * S), f"{count} messages have not come"
        return [change for change in track if change.value != MESSAGE.shows.nothing]

    def letters(self, *messages: EmailMessage) -> list[dict[str, Any]]:
        """What a person reads of messages that are sent."""
        track = self.track()
        for each in messages:
            self.send(each)
        return [dict(read(each.value)) for each in self.come(track, len(messages))]


def simulated() -> Iterator[Mailboxes]:
    kernel = VirtualKernel()
    post = Post(Calendar(kernel, dt.date(2026, 10, 24)))
    yield Mailboxes(kernel, LocalService(post), post.carry)


def by_imap() -> Iterator[Mailboxes]:
    with mail_host() as host, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, PASSWORD)
        kernel = WallKernel()
        mailbox = ImapMailbox(imap_table(host), kernel)
        mailbox.begin()
        yield Mailboxes(kernel, mailbox, host.deliver)


@pytest.fixture(params=[simulated, by_imap], ids=["simulated", "by IMAP"])
def mailboxes(request: pytest.FixtureRequest) -> Iterator[Mailboxes]:
    yield from request.param()


def test_nothing_is_shown_before_a_message_comes(mailboxes: Mailboxes) -> None:
    assert mailboxes.track().value == MESSAGE.shows.nothing


def test_a_message_is_read_with_whom_it_is_for_what_it_is_about_and_its_link(mailboxes: Mailboxes) -> None:
    link = "https://store.example/activate?code=1&lang=en"
    sent = message("Activate", text=f"Follow {link}\nand http://other.example/")
    (letter,) = mailboxes.letters(sent)
    assert letter == {
        "id": sent["Message-ID"],
        "to": "visitor@mail.example",
        "subject": "Activate",
        "text": f"Follow {link}\nand http://other.example/\n",
        "link": link,
        "kinds": ["activation"],
    }


def test_a_name_beside_an_address_is_no_part_of_it(mailboxes: Mailboxes) -> None:
    (letter,) = mailboxes.letters(message(to='"Visitor, Vera" <visitor@mail.example>'))
    assert letter["to"] == "visitor@mail.example"


def test_all_whom_a_message_is_for_are_told(mailboxes: Mailboxes) -> None:
    (letter,) = mailboxes.letters(message(to="visitor@mail.example, Owner <owner@mail.example>"))
    assert letter["to"] == "visitor@mail.example, owner@mail.example"


def test_an_encoded_subject_and_text_are_read_as_they_were_written(mailboxes: Mailboxes) -> None:
    subject = "Votre véhicule électrique est activé ✓"
    (letter,) = mailboxes.letters(message(subject, text="déjà vu ✓"))
    assert (letter["subject"], letter["text"].strip()) == (subject, "déjà vu ✓")


def test_markup_in_a_text_is_text(mailboxes: Mailboxes) -> None:
    text = '<b>no</b> <a href="https://evil.example/">link</a> &amp;\n'
    (letter,) = mailboxes.letters(message(text=text))
    assert letter["text"] == text


def test_of_a_text_and_its_markup_the_text_is_read(mailboxes: Mailboxes) -> None:
    both = message(text="plain https://store.example/1")
    both.add_alternative('<a href="https://store.example/2">rich</a>', subtype="html")
    (letter,) = mailboxes.letters(both)
    assert (letter["text"].strip(), letter["link"]) == (
        "plain https://store.example/1",
        "https://store.example/1",
    )


def test_of_a_message_in_markup_alone_what_is_shown_is_read_and_where_its_link_leads(mailboxes: Mailboxes) -> None:
    rich = message()
    rich.set_content(
        "<html><head><title>x</title><style>p {color: red}</style></head><body><p>Your   service<br>is "
        '<b>active</b> &amp; ready</p><a href="mailto:help@store.example">help</a>'
        '<p><a href="https://store.example/activate?a=1&amp;b=2">Activate</a></p><script>alert(1)</script>',
        subtype="html",
    )
    (letter,) = mailboxes.letters(rich)
    assert letter["text"] == "Your service\nis active & ready\nhelp\nActivate"
    assert letter["link"] == "https://store.example/activate?a=1&b=2"


def test_an_attachment_is_no_text(mailboxes: Mailboxes) -> None:
    invoice = message(text="see below")
    invoice.add_attachment(b"%PDF-1.7 \xff\x00", maintype="application", subtype="pdf", filename="invoice.pdf")
    (letter,) = mailboxes.letters(invoice)
    assert letter["text"].strip() == "see below"


def test_a_text_in_an_encoding_that_nobody_knows_is_read_as_far_as_it_can_be(mailboxes: Mailboxes) -> None:
    strange = message(text="open https://store.example/1")
    strange.set_param("charset", "x-klingon")
    (letter,) = mailboxes.letters(strange)
    assert letter["link"] == "https://store.example/1"


def test_two_messages_at_once_are_both_told(mailboxes: Mailboxes) -> None:
    letters = mailboxes.letters(message("one"), message("two"))
    assert sorted(each["subject"] for each in letters) == ["one", "two"]


def test_a_message_comes_after_it_was_sent_and_before_it_is_seen(mailboxes: Mailboxes) -> None:
    track = mailboxes.track()
    mailboxes.kernel.run_for(S // 5)
    before_ns = mailboxes.kernel.time_ns()
    mailboxes.send(message())
    (change,) = mailboxes.come(track, 1)
    assert before_ns <= change.when.latest_ns <= mailboxes.kernel.time_ns()


def test_a_mailbox_does_nothing(mailboxes: Mailboxes) -> None:
    with pytest.raises(ServiceFault, match="verb = 'forward'"):
        mailboxes.service.call("forward", "all")
