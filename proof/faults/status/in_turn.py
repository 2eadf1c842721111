"""Faults of the status on the home page that show only after another function."""

from __future__ import annotations

from proof.fault import Theme
from proof.memory import remembering
from proof.slots import ANSWERS, CLIMATE
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.status import StatusAnswers

STATUS = Theme("features/status/home_page.feature")

FAULTS = (
    STATUS.fault(
        "refresh-lost-after-preconditioning",
        "STATUS-07",
        "The home page is right after refusals, charges and pre-conditioning, on another smartphone too",
        "A refresh within 30 s of the end of pre-conditioning is not answered.",
        remembering(
            CLIMATE,
            PreConditioning.stop,
            lambda memory: ANSWERS.ignores(StatusAnswers.receive, when=memory.within(30)),
        ),
        "the home page shows a charge level of 60 % within 60 s of the refresh",
    ),
)
