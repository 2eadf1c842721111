"""Files to download: descriptions, user manual, update tool: features/app, privacy and update."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, when

from rigs.ports import documents
from rigs.scene import Scene
from steps.billing import THE_DOWNLOAD
from steps.contracts import THE_REQUEST
from steps.gherkin.vocabulary import condition, enumeration, phrase

TOPICS = {"the user manual": "manual", "the private mode": "private mode"}
SYSTEMS = {"Windows": "windows", "macOS": "macos", "Linux": "linux"}


def _tells_of(words: str, file: Mapping[str, Any]) -> bool:
    """Tell whether a file has words in it; one that nobody here can read need only have something in it."""
    text = file.get("text")
    return bool(file.get("bytes")) and (text is None or words in text.casefold())


for topic, words in TOPICS.items():
    condition(
        f"the file that was downloaded tells of {topic}",
        documents.WORDS,
        test=lambda file, words=words: _tells_of(words, file),
        over_network=True,
        happens=True,
    )
for words, system in SYSTEMS.items():
    condition(
        f"the file that was downloaded is a program for {words}",
        documents.FILE,
        test=lambda file, system=system: documents.system_of(file) == system,
        over_network=True,
        happens=True,
    )

condition(
    "the USB key holds a whole update for the vehicle",
    documents.UPDATE_PREPARED,
    test=bool,
    over_network=True,
    happens=True,
)
condition("no USB key is prepared", documents.KEY_PREPARED, test=lambda prepared: not prepared)

enumeration(
    "download",
    {
        "the user manual": "user_manual",
        "the description of the private mode": "privacy_procedure",
        **{f"the update tool for {words}": f"update_tool_{system}" for words, system in SYSTEMS.items()},
    },
)
enumeration("target", {"an internal disk": "internal_disk", "a USB key": "usb_key"})


@given(phrase("{target} is selected for the download"))
def target_is_selected(scene: Scene, target: str) -> None:
    """Say where the next file shall go (line 408)."""
    scene.stimulate(documents.TARGET, target)


@when(phrase("the user downloads {download}"))
def downloads(scene: Scene, download: str) -> None:
    """Take the file from its page."""
    scene.mark(THE_DOWNLOAD, scene.stimulate(documents.DOWNLOAD, download))


@when("the user has the update tool prepare a USB key")
def prepares_key(scene: Scene) -> None:
    """Put a USB key in, and start the tool (line 389)."""
    scene.mark(THE_REQUEST, scene.stimulate(documents.PREPARE_KEY, "now"))
