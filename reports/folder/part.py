"""What a manifest says of a run that was a part of a plan, and how the parts of a plan make one run."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Sitting(BaseModel):
    """One stretch of a run that was stopped and went on: when it began and, unless it was killed, ended.

    `signed`: when the run went on, all was as this stretch had signed it. Of the last one the manifest tells it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    began: Annotated[AwareDatetime, Field(strict=False)]
    ended: Annotated[AwareDatetime | None, Field(strict=False)] = None
    signed: bool = False


class PlanPart(BaseModel):
    """The plan of a run and its part of it.

    `plan` is the SHA-256 of what stands in the plan, `file` its name. `share` is `K/N`, or `pulled` where the run
    took scenarios from a shared folder, which `shared` tells from all others. `collected` is the SHA-256 of the
    node ids of all features that were there, `sittings` are the stretches in which it ran.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    plan: str
    file: str
    share: str
    collected: str
    sittings: tuple[Sitting, ...] = Field(strict=False)
    shared: str = ""
