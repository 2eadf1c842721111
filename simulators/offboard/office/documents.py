"""What a customer can download: invoices as PDF (line 275), descriptions, the update tool."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from types import MappingProxyType

from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.ledger import Invoice
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json

FILES: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType(
    {
        "user_manual": ("user-manual.pdf", ("User manual", "How to use your vehicle")),
        "privacy_procedure": (
            "privacy.pdf",
            ("Private mode", "How to enable and disable the sharing of data and position"),
        ),
    }
)
"""Descriptions that can be downloaded, by document: name of the file and its text (lines 77 and 297)."""

PROGRAMS: Mapping[str, tuple[str, bytes]] = MappingProxyType(
    {
        "update_tool_windows": ("update.exe", b"MZ" + bytes(62)),
        "update_tool_macos": ("update.pkg", b"xar!" + bytes(60)),
    }
)
"""The update tool by system: name of the file and its first bytes (lines 391 and 393)."""

DOCUMENTS = ("last_invoice", *FILES, *PROGRAMS, "update_tool_linux")
TARGETS = ("internal_disk", "usb_key")
PDF = "application/pdf"


def as_pdf(invoice: Invoice) -> bytes:
    """Write an invoice as a PDF of one page; the same one gives the same bytes."""
    lines = (
        f"Invoice {invoice.number}",
        f"Date: {invoice.date.isoformat()}",
        f"Customer: {invoice.customer}",
        f"Service: {invoice.service}",
        f"Amount: {invoice.amount_cents / 100:.2f} EUR",
    )
    return printed(lines)


def printed(lines: Sequence[str]) -> bytes:
    """Write lines as a PDF of one page, the first as its title too; the same ones give the same bytes."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415  # takes long to load, and few scenarios need it
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  # likewise

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(lines[0])
    text = canvas.beginText(72, A4[1] - 72)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


class Documents(Desk):
    """The page "my invoices", and other pages with something to download.

    Items: `invoice` (null, or `number`, `date`, `amount_cents` of the last one that is listed), `debit` (null, or
    `entry`, its running number, `invoice`, `date` and `amount_cents` of the last sum that the account was debited
    with), `file` (null, or `number`, `name`, `type`, the media type, and `content` in base64 of what was
    downloaded last), `key` (null, or `number`, `vin`, the SHA-256 of the files that are `listed` and the `files`
    in base64, both by name, of the USB key that was prepared last).

    Verbs: `download` (one of `DOCUMENTS`), `target` {internal_disk, usb_key}: where to; `prepare_key` {now}: by
    the update tool, for the vehicle on the buses. Other desks `deliver` files too.

    Args:
        pages: Where answers are shown.
        vin: The vehicle on the buses.
        account: Tells whose invoices are shown.
    """

    name = "documents"

    def __init__(self, pages: Pages, vin: str, account: AccountDesk) -> None:
        super().__init__(pages.kernel, pages.answer)
        self.vin = vin
        self._account = account
        self.invoices: list[Invoice] = []
        self._downloads = count(1)
        self._entries = count(1)
        self.target = TARGETS[0]
        self.offer("download", self._on_download)
        self.offer("target", self._on_target)
        self.offer("prepare_key", self._on_prepare_key)

    def restore(self) -> None:
        """List nothing."""
        self.invoices.clear()
        self.target = TARGETS[0]
        for item in ("invoice", "debit", "file", "key"):
            self.publish(item, None)

    def list_invoice(self, invoice: Invoice) -> None:
        """List an invoice that was issued."""
        self.invoices.append(invoice)
        date = invoice.date.isoformat()
        self.publish("invoice", {"number": invoice.number, "date": date, "amount_cents": invoice.amount_cents})

    def list_debit(self, invoice: Invoice, date: dt.date, amount_cents: int) -> None:
        """List what the account was debited with."""
        self.publish(
            "debit",
            {
                "entry": next(self._entries),
                "invoice": invoice.number,
                "date": date.isoformat(),
                "amount_cents": amount_cents,
            },
        )

    def invoices_of_present(self) -> Sequence[Invoice]:
        """Return the invoices of who is logged in, the oldest first.

        Raises:
            Refused: Nobody is.
        """
        holder = self._account.present().name
        return [each for each in self.invoices if each.holder == holder]

    def content_of(self, invoice: Invoice) -> bytes:
        """Return the file of an invoice."""
        return as_pdf(invoice)

    def download(self, document: str) -> str:
        """Give a document as a file.

        Raises:
            Refused: There is none.
        """
        if document in FILES:
            name, lines = FILES[document]
            return self.give(name, PDF, printed(lines))
        if document in PROGRAMS:
            return self.give_program(*PROGRAMS[document])
        if document != "last_invoice":
            raise Refused("There is no such file")
        invoices = self.invoices_of_present()
        if not invoices:
            raise Refused("There is no invoice yet")
        invoice = invoices[-1]
        return self.give(f"invoice-{invoice.number}.pdf", PDF, self.content_of(invoice))

    def give_program(self, name: str, content: bytes) -> str:
        """Give the update tool, which goes to an internal disk alone (line 408).

        Raises:
            Refused: It would go to another place.
        """
        if self.target != "internal_disk":
            raise Refused("Please select an internal disk")
        return self.give(name, "application/octet-stream", content)

    def update_files(self) -> Mapping[str, bytes]:
        """Return the files of an update of the multimedia system, by name."""
        return {"firmware.bin": b"multimedia 2" * 40, "maps.bin": b"maps 7" * 40}

    def prepare_key(self) -> str:
        """Put an update on a USB key, with a list of its files and their SHA-256 (line 389)."""
        files = self.update_files()
        self.put_on_key(
            {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}, dict(files)
        )
        return "Your USB key is ready"

    def put_on_key(self, listed: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        """Write the list of files and the files.

        Args:
            listed: SHA-256 by name.
            files: Content by name.
        """
        self.publish(
            "key",
            {
                "number": next(self._downloads),
                "vin": self.vin,
                "listed": dict(listed),
                "files": {name: base64.b64encode(content).decode("ascii") for name, content in files.items()},
            },
        )

    def give(self, name: str, media_type: str, content: bytes) -> str:
        """Give whoever asks a file; returns what the page says."""
        self.deliver(name, media_type, content)
        return "Your file has been downloaded"

    def deliver(self, name: str, media_type: str, content: bytes) -> None:
        """Give somebody a file."""
        text = base64.b64encode(content).decode("ascii")
        self.publish("file", {"number": next(self._downloads), "name": name, "type": media_type, "content": text})

    def _on_download(self, argument: Json) -> Json:
        self.ask(partial(self.download, self.one_of("download", argument, DOCUMENTS)))
        return None

    def _on_prepare_key(self, argument: Json) -> Json:
        self.one_of("prepare_key", argument, ("now",))
        self.ask(self.prepare_key)
        return None

    def _on_target(self, argument: Json) -> Json:
        self.target = self.one_of("target", argument, TARGETS)
        return None
