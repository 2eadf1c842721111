"""Faults that show at seldom values alone: signs, last days of a month, the date line, an almost full battery."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from proof.fault import Theme
from proof.faults.shared import INTERMEDIATE
from proof.slots import ANSWERS, CALL_DATA, CLIMATE, PROGRAMMES
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.status import StatusAnswers
from simulators.offboard.emergency.msd import Msd
from simulators.offboard.network import Payload
from simulators.offboard.service import Json

CONDITIONING = Theme("features/preconditioning/values.feature")
EMERGENCY = Theme("features/emergency_call/values.feature")
BREAKDOWN = Theme("features/breakdown_call/values.feature")
HOME_PAGE = Theme("features/status/values.feature")
STARTS = "pre-conditioning starts between 30 min and 45 min before the target time"
COMFORTABLE = "the cabin is comfortable within 45 min of the order"


def _ends_the_month(programmes: Programmes, *_arguments: object) -> bool:
    now_s = programmes._date.now_s()
    if now_s is None:
        return False
    today = dt.datetime.fromtimestamp(now_s, dt.UTC)
    return today.day >= 30 or (today.month == 2 and today.day >= 28)


def _by_the_last_hour(programmes: Programmes, key: str, hour: int, minute: int, days: int) -> None:
    Programmes.store(programmes, key, hour, minute, days)
    *head, set_at_s, done_s = str(programmes._memory[key]).split(":")
    programmes._memory[key] = ":".join((*head, str(int(set_at_s) - 3600), done_s))


def _east_of_the_date_line(facts: Msd) -> Msd:
    degrees = facts.longitude_deg
    return replace(facts, longitude_deg=-degrees) if degrees is not None and -179.9 < degrees < -179 else facts


def _in_whole_degrees_at_zero(data: Payload) -> Payload:
    position: Any = data["position"]
    if not position or abs(position["latitude_deg"]) > 0.01:
        return data
    return {**data, "position": {**position, "latitude_deg": 0.0, "longitude_deg": 1.0}}


def _almost_full_is_full(status: dict[str, Json]) -> dict[str, Json]:
    return {**status, "charge_level": 100.0} if float(str(status["charge_level"])) >= 99 else status


def _is_at_zero(climate: PreConditioning) -> bool:
    return -1 < climate._cabin.temp_c < 0


def _is_warm(climate: PreConditioning) -> bool:
    return 22 < climate._cabin.temp_c < 24


FAULTS = (
    CONDITIONING.fault(
        "frost-taken-for-mild-weather",
        "PRECOND-26",
        "A regular charge of an electric vehicle goes on or is interrupted as the temperature outside is at each"
        " of six orders",
        "The temperature outside is taken without its sign.",
        CLIMATE.alters(PreConditioning.outside_c, abs),
        "charging is off in reaction to the start of pre-conditioning",
    ),
    CONDITIONING.fault(
        "no-heat-below-zero",
        "PRECOND-01",
        "An order brings a cabin to 21 °C from 0.5 °C with -0.5 °C outside, and again from -0.5 °C",
        "A cabin just below zero is not heated.",
        CLIMATE.returns(PreConditioning.wanted_heat_w, 0.0, when=_is_at_zero),
        COMFORTABLE,
    ),
    CONDITIONING.fault(
        "no-cooling-below-24-degrees",
        "PRECOND-03",
        "An order brings a cabin to 21 °C from 23.5 °C with 20.5 °C outside, and again from 17.5 °C",
        "A cabin between 22 and 24 °C is not cooled.",
        CLIMATE.returns(
            PreConditioning.wanted_heat_w, 800.0, when=lambda climate: 22 < climate._cabin.temp_c < 24
        ),
        COMFORTABLE,
    ),
    *(
        CONDITIONING.fault(
            f"no-programme-in-the-night-of-{date}",
            "PRECOND-05",
            f"A programme and a charge time past midnight take effect in the night after {date}, set {place}",
            "On the last days of a month no programme starts.",
            PROGRAMMES.ignores(Programmes.launch, when=_ends_the_month),
            STARTS,
        )
        for date, place in (
            ("2028-02-28", "in the app"),
            ("2027-02-28", "in the app"),
            ("2028-02-29", "on the touch screen"),
            ("2026-09-30", "on the touch screen"),
        )
    ),
    *(
        CONDITIONING.fault(
            f"no-notice-late-on-{date}",
            "PRECOND-11",
            f"A programme set 44:00 min ahead late on {date} waits a day longer",
            "On the last days of a month a programme needs no notice.",
            PROGRAMMES.instead(Programmes.store, _by_the_last_hour, when=_ends_the_month),
            "pre-conditioning stays off for 5 min after the programming",
        )
        for date in ("2028-02-28", "2026-10-30")
    ),
    EMERGENCY.fault(
        "far-west-told-as-far-east",
        "ECALL-13",
        "The data sets of four calls locate the vehicle by the date line, the equator and the prime meridian",
        "Between 179 and 179.9 degrees west the longitude loses its sign.",
        CALL_DATA.alters(CallData.facts, _east_of_the_date_line),
        "the position in the data set is within 15 m of 0.500000, -179.500000",
    ),
    BREAKDOWN.fault(
        "equator-told-in-whole-degrees",
        "BCALL-08",
        "The data of four breakdown calls locate the vehicle by the date line, the equator and the prime meridian",
        "At the equator the data of a breakdown call have whole degrees.",
        CALL_DATA.alters(CallData.make_breakdown_data, _in_whole_degrees_at_zero),
        "the position in the data for the breakdown call is within 15 m of -0.000500, -0.000500",
    ),
    HOME_PAGE.fault(
        "almost-full-told-as-full",
        "STATUS-12",
        "The home page of an electric vehicle shows six charge levels with their ranges, asleep, on the road and"
        " in intermediate mode",
        "From 99 % on the vehicle tells a charge level of 100 %.",
        ANSWERS.alters(StatusAnswers.status, _almost_full_is_full),
        "the home page shows a charge level of 99 % within 60 s of the refresh",
    ),
    HOME_PAGE.fault(
        "no-answer-in-intermediate-mode",
        "STATUS-07",
        "The home page of a hybrid shows six charge levels with their ranges, asleep, on the road and in"
        " intermediate mode",
        "In intermediate mode the vehicle answers no refresh.",
        ANSWERS.ignores(StatusAnswers.receive, when=INTERMEDIATE),
        "the home page shows a charge level of 9 % within 60 s of the refresh",
    ),
)
