"""A staging system: the office, shop and app of the manufacturer, reached as the services of a bench are.

There is no vehicle: scenarios that need one do not apply. What a run makes bears its own prefix, so that it finds
it again: it is removed before each scenario, as part of the rest state, and when the run has ended. The prefix of
a run that was killed stands in a file, and the next run removes what bears it.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Sequence
from typing import Self

from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.lab import PLAIN, Lab
from rigs.bindings.service import Disclosing
from rigs.errors import NotAtRest, RigFault, ServiceFault
from rigs.files.places import FOR_ALL_USERS, bench_place
from rigs.files.rig_file import RigFile
from rigs.kinds.bench import Bench
from rigs.ports import account
from rigs.ports.port import Service

BEGIN = "/run"
"""The path by which servers are told that a run begins."""


class StagingSystem(Bench):
    """The servers of a staging system.

    Args:
        rig: The rig file.
        lab: The ports, bindings and drivers of the run.

    Attributes:
        remarks: Lines that tell people whose accounts there are, once it is open.
    """

    def __init__(self, rig: RigFile, *, lab: Lab = PLAIN) -> None:
        if rig.staging is None:
            raise ValueError("a rig file of kind 'staging' has a table of that name, or it is refused")
        self._environment = rig.staging.environment
        self._accounts = f"{rig.staging.accounts}-{secrets.token_hex(4)}"
        self._form = re.compile(rf"{re.escape(rig.staging.accounts)}-[0-9a-f]{{8}}")
        self._place = bench_place(rig.name).with_suffix(".accounts")
        self.remarks: Sequence[str] = ()
        self._stand_ins: dict[str, None] = {}
        super().__init__(rig, keep_traffic=False, lab=lab, accounts=self._accounts)
        self._begun = False

    def open(self) -> Self:
        """Connect to all servers, remove what runs that were killed have left, and tell them that a run begins.

        Returns:
            Itself.

        Raises:
            RigFault: One cannot be reached, or says that it is no staging system: nothing is done there.
        """
        super().open()
        try:
            left = [self._remove_left(each) for each in self._left()]
            self._begin(self._accounts)
        except BaseException:
            super().close()
            raise
        self._begun = True
        self._note(*self._noted(), self._accounts)
        own = f"self-test: at {self.self_test} is the suite's own office, and no pass releases anything"
        self.remarks = (
            *left,
            f"accounts of this run begin with {self._accounts}",
            *([own] if self.self_test else []),
        )
        return self

    def remove_left(self) -> tuple[Sequence[str], bool]:
        """Connect to all servers, remove what runs that were killed have left, and leave them; no run begins.

        Returns:
            A line of each such run, and whether nothing is left of any.

        Raises:
            RigFault: One cannot be reached, or says that it is no staging system: nothing is done there.
        """
        super().open()
        try:
            return [self._remove_left(each) for each in self._left()], not self._left()
        finally:
            super().close()

    @property
    def self_test(self) -> str:
        """See `rigs.bindings.lab.SelfTesting.self_test`."""
        pages = (each.stand_in for each in self._standing.values() if isinstance(each, Disclosing))
        return ", ".join(dict.fromkeys((*self._stand_ins, *filter(None, pages))))

    def close(self) -> None:
        """Remove what the run has made, and leave the servers.

        Raises:
            NotAtRest: Something of it may still be there; names by what it is found.
        """
        begun, self._begun = self._begun, False
        with contextlib.ExitStack() as leaving:
            leaving.callback(super().close)
            if begun:
                self._sweep(self._accounts)

    def _begin(self, accounts: str) -> None:
        for address, hub in self.hubs.items():
            self._begin_at(address, hub, accounts)

    def _begin_at(self, address: str, hub: ServiceHub, accounts: str) -> None:
        content = hub.request("POST", BEGIN, {"accounts": accounts})
        answer = content.get("answer") if isinstance(content, dict) else None
        answer = answer if isinstance(answer, dict) else {}
        told, stand_in = answer.get("environment"), answer.get("stand_in", False)
        if told != self._environment:
            raise ServiceFault(
                f"POST {BEGIN}: the server at {address} says that it is {told!r}; must be {self._environment!r}"
            )
        if not isinstance(stand_in, bool):
            allowed = "must be true or false, or left out"
            raise ServiceFault(f"POST {BEGIN}: the server at {address} says stand_in = {stand_in!r}: {allowed}")
        if stand_in:
            self._stand_ins[address] = None

    def _remove_left(self, accounts: str) -> str:
        """Remove what a run that was killed has left, and say so, or why not."""
        self._begin(accounts)
        try:
            self._sweep(accounts)
        except NotAtRest as fault:
            return f"a run that did not end has left something: {fault}"
        return f"accounts that begin with {accounts}, which a run that did not end had left, are removed"

    def _left(self) -> list[str]:
        """Return the words of runs that were killed; what this file's runs cannot have written is none."""
        return [each for each in self._noted() if self._form.fullmatch(each)]

    def _noted(self) -> list[str]:
        try:
            return self._place.read_text(encoding="utf-8").split()
        except (OSError, ValueError):
            return []

    def _note(self, *accounts: str) -> None:
        """Write down whose accounts there may be, for the next run and for people."""
        with contextlib.suppress(OSError):
            self._place.write_text("".join(f"{each}\n" for each in accounts), encoding="utf-8")
            self._place.chmod(FOR_ALL_USERS)

    def _sweep(self, accounts: str) -> None:
        source = account.PEOPLE.source
        assert isinstance(source, Service)  # noqa: S101  # narrows the type: the port is one of a service
        try:
            url = self._rig.services[source.service].url
            RemoteService(self.hubs[f"{url}"], source.service).call(source.item, account.PEOPLE.at_rest)
        except RigFault as fault:
            raise NotAtRest(f"accounts that begin with {accounts} may still be there: {fault}") from fault
        self._note(*(each for each in self._noted() if each != accounts))
