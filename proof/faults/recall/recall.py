"""Faults of the recall page: whose recall is shown, and when."""

from __future__ import annotations

from proof.fault import Theme
from proof.memory import Memory
from proof.slots import FLEET, RECALL_DESK
from simulators.offboard.office.fleet import SECOND_VIN, Fleet
from simulators.offboard.office.recall_desk import RecallDesk

RECALL = Theme("features/recall/recall.feature")
RUNS = "The app tells of a recall that runs for the vehicle, and what to do"
TELLS = "the app tells of a running recall in reaction to the check and not again for 60 s"
TELLS_NONE = "the app says that no recall is under way in reaction to the check"
ABOUT = "what the app tells is about the vehicle alone, with what to do"
OTHER = "The app tells of no recall for the vehicle where one runs for another vehicle"
SECOND = "The recall of the second vehicle is told when that is picked"

_told = Memory()

FAULTS = (
    RECALL.fault(
        "recall-never-told", "RECALL-01", RUNS, "No recall is told.", FLEET.returns(Fleet.recall, None), TELLS
    ),
    RECALL.fault(
        "recall-told-once",
        "RECALL-01",
        "The app tells of a running recall at a second check too",
        "A recall is told once, and never again.",
        RECALL_DESK.also(RecallDesk.text_for, _told.note)
        | RECALL_DESK.instead(RecallDesk.text_for, lambda _desk, _vin: None, when=_told.happened),
        TELLS,
    ),
    RECALL.fault(
        "recall-told-twice",
        "RECALL-01",
        RUNS,
        "The result comes again half a minute later.",
        RECALL_DESK.also(RecallDesk.show, lambda desk: RecallDesk.show(desk, "", "Recall"), after_s=30),
        TELLS,
    ),
    RECALL.fault(
        "recall-told-of-none",
        "RECALL-01",
        "The app says that no recall runs where there is no campaign",
        "A recall is told where there is none.",
        FLEET.instead(Fleet.recall, lambda _fleet, _vin: "Recall"),
        TELLS_NONE,
    ),
    RECALL.fault(
        "recall-told-of-none-later",
        "RECALL-01",
        "The app says that no recall runs where there is no campaign",
        "Half a minute after the check a recall is told that is none.",
        RECALL_DESK.also(RecallDesk.check, lambda desk: desk.show("", "Recall"), after_s=30),
        "the app tells of no recall for 60 s after the check",
    ),
    RECALL.fault(
        "recall-silent-where-there-is-none",
        "RECALL-01",
        "The app says that no recall runs where there is no campaign",
        "The app says nothing where there is none.",
        RECALL_DESK.ignores(RecallDesk.show, text=None),
        TELLS_NONE,
    ),
    RECALL.fault(
        "recall-that-has-ended",
        "RECALL-01",
        "The app says that no recall runs where the campaign has ended",
        "A campaign that has ended is told.",
        FLEET.instead(
            Fleet.recall, lambda fleet, vin: f"Recall of {vin}: call us" if vin in fleet._campaigns else None
        ),
        TELLS_NONE,
    ),
    RECALL.fault(
        "recall-of-another-vehicle",
        "RECALL-05",
        OTHER,
        "A recall is told to all who have a vehicle of the model.",
        FLEET.instead(
            Fleet.recall,
            lambda fleet, vin: "Recall: please call us now" if "running" in fleet._campaigns.values() else None,
        ),
        TELLS_NONE,
    ),
    RECALL.fault(
        "recall-with-another-vin",
        "RECALL-05",
        RUNS,
        "What is told is about another vehicle.",
        RECALL_DESK.instead(
            RecallDesk.text_for, lambda _desk, _vin: f"Recall of vehicle {SECOND_VIN}: please call us"
        ),
        ABOUT,
    ),
    RECALL.fault(
        "recall-without-what-to-do",
        "RECALL-05",
        RUNS,
        "A recall is told without what to do.",
        RECALL_DESK.instead(RecallDesk.text_for, lambda _desk, vin: f"Recall {vin}"),
        ABOUT,
    ),
    RECALL.fault(
        "recall-of-the-first-vehicle",
        "RECALL-04",
        SECOND,
        "The first vehicle is checked, whichever is picked.",
        RECALL_DESK.instead(RecallDesk.text_for, lambda desk, _vin: desk._fleet.recall(desk._vehicles()[0])),
        TELLS,
    ),
    RECALL.fault(
        "recall-without-a-check",
        "RECALL-04",
        "Without a check the app tells of no recall",
        "A recall is told before anybody checks.",
        RECALL_DESK.also(RecallDesk.set_campaign, lambda desk: desk.show("", "Recall"), after_s=120),
    ),
)
