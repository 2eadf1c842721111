"""The office's answers: a step that builds on one waits for it, and a late one allows no verdict (AMB-37)."""

from __future__ import annotations

from collections.abc import Iterable

from clock.kernel import seconds
from rigs.ports import account, app_stores, booklet, contracts, documents, pages, recalls, trips
from rigs.ports.port import Observation, Stimulus
from rigs.recording.deeds import Deed
from rigs.scene import Scene
from rigs.values.track import Track

ANSWER_S = 5.0
"""Time in s that a page has in any case, so that what follows its answer is there too."""

STEP_S = 1.0
"""Time in s after which it is looked again whether an answer has come."""

GIVEN_UP_FACTOR = 2
"""Factor of the reaction limit after which a step goes on without an answer: what is judged next tells late from
never by a wait of its own, and an office that does not answer everything is not waited for ten times as long."""

_ASKING: tuple[Stimulus, ...] = (
    *(account.SEND, account.OPEN_LINK, account.ADD_VEHICLE, account.DELETE_VEHICLE, account.SELECT_VEHICLE),
    *(account.LOOK, account.VERIFY),
    *(contracts.SUBSCRIBE, contracts.TRY_OUT, contracts.WITHDRAW, contracts.CANCEL, contracts.CONTACT_FORM),
    *(documents.DOWNLOAD, documents.PREPARE_KEY, recalls.CHECK, app_stores.LOOK, app_stores.INSTALL),
    *(trips.LOOK, trips.ADD_CATEGORY, trips.CLASSIFY, trips.FILTER_CATEGORY, trips.FILTER_DAY),
    *(trips.EXPORT, trips.IMPORT),
    *(booklet.LOOK, booklet.ENTER_MILEAGE, booklet.ENTER_YEARLY, booklet.ENTER_USE, booklet.NOTE),
    *(booklet.FINALISE, booklet.VALIDATE, booklet.CARRY_OUT, booklet.ENTER),
    *(pages.OPEN, pages.PRESS, pages.SUBMIT, pages.RELAUNCH),
)
"""Stimuli by which a person asks something of the office."""

_ANSWERING: tuple[Observation, ...] = (
    *(pages.ANSWER, pages.PAGE, pages.QUESTION, account.SESSION, account.GARAGE, recalls.RESULT),
    *(trips.PAGE, booklet.PAGE, documents.FILE, documents.KEY, contracts.STATES),
    *(app_stores.LISTING, app_stores.INSTALLATION),
)
"""Observations in which the answer stands, one or the other of them."""

ASKING = frozenset(port.name for port in _ASKING)
ANSWERING = tuple(port.name for port in _ANSWERING)
"""Their names: a step that waits needs none of them, so that an office may lack a service that it does not ask."""

LEFT = "elsewhere"
"""The page that is not opened but left, to which there is no answer."""


def await_answer(scene: Scene, least_s: float = 0.0, what: str = "the page's answer") -> None:
    """Wait until the office has answered what it was asked last; what was asked in vain has no answer.

    Args:
        scene: The scene.
        least_s: Time in s that is waited in any case.
        what: What it is that is waited for, for people.

    Raises:
        Inconclusive: The answer came later than the reaction limit.
    """
    scene.wait(least_s, what)
    asked = _last_asked(scene)
    if asked is None:
        return
    tracks = [scene.tracks[name] for name in ANSWERING if name in scene.tracks]
    limit_ns = seconds(scene.assumptions.network_reaction_s)
    given_up_ns = asked.when.latest_ns + GIVEN_UP_FACTOR * limit_ns
    while not (came_ns := _first_after(tracks, asked)) and scene.kernel.time_ns() < given_up_ns:
        scene.wait(STEP_S, what)
    if came_ns and came_ns - asked.when.latest_ns > limit_ns:
        raise scene.inconclusive(
            f"{asked.port} {asked.value} was answered later than {scene.assumptions.network_reaction_s:g} s after"
        )


def _last_asked(scene: Scene) -> Deed | None:
    deeds = reversed(scene.journal.deeds)
    return next((each for each in deeds if each.port in ASKING and each.value != LEFT and not each.in_vain), None)


def _first_after(tracks: Iterable[Track], asked: Deed) -> int:
    """Return when one of the tracks first changed after something was asked; 0 where none has."""
    found = [changes[0].when.latest_ns for each in tracks if (changes := each.after(asked.when.earliest_ns))]
    return min(found, default=0)
