"""A staging system: the office, shop and app of the manufacturer, reached as the services of a bench are.

There is no vehicle: scenarios that need one do not apply. What a run makes bears its own prefix, so that it finds
it again: it is removed before each scenario, as part of the rest state, and when the run has ended.
"""

from __future__ import annotations

import contextlib
import secrets
from typing import Self

from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.lab import PLAIN, Lab
from rigs.errors import NotAtRest, RigFault, ServiceFault
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
    """

    def __init__(self, rig: RigFile, *, lab: Lab = PLAIN) -> None:
        if rig.staging is None:
            raise ValueError("a rig file of kind 'staging' has a table of that name, or it is refused")
        self._environment = rig.staging.environment
        self._accounts = f"{rig.staging.accounts}-{secrets.token_hex(4)}"
        super().__init__(rig, keep_traffic=False, lab=lab, accounts=self._accounts)
        self._begun = False

    def open(self) -> Self:
        """Connect to all servers and tell them that a run begins.

        Returns:
            Itself.

        Raises:
            RigFault: One cannot be reached, or says that it is no staging system: nothing is done there.
        """
        super().open()
        try:
            for address, hub in self.hubs.items():
                self._begin(address, hub)
        except BaseException:
            super().close()
            raise
        self._begun = True
        return self

    def close(self) -> None:
        """Remove what the run has made, and leave the servers.

        Raises:
            NotAtRest: Something of it may still be there; names by what it is found.
        """
        begun, self._begun = self._begun, False
        with contextlib.ExitStack() as leaving:
            leaving.callback(super().close)
            if begun:
                self._sweep()

    def _begin(self, address: str, hub: ServiceHub) -> None:
        content = hub.request("POST", BEGIN, {"accounts": self._accounts})
        answer = content.get("answer") if isinstance(content, dict) else None
        told = answer.get("environment") if isinstance(answer, dict) else None
        if told != self._environment:
            raise ServiceFault(
                f"POST {BEGIN}: the server at {address} says that it is {told!r}; must be {self._environment!r}"
            )

    def _sweep(self) -> None:
        source = account.PEOPLE.source
        assert isinstance(source, Service)  # noqa: S101  # narrows the type: the port is one of a service
        try:
            url = self._rig.services[source.service].url
            RemoteService(self.hubs[f"{url}"], source.service).call(source.item, account.PEOPLE.at_rest)
        except RigFault as fault:
            raise NotAtRest(f"accounts that begin with {self._accounts} may still be there: {fault}") from fault
