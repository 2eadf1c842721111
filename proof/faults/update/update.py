"""Faults of what can be downloaded: the update tool for each system, and the description of the private mode."""

from __future__ import annotations

from collections.abc import Mapping

from proof.fault import Theme
from proof.faults.shared import from_time
from proof.slots import DOCUMENTS
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.documents import Documents

UPDATE = Theme("features/update/download.feature")
PRIVACY = Theme("features/privacy/description.feature")
FOR = "The update tool that is downloaded for {} is a program for it"
TO_A_KEY = "The update tool for {} is not downloaded to a USB key"
AFTERWARDS = "The update tool is downloaded to an internal disk once that is selected in place of a USB key"
NOT_FOR_LINUX = "The update tool cannot be downloaded for Linux"
DESCRIBED = "The file that is downloaded describes the private mode"
DESCRIBES = "the file that was downloaded tells of the private mode in reaction to the download"
KEY = "The update tool prepares a USB key that holds an update for the vehicle, and a second one"
WHOLE = "the USB key holds a whole update for the vehicle in reaction to the request"
REFUSED = "the page refuses the request in reaction to the download"
NO_FILE = "no file is given for 60 s after the download"


class KeyDocuments(Documents):
    """Pages that give the update tool wherever it shall go."""

    def give_program(self, name: str, content: bytes) -> str:
        return self.give(name, "application/octet-stream", content)


class HalfDocuments(Documents):
    """Pages that refuse a USB key and write to it all the same."""

    def give_program(self, name: str, content: bytes) -> str:
        self.give(name, "application/octet-stream", content)
        if self.target != "internal_disk":
            raise Refused("Please select an internal disk")
        return "Your file has been downloaded"


class ForeignDocuments(Documents):
    """An update tool that takes the vehicle for another one."""

    def put_on_key(self, listed: Mapping[str, str], files: Mapping[str, bytes]) -> None:
        self.vin = "VF7SXHMZ6NT500001"
        super().put_on_key(listed, files)


class GrudgingDocuments(Documents):
    """Pages that give the update tool no more once they have refused it."""

    _refused = False

    def give_program(self, name: str, content: bytes) -> str:
        self._refused = self._refused or self.target != "internal_disk"
        if self._refused:
            raise Refused("Please select an internal disk")
        return super().give_program(name, content)


def _give_nothing(documents: Documents, name: str, media_type: str, _content: bytes) -> str:
    documents.deliver(name, media_type, b"")
    return "Your file has been downloaded"


FAULTS = (
    *(
        UPDATE.fault(
            f"update-tool-of-another-system-for-{name}",
            requirement,
            FOR.format(words),
            "The link leads to the tool for the other system.",
            DOCUMENTS.given(Documents.download, document={f"update_tool_{name}": f"update_tool_{other}"}),
        )
        for name, requirement, words, other in (
            ("windows", "UPDATE-02", "Windows", "macos"),
            ("macos", "UPDATE-03", "macOS", "windows"),
        )
    ),
    UPDATE.fault(
        "update-tool-is-a-page",
        "UPDATE-02",
        FOR.format("Windows"),
        "The link leads to a page of the web.",
        DOCUMENTS.given(Documents.give_program, content=lambda _content: b"<html>Not found</html>"),
    ),
    UPDATE.fault(
        "update-tool-to-a-usb-key",
        "UPDATE-09",
        TO_A_KEY.format("Windows"),
        "The tool can be downloaded to a USB key.",
        DOCUMENTS.replaced(KeyDocuments),
        REFUSED,
    ),
    UPDATE.fault(
        "update-tool-to-a-usb-key-in-spite-of-the-message",
        "UPDATE-09",
        TO_A_KEY.format("macOS"),
        "The download to a USB key is refused and takes place.",
        DOCUMENTS.replaced(HalfDocuments),
        NO_FILE,
    ),
    UPDATE.fault(
        "update-tool-refused-after-a-usb-key",
        "UPDATE-10",
        AFTERWARDS,
        "Once a USB key was selected, an internal disk is refused too.",
        DOCUMENTS.replaced(GrudgingDocuments),
        "the file that was downloaded is a program for Windows in reaction to the download",
    ),
    UPDATE.fault(
        "update-tool-for-linux",
        "UPDATE-11",
        NOT_FOR_LINUX,
        "There is a tool for Linux.",
        DOCUMENTS.given(Documents.download, document={"update_tool_linux": "update_tool_windows"}),
        REFUSED,
    ),
    *(
        UPDATE.fault(
            f"update-key-{name}",
            "UPDATE-01",
            KEY,
            description,
            deviation,
            WHOLE,
        )
        for name, description, deviation in (
            (
                "with-a-file-cut-off",
                "A file of the update is cut off.",
                DOCUMENTS.given(
                    Documents.put_on_key,
                    files=lambda files: {name: content[:100] for name, content in files.items()},
                ),
            ),
            (
                "without-a-file",
                "A file of the update is not on the key.",
                DOCUMENTS.given(Documents.put_on_key, files=lambda files: {"maps.bin": files["maps.bin"]}),
            ),
            (
                "empty",
                "The key is empty.",
                DOCUMENTS.instead(Documents.update_files, lambda _documents: {}),
            ),
            (
                "for-another-vehicle",
                "The update is for another vehicle.",
                DOCUMENTS.replaced(ForeignDocuments),
            ),
        )
    ),
    PRIVACY.fault(
        "privacy-procedure-is-empty",
        "PRIV-14",
        DESCRIBED,
        "The file has nothing in it.",
        DOCUMENTS.given(Documents.give, content=lambda _content: b""),
        DESCRIBES,
    ),
    PRIVACY.fault(
        "privacy-procedure-empty-when-asked-again",
        "PRIV-14",
        "The file describes the private mode when it is downloaded again",
        "From the second time on the file has nothing in it.",
        DOCUMENTS.instead(Documents.give, _give_nothing, when=from_time(2)),
        "the file that was downloaded tells of the private mode",
    ),
    PRIVACY.fault(
        "privacy-procedure-in-another-format",
        "PRIV-14",
        DESCRIBED,
        "The file is an archive.",
        DOCUMENTS.given(
            Documents.give, media_type=lambda _type: "application/zip", content=lambda _content: b"PK\x03\x04"
        ),
        DESCRIBES,
        good=True,
    ),
    PRIVACY.fault(
        "privacy-procedure-is-another-file",
        "PRIV-14",
        DESCRIBED,
        "The file is the user manual.",
        DOCUMENTS.given(Documents.download, document=lambda _document: "user_manual"),
        DESCRIBES,
    ),
    PRIVACY.fault(
        "privacy-procedure-not-delivered",
        "PRIV-14",
        DESCRIBED,
        "Nothing is downloaded.",
        DOCUMENTS.returns(Documents.download, "Your file has been downloaded"),
        DESCRIBES,
    ),
)
