"""How a survey file is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from geo.errors import InputError

RECORDS: Final = (
    "places",
    "stops",
    "barriers",
    "residents",
    "areas",
    "entrances",
    "ways",
)
"""What a row of a survey may be about; ways are streets and corners."""
OF_KNOWN: Final = ("residents", "ways")
"""Rows that tell of something known, and make nothing new."""

SPELLED: Final = {"as": "record", "map": "mapping"}
"""Names of options that are words of the language."""


@dataclass(frozen=True)
class SurveyOptions:
    """What the surveyor says about the file.

    Attributes
    ----------
    record : str
        What rows are about where they do not say so; one of ``RECORDS``.
    mapping : mapping of str to str
        Header of a column → attribute or field that it holds.
    crs : str
        Reference system of the coordinates, such as ``EPSG:32632``; empty takes the
        file's own.
    layer : str
        Layer of a GeoPackage or sheet of a workbook; empty takes the first.
    strict : bool
        One wrong row and nothing is written.
    whole : bool
        The file is the whole survey: what it no longer names is removed.
    author : str
        Organisation that surveyed.
    observed_on : date, optional
        Day of rows that do not say their own.
    """

    record: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    layer: str = ""
    strict: bool = False
    whole: bool = False
    author: str = ""
    observed_on: date | None = None

    def __post_init__(self) -> None:
        if self.record and self.record not in RECORDS:
            known = ", ".join(RECORDS)
            raise InputError("as", f"{self.record!r} is not one of {known}")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> SurveyOptions:
        """Build from a table of a TOML file, or from the command line.

        Parameters
        ----------
        values : mapping
            Names of the options; ``as`` and ``map`` for record and mapping.

        Returns
        -------
        SurveyOptions

        Raises
        ------
        InputError
            If an option is unknown or its value is of the wrong kind.
        """
        found = {SPELLED.get(name, name): value for name, value in values.items()}
        unknown = sorted(found.keys() - cls.__dataclass_fields__.keys())
        if unknown:
            raise InputError("options", f"{unknown[0]!r} is not an option of a survey")
        if not isinstance(found.get("mapping", {}), Mapping):
            raise InputError("map", "is not a table of column = attribute")
        if isinstance(found.get("observed_on"), str):
            found["observed_on"] = _day(found["observed_on"])
        return cls(**found)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise InputError("observed_on", f"{text!r} is not a day YYYY-MM-DD") from cause


def parse_pairs(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read ``column=attribute`` pairs of the command line.

    Raises
    ------
    InputError
        If a pair has no equals sign.
    """
    found = {}
    for pair in pairs:
        column, sign, target = pair.rpartition("=")
        if not sign or not column.strip() or not target.strip():
            raise InputError("--map", f"{pair!r} is not column=attribute")
        found[column.strip()] = target.strip()
    return found
