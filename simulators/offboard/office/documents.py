"""The documents of a customer: invoices in the services store, each a PDF to download (line 275)."""

from __future__ import annotations

import base64
import datetime as dt
import io
from functools import partial
from itertools import count

from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.ledger import Invoice
from simulators.offboard.office.pages import Pages
from simulators.offboard.service import Json

DOCUMENTS = ("last_invoice",)


def as_pdf(invoice: Invoice) -> bytes:
    """Write an invoice as a PDF of one page; the same one gives the same bytes."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415  # takes long to load, and few scenarios need it
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  # likewise

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(f"Invoice {invoice.number}")
    text = canvas.beginText(72, A4[1] - 72)
    for line in (
        f"Invoice {invoice.number}",
        f"Date: {invoice.date.isoformat()}",
        f"Customer: {invoice.customer}",
        f"Service: {invoice.service}",
        f"Amount: {invoice.amount_cents / 100:.2f} EUR",
    ):
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


class Documents(Desk):
    """The page "my invoices".

    Items: `invoice` (null, or `number`, `date`, `amount_cents` of the last one that is listed), `debit` (null, or
    `entry`, its running number, `invoice`, `date` and `amount_cents` of the last sum that the account was debited
    with), `file` (null, or `number`, `name`, `type`, the media type, and `content` in base64 of what was
    downloaded last). Verb: `download` {last_invoice}; other
    desks `deliver` files too.

    Args:
        pages: Where answers are shown.
    """

    name = "documents"

    def __init__(self, pages: Pages) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._invoices: list[Invoice] = []
        self._downloads = count(1)
        self._entries = count(1)
        self.offer("download", self._on_download)

    def restore(self) -> None:
        """List nothing."""
        self._invoices.clear()
        for item in ("invoice", "debit", "file"):
            self.publish(item, None)

    def list_invoice(self, invoice: Invoice) -> None:
        """List an invoice that was issued."""
        self._invoices.append(invoice)
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

    def content_of(self, invoice: Invoice) -> bytes:
        """Return the file of an invoice."""
        return as_pdf(invoice)

    def download(self) -> str:
        """Give the last invoice as a file.

        Raises:
            Refused: There is none.
        """
        if not self._invoices:
            raise Refused("There is no invoice yet")
        invoice = self._invoices[-1]
        self.deliver(f"invoice-{invoice.number}.pdf", "application/pdf", self.content_of(invoice))
        return "Your invoice has been downloaded"

    def deliver(self, name: str, media_type: str, content: bytes) -> None:
        """Give somebody a file."""
        text = base64.b64encode(content).decode("ascii")
        self.publish("file", {"number": next(self._downloads), "name": name, "type": media_type, "content": text})

    def _on_download(self, argument: Json) -> Json:
        self.one_of("download", argument, DOCUMENTS)
        self.ask(partial(self.download))
        return None
