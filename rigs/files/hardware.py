"""What a rig is made of: buses, instruments, services off board, and how the vehicle is switched on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from dbc.network import HIGHEST_BITRATE, LOWEST_BITRATE
from rigs.files.known import SCPI
from rigs.files.texts import (
    AccountForm,
    AccountPrefix,
    AddressForm,
    Channel,
    Command,
    ErrorQuery,
    HoursOfDay,
    Line,
    Name,
    PathText,
    Terminator,
    Unanswered,
    VariableName,
)
from rigs.ports.port import Effect

LONGEST_MS = 600_000
"""The longest time in ms that is waited for, or after which something is repeated: ten minutes."""

SHORTEST_HOLD_S = 10.0
"""The shortest time in s that a rig file may be content with where something must last: that of a reaction."""

HIGHEST_DATA_BITRATE = 8_000_000
"""The highest bit rate of the data phase of CAN FD in bit/s (ISO 11898-2)."""

HIGHEST_CHANNEL = 9999
"""The highest number of a channel of an instrument."""

HIGHEST_IDENTIFIER = 0x1FFF_FFFF
"""The highest identifier of 29 bits."""

HIGHEST_STANDARD = 0x7FF
"""The highest identifier of 11 bits."""

StampClock = Literal["measured", "epoch", "monotonic", "arrival"]
"""The clock that the time stamps of an adapter are read from; see `rigs.bindings.stamps`."""


ServiceClock = Literal["monotonic", "epoch", "measured"]
"""The clock that the times of a service are read from; see `rigs.bindings.http`."""


Encryption = Literal["implicit", "starttls", "none"]
"""Encryption of a connection to a server of mail: from its beginning, once STARTTLS was sent, or none."""


ChannelNumber = Annotated[int, Field(ge=0, le=HIGHEST_CHANNEL)]
"""The number of a channel, as the instrument counts them."""


class Table(BaseModel):
    """A table of a rig file: strict, and closed to keys that nothing reads."""

    # A table is built once, as a part of the file that it stands in, and not once more by itself.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True, defer_build=True)


class Bus(Table):
    """One bus: its database and its channel; on a bench also its adapter as python-can opens it.

    `bitrate` is in bit/s, for a database that says none; one that says another contradicts it. Where a real bus is
    behind it, `interface` names the interface of python-can, `fd` and `data_bitrate` (bit/s) are for CAN FD, and
    `adapter` holds every other option of the interface. Of a can.conf of the user nothing counts, unless
    `can_conf` names a section of it. `clock` says what the time stamps are read from; it is measured where
    nothing is said. `absent` names signals of the suite's own range that the vehicle does not send on it, by their
    names or the first part of them: the suite then judges by independent witnesses alone.
    """

    database: PathText
    bitrate: int | None = Field(default=None, ge=LOWEST_BITRATE, le=HIGHEST_BITRATE)
    channel: Channel
    interface: str | None = None
    fd: bool = False
    data_bitrate: int | None = Field(default=None, ge=LOWEST_BITRATE, le=HIGHEST_DATA_BITRATE)
    adapter: dict[str, str | int | float | bool] = Field(default_factory=dict)
    can_conf: Name | None = None
    clock: StampClock = "measured"
    absent: tuple[str, ...] = Field(default=(), strict=False)


class Instrument(Table):
    """One instrument; `resource` is its VISA name, which virtual rigs and twins find out by themselves.

    `driver` names who speaks to it: `scpi` takes commands and queries as the rig file writes them, any other one
    knows them (`sets` and `reads` of ports), and the keys below but those that stand here. `channel` is the one of
    several that is meant where a port names none, `unit_id` the address of a station on a line that several share,
    and `preset` what is set whenever it is opened, by the names of the driver.
    `error_query` reads the oldest entry of its error queue and stands behind each command; it is empty where the
    instrument has no such queue, and then nothing proves that a command was taken. When the instrument is opened,
    `clear` empties the queue of what is old, and what is left is read; where `clear` is empty, all is read. Then
    the commands of `setup` are sent, in order. `backend` is pyvisa's, the terminators end what is read and
    written, and `baud_rate` in Bd is that of a serial line.
    """

    resource: str | None = None
    driver: str = SCPI
    backend: Name = "@py"
    read_termination: Terminator = "\n"
    write_termination: Terminator = "\n"
    baud_rate: int | None = Field(default=None, ge=50, le=4_000_000)
    timeout_ms: int = Field(default=2000, gt=0, le=LONGEST_MS)
    error_query: ErrorQuery = "SYST:ERR?"
    clear: Unanswered = "*CLS"
    setup: tuple[Command, ...] = Field(default=(), strict=False)
    channel: ChannelNumber | None = None
    unit_id: int = Field(default=1, ge=0, le=255)
    preset: dict[str, str | float] = Field(default_factory=dict)


class MailWording(Table):
    """The words by which a kind of message is known, all of them: in its link, its subject and its text."""

    link: str = ""
    subject: tuple[Name, ...] = Field(default=(), strict=False)
    text: tuple[Name, ...] = Field(default=(), strict=False)


class Service(Table):
    """One service off board, such as the phone or the PSAP, and who serves it.

    `driver` is `http` for a server at `url` that speaks the contract of the twin, `instrument` where its verbs are
    commands of `[stimuli]` and its items queries of `[observations]`, and `operator` where a person at the
    terminal is asked to do what the verb says. `timeout_s` is how long either may take. `clock` says what the
    times of an `http` server count from: the monotonic clock of this machine, or 1970; that of a server on another
    machine is measured.

    `imap` is for the service `mailbox` alone: what comes into `folder` of the mailbox of `user` on `host`, which
    is looked into every `poll_s` and not changed. `password_env` is the name of the environment variable that has
    the password. `port` is that of `tls` where nothing is said, 993 or 143. `to` is the form of the addresses of
    the test people, such as `hil+{person}@lab.example`: what is for one of them is told, as if it were for the
    person's address in the suite, and nothing else. In the place of `{accounts}` stands the word with which the
    names of the accounts of the run begin. `mails` gives the words by which kinds of messages are known, where
    they are not those of the suite.

    `browser` is for the service `pages` alone: a browser that a person would use, `executable`, opens the pages
    below `base_url` and finds all by visible labels. `staging_text` is what the page at `base_url` has and that of
    production has not: without it nothing is done there. `sites` gives the address of each site, and `hosts` names
    further machines that pages may ask, such as that of a login; others are not reached. `sign_in` is an address
    that is opened before the first page of a site, by which the browser becomes whoever sits at the screen, and
    `screen` the page on which it is seen what is answered to what the other services ask, while no site is open.
    `user`, and the password in the variable `password_env`, are told to a page at `base_url` that asks for them
    by HTTP. `account_text` is how a page says who is logged in, with `{account}` in it. `words` has what a page
    says in other words than the suite, and `nothing` texts that stand for an empty list. `find_s` is how long a
    label is waited for before it is not there, `timeout_s` how long a page may take, and every `look_s` it is
    looked at.
    """

    driver: Literal["http", "instrument", "operator", "imap", "browser"]
    url: Line | None = None
    timeout_s: float = Field(default=10.0, gt=0, le=LONGEST_MS / 1000)
    clock: ServiceClock = "monotonic"
    host: Name | None = None
    port: int | None = Field(default=None, ge=1, le=65_535)
    tls: Encryption = "implicit"
    folder: Name = "INBOX"
    user: Name | None = None
    password_env: VariableName | None = None
    poll_s: float = Field(default=2.0, ge=0.05, le=60)
    to: AddressForm | None = None
    mails: dict[str, MailWording] = Field(default_factory=dict)
    base_url: Line | None = None
    executable: PathText | None = None
    staging_text: Name | None = None
    sites: dict[str, Line] = Field(default_factory=dict)
    hosts: tuple[Name, ...] = Field(default=(), strict=False)
    sign_in: Line | None = None
    screen: Line | None = None
    account_text: AccountForm | None = None
    words: dict[str, Name] = Field(default_factory=dict)
    nothing: tuple[Name, ...] = Field(default=(), strict=False)
    find_s: float = Field(default=2.0, ge=0.05, le=60)
    look_s: float = Field(default=0.2, ge=0.05, le=10)


class Staging(Table):
    """The staging system on which a run makes accounts, and buys and deletes nothing that somebody needs.

    `environment` is what its servers say that they are, and can be nothing but "staging". `accounts` begins the
    names of the accounts that a run makes, by which it finds them again and removes them.
    """

    environment: Literal["staging"]
    accounts: AccountPrefix


class PowerStep(Table):
    """One step of the way to switch the vehicle on, done once when the bench has been opened.

    Exactly one of `instrument` with the command `write`, `post` for a request to an address, and `ask` for a
    person at the terminal. In the place of `write` may stand `sets`, what the driver of the instrument can set,
    and the value `to` which. `wait_s` is how long the next step has to wait.
    """

    instrument: str | None = None
    write: Command | None = None
    sets: Name | None = None
    to: str | float | None = None
    post: Line | None = None
    ask: Name | None = None
    wait_s: float = Field(default=0.0, ge=0, le=LONGEST_MS / 1000)


class PowerCut(Table):
    """One step of the way to take the power of the vehicle away: the command `write` for an `instrument`.

    In the place of `write` may stand `sets`, what the driver of the instrument can set, and the value `to` which.
    Nobody is asked for it: it must work without the run, too.
    """

    instrument: str
    write: Command = ""
    sets: Name | None = None
    to: str | float | None = None


class Diagnosis(Table):
    """The diagnosis of one real ECU: where it is asked, and who it is to be.

    `request` and `response` are identifiers on `bus`; one above 0x7FF has 29 bits. Before the first scenario it
    must tell `part_number`, `software` and the VIN of the vehicle. What it has stored before each scenario is
    cleared where `clear` says so, and never else. `timeout_s` is how long an answer may take.
    """

    bus: str
    request: int = Field(ge=0, le=HIGHEST_IDENTIFIER)
    response: int = Field(ge=0, le=HIGHEST_IDENTIFIER)
    part_number: Name
    software: Name
    clear: bool = False
    timeout_s: float = Field(default=1.0, gt=0, le=60)


class QuietHours(NamedTuple):
    """A part of each day, in the local time of the machine; it may go past midnight."""

    begin: dt.time
    end: dt.time

    def __contains__(self, now: object) -> bool:
        """Say whether a time of day is within it; its end is not."""
        if not isinstance(now, dt.time):
            return False
        if self.begin <= self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


class Hazards(Table):
    """The things that a rig allows: what a vehicle does to its surroundings, and a customer to a real office.

    A scenario that does what is not in `allow` does not apply to the rig; within `quiet_hours`,
    such as `22:00-06:00` in the local time of the machine, none of them does.
    """

    allow: tuple[Effect, ...] = Field(default=(), strict=False)
    quiet_hours: HoursOfDay | None = None

    @property
    def quiet(self) -> QuietHours | None:
        """The quiet hours; None where there are none."""
        if self.quiet_hours is None:
            return None
        begin, end = self.quiet_hours.split("-")
        return QuietHours(dt.time.fromisoformat(begin), dt.time.fromisoformat(end))


class Time(Table):
    """The time that a rig gives where the suite's own choice costs it.

    What must last without the source saying how long is watched for `hold_s` at most, in s; without it for as long
    as the suite asks. A result says where it was content with less.
    """

    hold_s: float | None = Field(default=None, ge=SHORTEST_HOLD_S)


class Isolation(Table):
    """The means that keep calls of the vehicle from leaving the bench, and the identity of the test network."""

    by: Literal["cell_simulator", "shielded_box"]
    network_identity: Name
