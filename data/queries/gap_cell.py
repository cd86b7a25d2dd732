"""How many have each service in each quarter, by profile: kept and added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Label, delete, func, insert, select
from sqlalchemy.orm import Session

from data.models import GapCell, Names


@dataclass(frozen=True)
class CellFact:
    """How many have a service, of one profile and quarter.

    Attributes
    ----------
    profile, service, district : str
    names : dict of str to str
        Of the quarter.
    unit : str
        ``"residents"`` or ``"metres"``.
    reached, unknown, lost : float
        Of those who have it as unimpeded walkers.
    """

    profile: str
    service: str
    district: str
    names: Names
    unit: str
    reached: float
    unknown: float
    lost: float


@dataclass(frozen=True)
class Total:
    """Cells added up over services or quarters.

    Attributes
    ----------
    key : str
        The service or the quarter.
    names : dict of str to str
        Of the quarter; empty for a service.
    unit : str
    reached, unknown, lost : float
    """

    key: str
    names: Names
    unit: str
    reached: float
    unknown: float
    lost: float

    @property
    def all(self) -> float:
        """Those who have it as unimpeded walkers."""
        return self.reached + self.unknown + self.lost


def replace_cells(session: Session, cells: Iterable[CellFact]) -> None:
    """Replace all cells by those of an analysis.

    Parameters
    ----------
    session : Session
        A write session.
    cells : iterable of CellFact
    """
    session.execute(delete(GapCell))
    rows = [vars(cell) for cell in cells]
    if rows:
        session.execute(insert(GapCell), rows)


def _sum(name: str) -> Label[float]:
    return func.sum(getattr(GapCell, name)).label(name)


def total_services(session: Session, profile: str, district: str = "") -> list[Total]:
    """Add up who has each service.

    Parameters
    ----------
    session : Session
    profile : str
    district : str
        Key of a quarter; the whole town by default.

    Returns
    -------
    list of Total
        Most people without a way first.
    """
    asked = select(
        GapCell.service,
        func.min(GapCell.unit),
        _sum("reached"),
        _sum("unknown"),
        _sum("lost"),
    ).where(GapCell.profile == profile)
    if district:
        asked = asked.where(GapCell.district == district)
    rows = session.execute(asked.group_by(GapCell.service))
    found = [Total(key, {}, unit, *numbers) for key, unit, *numbers in rows]
    return sorted(found, key=lambda one: (-one.lost, -one.unknown, one.key))


def total_districts(session: Session, profile: str, service: str = "") -> list[Total]:
    """Add up, over the services, who has them in each quarter.

    Parameters
    ----------
    session : Session
    profile : str
    service : str
        One service; all by default, then people count once for each.

    Returns
    -------
    list of Total
        The most people-services without a way first.
    """
    asked = select(GapCell).where(GapCell.profile == profile)
    if service:
        asked = asked.where(GapCell.service == service)
    found: dict[str, Total] = {}
    for cell in session.scalars(asked.order_by(GapCell.district)):
        old = found.get(
            cell.district, Total(cell.district, cell.names, cell.unit, 0, 0, 0)
        )
        found[cell.district] = Total(
            old.key,
            old.names,
            old.unit,
            old.reached + cell.reached,
            old.unknown + cell.unknown,
            old.lost + cell.lost,
        )
    return sorted(found.values(), key=lambda one: (-one.lost, -one.unknown, one.key))
