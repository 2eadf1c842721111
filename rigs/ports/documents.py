"""The documents of a customer, and what stands in a file that was downloaded."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from typing import Any

from clock.kernel import Kernel
from rigs.ports.arrival import arrival
from rigs.ports.backoffice import ACCOUNT_VIN
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import arrivals, readings
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Table, Truth, Words
from rigs.values.track import Track

PORTS = PortBook()
PROGRAM_STARTS: Mapping[bytes, str] = {
    b"MZ": "windows",
    b"xar!": "macos",
    b"\xcf\xfa\xed\xfe": "macos",
    b"\xca\xfe\xba\xbe": "macos",
    b"\x7fELF": "linux",
}
"""First bytes of programs and packages: MZ of Windows, xar and Mach-O of macOS, ELF of Linux."""
KOLY_BYTES = 512
"""Length of the trailer of a disk image of macOS, which begins with "koly"."""

PAGE_TYPES = ("text/", "application/xhtml+xml")
"""Beginnings of the media types of pages of the web and plain texts."""

_DOCUMENTS = ServicePorts(PORTS, "documents", in_app=True)

DOWNLOAD = _DOCUMENTS.does(
    "download",
    "the document that is downloaded, or opened where it is a page of the web; the page is the file then",
    Words(
        "last_invoice",
        "user_manual",
        "privacy_procedure",
        "update_tool_windows",
        "update_tool_macos",
        "update_tool_linux",
    ),
)
TARGET = _DOCUMENTS.does(
    "target",
    "where the file that is downloaded next shall go",
    Words("internal_disk", "usb_key"),
    "internal_disk",
)
PREPARE_KEY = _DOCUMENTS.does("prepare_key", "the update tool prepares a USB key for the vehicle", Words("now"))

INVOICE = _DOCUMENTS.shows(
    "invoice", 'the last invoice of the page "my invoices"', Table("number", "date", "amount_cents")
)
DEBIT = _DOCUMENTS.shows(
    "debit", "the last sum that the account was debited with", Table("entry", "invoice", "date", "amount_cents")
)
KEY = _DOCUMENTS.shows(
    "key",
    "the USB key that was prepared last: its vehicle, the SHA-256 of the files that its own list has, the files",
    Table("number", "vin", "listed", "files"),
)
FILE = _DOCUMENTS.shows("file", "the file that was downloaded last", Table("number", "name", "type", "content"))


def read_pdf(file: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read a file as a PDF: its pages and its text; of what is none, no page and no text."""
    from pypdf import PdfReader  # noqa: PLC0415  # takes long to load, and few scenarios need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415  # likewise

    try:
        content = base64.b64decode(str(file["content"]), validate=True)
        texts = [page.extract_text() for page in PdfReader(io.BytesIO(content), strict=True).pages]
    except (PyPdfError, ValueError):
        texts = []
    return {"number": file["number"], "pages": len(texts), "text": "\n".join(texts)}


def read_words(file: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read what a file says: the text of a PDF, or of a page of the web; `text` is None for any other file."""
    try:
        content = base64.b64decode(str(file["content"]), validate=True)
    except ValueError:
        content = b""
    text = None
    if content.startswith(b"%PDF"):
        text = read_pdf(file)["text"]
    elif str(file["type"]).strip().casefold().startswith(PAGE_TYPES):
        text = content.decode("utf-8", errors="replace")
    return {"number": file["number"], "bytes": len(content), "text": text}


def is_whole(key: Mapping[str, Any]) -> bool:
    """Tell whether a USB key has each file of its own list, as it should be, and no list is empty."""
    try:
        found = {
            name: hashlib.sha256(base64.b64decode(str(content), validate=True)).hexdigest()
            for name, content in key.get("files", {}).items()
        }
    except ValueError:  # signs that no base64 has
        return False
    listed = key.get("listed", {})
    return bool(listed) and all(found.get(name) == digest for name, digest in listed.items())


def whole_keys(sources: tuple[Track, ...], track: Track, kernel: Kernel) -> None:
    """Note each USB key, the first source, that has a whole update for the vehicle of the second one."""
    vin = sources[1]
    arrivals(lambda key: is_whole(key) and key["vin"] == vin.value)(sources[:1], track, kernel)


def system_of(file: Mapping[str, Any]) -> str:
    """Tell for which system a file is a program, by what it begins with, or how an image of a disk ends."""
    try:
        content = base64.b64decode(str(file.get("content", "")), validate=True)
    except ValueError:  # signs that no base64 has
        return "none"
    if content[-KOLY_BYTES:].startswith(b"koly"):
        return "macos"
    return next((system for start, system in PROGRAM_STARTS.items() if content.startswith(start)), "none")


PDF = PORTS.add(
    Observation(
        "documents.pdf",
        "pages and text of the PDF that was downloaded last",
        Table("number", "pages", "text"),
        Derived(readings(read_pdf), FILE),
    )
)
WORDS = PORTS.add(
    Observation(
        "documents.words",
        "length in bytes and text of the file that was downloaded last; no text where it is neither PDF nor page",
        Table("number", "bytes", "text"),
        Derived(readings(read_words), FILE),
    )
)
INVOICED = arrival(PORTS, "documents.invoiced", "whether an invoice is listed now", INVOICE)
DEBITED = arrival(PORTS, "documents.debited", "whether the account is debited now", DEBIT)
KEY_PREPARED = arrival(PORTS, "documents.key_prepared", "whether a USB key is prepared now", KEY)
UPDATE_PREPARED = PORTS.add(
    Observation(
        "documents.update_prepared",
        "whether a USB key with a whole update for the vehicle of the account is prepared now",
        Truth(),
        Derived(whole_keys, KEY, ACCOUNT_VIN),
    )
)
GIVEN = arrival(PORTS, "documents.given", "whether a file is given now", FILE)
