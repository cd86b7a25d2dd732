"""Where a report stands on its sender's device, and what an answer to a send means."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from geo.errors import InputError

SENT: Final = "sent"
_TABLE: Final = Path(__file__).parent / "tables" / "report_client.toml"


@dataclass(frozen=True)
class ClientState:
    """One state on the device.

    Attributes
    ----------
    id : str
    next : tuple of str
        The states that may follow.
    label : dict of str to str
        Language → words.
    server : bool
        Whether the server has the report.
    """

    id: str
    next: tuple[str, ...]
    label: dict[str, str]
    server: bool = False


@dataclass(frozen=True)
class SendAnswer:
    """Which HTTP statuses, 0 for none at all, lead to which state."""

    to: str
    statuses: tuple[int, ...]


@dataclass(frozen=True)
class Retry:
    """How a device tries again; all but ``factor`` and ``jitter`` in seconds.

    Attributes
    ----------
    first_s : float
        The first wait.
    factor : float
        Each wait to the one before.
    most_s : float
        The longest wait.
    jitter : float
        Share of a wait that is drawn by lot, 0 … 1.
    look_s : float
        Longest that a glance at what was typed may take.
    text_s : float
        Longest that a report may take.
    photo_s : float
        Longest that a photo may take.
    """

    first_s: float
    factor: float
    most_s: float
    jitter: float
    look_s: float
    text_s: float
    photo_s: float

    def wait_s(self, tries: int, share: float = 1.0) -> float:
        """Tell how long to wait after a number of failed tries.

        Parameters
        ----------
        tries : int
            At least 1.
        share : float
            What was drawn, 0 … 1.

        Returns
        -------
        float
            Seconds.
        """
        whole = min(self.first_s * self.factor ** (tries - 1), self.most_s)
        return whole * (1 - self.jitter * (1 - share))


@dataclass(frozen=True)
class Keep:
    """What a device keeps, and how many days; ``contact`` is never part of a draft."""

    draft_days: int
    sent_days: int
    contact: tuple[str, ...]


def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@lru_cache
def client_states() -> dict[str, ClientState]:
    """Read the states: id → state, in the order of the table."""
    rows = _table()["state"]
    known = (ClientState(**{**row, "next": tuple(row["next"])}) for row in rows)
    return {state.id: state for state in known}


@lru_cache
def send_answers() -> tuple[SendAnswer, ...]:
    """Read what answers mean; the first row that holds a status counts."""
    return tuple(
        SendAnswer(row["to"], tuple(row.get("statuses", ())) or _range(row))
        for row in _table()["answer"]
    )


def _range(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(range(row["from"], row["below"]))


def state_after_send(status: int) -> ClientState:
    """Tell where a report stands after a send.

    Parameters
    ----------
    status : int
        Of the answer; 0 if there was none.

    Returns
    -------
    ClientState

    Raises
    ------
    InputError
        If no row of the table holds the status.
    """
    for answer in send_answers():
        if status in answer.statuses:
            return client_states()[answer.to]
    raise InputError("status", f"{status} is no answer to a report")


@lru_cache
def retry_rule() -> Retry:
    """Read how a device tries again."""
    return Retry(**_table()["retry"])


@lru_cache
def keep_rule() -> Keep:
    """Read what a device keeps."""
    row = _table()["keep"]
    return Keep(**{**row, "contact": tuple(row["contact"])})
