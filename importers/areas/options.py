"""How a file of areas is to be read."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.place import AREA_KINDS
from geo.errors import InputError
from importers.cells.options import CellOptions


@dataclass(frozen=True)
class AreaOptions(CellOptions):
    """What somebody says about the file, besides what every table of counts may.

    Attributes
    ----------
    kind : str
        Of rows that do not say their own.
    """

    kind: str = "quarter"

    def __post_init__(self) -> None:
        super().__post_init__()
        check_kind(self.kind)


def check_kind(kind: str) -> str:
    """Refuse what is no kind of area.

    Raises
    ------
    InputError
        Naming what it may be.
    """
    if kind not in AREA_KINDS:
        raise InputError("kind", f"{kind[:40]!r} is not one of {', '.join(AREA_KINDS)}")
    return kind
