"""Faults of the status on the home page that show only after another function."""

from __future__ import annotations

from proof.fault import Theme
from proof.memory import remembering
from proof.slots import ANSWERS, CLIMATE, ORDERS_BY_RADIO, PHONE, STATUS_PAGE
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.status import StatusAnswers
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

STATUS = Theme("features/status/home_page.feature")
CONNECTION = Theme("features/status/connection.feature")


class BelatedPage(StatusPage):
    """A page that completes a load with the answer to the one that was broken off before."""

    _late: Payload | None = None

    def _arrived(self, load: int, status: Payload) -> None:
        if not self._waits_for(load):
            self._late = status
            return
        late, self._late = self._late, None
        super()._arrived(load, late or status)


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
    STATUS.fault(
        "status-shown-after-an-order",
        "STATUS-04",
        "A new charge level is not shown by orders, programmes and a plug until the home page is refreshed",
        "The home page is refreshed by itself when a charge was ordered.",
        PHONE.also(Phone.order, lambda phone: phone.status.refresh("slide_down"), argument="charge_immediate"),
        "the home page keeps showing a charge level of 80 % for 10 min after the order",
    ),
    CONNECTION.fault(
        "switch-overlooked-after-an-order",
        "STATUS-10",
        "A switch breaks off the loading among orders too, and after them the home page loads",
        "In the minute after an order a switch of the connection does not break the loading off.",
        remembering(
            ORDERS_BY_RADIO,
            OrdersByRadio.receive,
            lambda memory: STATUS_PAGE.ignores(StatusPage.switched, when=memory.within(60)),
        ),
        "the loading of the home page is broken off in reaction to the switch of the connection",
    ),
    CONNECTION.fault(
        "load-outlives-a-loss-of-the-connection",
        "STATUS-08",
        "The loading of a vehicle that is awake ends when the phone loses mobile data and has it again",
        "A loading goes on when the phone is on the internet again.",
        STATUS_PAGE.instead(StatusPage.switched, lambda page: page.ask(page._load)),
        "the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection",
    ),
    CONNECTION.fault(
        "load-completed-with-the-answer-before",
        "STATUS-07",
        "The home page shows a charge level, range and charge that changed after a loading that was broken off",
        "After a loading that was broken off a refresh shows the values of then.",
        STATUS_PAGE.replaced(BelatedPage),
        "the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min",
    ),
)
