"""What one row of a survey says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

from geo.errors import DataError
from geo.observation import Method, Side, Value


@dataclass(frozen=True, slots=True)
class Statement:
    """A value of an access attribute, as the surveyor wrote it."""

    attribute: str
    value: Value
    raw: str = ""


@dataclass
class Record:
    """One row that was understood.

    Attributes
    ----------
    number : int
        Row of the file, as a person counts.
    record : str
        One of ``RECORDS``.
    subject : str
        Key of something that is known, if the row names it.
    id : str
        The survey's own number of it.
    kind : str
        Kind of the place, barrier or area.
    names : dict of str to str
        Language → name.
    shape : BaseGeometry, optional
        EPSG:4326.
    statements : list of Statement
        Values; blank cells are not among them.
    extra : dict
        Columns of one record only: cost, way_key, node_key, along_m, status, modes.
    """

    number: int
    record: str
    subject: str = ""
    id: str = ""
    kind: str = ""
    names: dict[str, str] = field(default_factory=dict)
    shape: BaseGeometry | None = None
    statements: list[Statement] = field(default_factory=list)
    side: Side = Side.BOTH
    method: Method = Method.SURVEYED
    observed_on: date | None = None
    author: str = ""
    confidence: float = 1.0
    extra: dict[str, str | float | None] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """How findings call the row."""
        return f"row {self.number}"

    @property
    def placed(self) -> BaseGeometry:
        """The shape, of a row that must have one."""
        if self.shape is None:
            raise DataError(f"{self.where} has no position")
        return self.shape


@dataclass
class SurveyFrames:
    """All rows of a file that were understood.

    Attributes
    ----------
    records : list of Record
    spoken : frozenset of str
        Attributes that the file has a column for: a blank cell there withdraws.
    fields : frozenset of str
        Everything else that the file has a column for.
    strict : bool
        One wrong row and nothing is written.
    whole : bool
        What the file no longer names is removed.
    errors : list of str
        Rows that were rejected, in words.
    file : str
        Name of the file.
    """

    records: list[Record]
    spoken: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    strict: bool = False
    whole: bool = False
    errors: list[str] = field(default_factory=list)
    file: str = ""
