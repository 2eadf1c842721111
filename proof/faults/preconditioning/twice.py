"""Faults that show where something is asked for in two ways, and at full hours."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import BACKOFFICE, CHARGE_PROGRAMME, CLIMATE, PROGRAMME_PAGES
from simulators.bus.com import Values
from simulators.ecus.charger.programme import ChargeProgramme
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.offboard.accounts import OWNER, Sender
from simulators.offboard.backoffice import BackOffice

TWICE = Theme("features/preconditioning/twice.feature")
ROUND = Theme("features/preconditioning/round_times.feature")
ON_THE_HOUR = "Pre-conditioning that is set on the touch screen for {} starts in its window"
IN_WINDOW = "pre-conditioning starts between 30 min and 45 min before the target time"


def _runs(conditioning: PreConditioning, _duration_s: float) -> bool:
    return conditioning.running()


def _of_another_phone(_office: BackOffice, _kind: str, sender: Sender) -> bool:
    return sender.handset != OWNER.handset


def _on_the_hour(_pages: ProgrammePages, _hour: int, minute: int) -> bool:
    return minute == 0


def _at_midnight(_pages: ProgrammePages, hour: int, minute: int) -> bool:
    return hour == minute == 0


class TakenBack(ChargeProgramme):
    """A charge programme that a second one of the same time takes back."""

    def store(self, programme: Values) -> None:
        before = self._memory.get("programme_s")
        super().store(programme)
        if self._memory["programme_s"] == before:
            del self._memory["programme_s"]
            self._timer.cancel()


FAULTS = (
    TWICE.fault(
        "programme-lost-in-an-ordered-run",
        "PRECOND-07",
        "A programme set on the touch screen runs to its end though pre-conditioning was ordered before",
        "A programme that is due while pre-conditioning runs on an order changes nothing.",
        CLIMATE.ignores(PreConditioning.start_programme, when=_runs),
        "pre-conditioning is off 10 min after the target time and stays so for 15 min",
    ),
    TWICE.fault(
        "charge-ended-by-its-own-phone-alone",
        "CHARGE-01",
        "Two smartphones order and end pre-conditioning and charge in turn",
        "The end of a charge that is ordered on another smartphone than the first one is refused.",
        BACKOFFICE.returns(BackOffice.takes, False, when=_of_another_phone, kind="charge_stop"),
        "charging is off in reaction to the order and stays so for 5 min",
    ),
    TWICE.fault(
        "charge-time-set-twice-is-taken-back",
        "CHARGE-06",
        "A charge time set in the app and the same one on the touch screen begin one charge,"
        " after one that was ordered and ended",
        "A charge time that is set a second time is taken back by it.",
        CHARGE_PROGRAMME.replaced(TakenBack),
        "charging is running in reaction to the charge time and stays so for 15 min",
    ),
    ROUND.fault(
        "no-programme-on-the-hour",
        "PRECOND-10",
        ON_THE_HOUR.format("08:00"),
        "A time on the full hour that is set on the touch screen is not sent.",
        PROGRAMME_PAGES.ignores(ProgrammePages.programme_preconditioning, when=_on_the_hour),
        IN_WINDOW,
    ),
    ROUND.fault(
        "no-programme-at-midnight",
        "PRECOND-10",
        ON_THE_HOUR.format("00:00"),
        "Midnight that is set on the touch screen counts as no time.",
        PROGRAMME_PAGES.ignores(ProgrammePages.programme_preconditioning, when=_at_midnight),
        IN_WINDOW,
    ),
)
