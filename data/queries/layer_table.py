"""The layers: what is public of each table, and which rows of it anybody may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import InstrumentedAttribute

from data.models import (
    Area,
    Barrier,
    Gap,
    Line,
    Place,
    Report,
    Stop,
    SurveyHint,
    Work,
)
from geo.errors import MissingError
from geo.gap.course import CLOSED as CLOSED_GAP
from geo.life_cycle import CLOSED, OPEN, open_states, unlisted_states


@dataclass(frozen=True)
class Layer:
    """What is public of one table.

    Attributes
    ----------
    name : str
        Last part of its address: ``"places"``.
    model : type
    key : str
        Column of its stable key.
    properties : tuple of str
        Columns that are public.
    filters : tuple of str
        Columns that a caller may filter by.
    listed : callable, optional
        Gives what is listed where no status is asked for.
    derived : mapping of str to callable
        Columns that follow from others: name → what gives them.
    """

    name: str
    model: type[Any]
    properties: tuple[str, ...]
    filters: tuple[str, ...]
    key: str = "key"
    listed: Callable[[], ColumnElement[bool]] | None = None
    derived: Mapping[str, Callable[[], ColumnElement[Any]]] = field(
        default_factory=dict
    )

    def column(self, name: str) -> ColumnElement[Any]:
        """Give a column by name, of the table or derived."""
        derived = self.derived.get(name)
        return derived() if derived else self.mapped(name).expression

    def mapped(self, name: str) -> InstrumentedAttribute[Any]:
        """Give a column of the table by name."""
        column: InstrumentedAttribute[Any] = getattr(self.model, name)
        return column


def _status() -> ColumnElement[str]:
    """Say of each report whether it is open, in the words of Open311."""
    return case((Report.state.in_(open_states()), OPEN), else_=CLOSED)


LAYERS: Final = {
    layer.name: layer
    for layer in (
        Layer("places", Place, ("kind", "names", "access"), ("kind", "access")),
        Layer(
            "stops",
            Stop,
            ("names", "location_type", "wheelchair_boarding", "access", "modes"),
            ("access", "location_type"),
        ),
        Layer(
            "lines",
            Line,
            (
                "short_name",
                "names",
                "route_type",
                "colour",
                "trips",
                "trips_accessible",
                "trips_inaccessible",
                "access",
            ),
            ("route_type", "access"),
        ),
        Layer(
            "barriers",
            Barrier,
            (
                "kind",
                "attribute",
                "value_number",
                "value_text",
                "way_key",
                "side",
                "status",
                "method",
                "observed_on",
                "confidence",
                "names",
                "cost",
            ),
            ("kind", "status", "attribute"),
        ),
        Layer(
            "reports",
            Report,
            (
                "state",
                "category",
                "affected",
                "where_text",
                "created_at",
                "changed_at",
                "closed_at",
                "canonical",
            ),
            ("state", "category", "canonical", "status"),
            key="tracking",
            derived={"status": _status},
        ),
        Layer(
            "gaps",
            Gap,
            (
                "kind",
                "profile",
                "origin",
                "status",
                "look",
                "checked",
                "service",
                "district",
                "names",
                "residents",
                "people_low",
                "people_high",
                "decided",
                "services",
                "first_seen",
                "last_seen",
                "changed_on",
                "details",
                "is_demonstration",
            ),
            ("kind", "profile", "status", "look", "service", "district", "origin"),
            listed=lambda: Gap.status != CLOSED_GAP,
        ),
        Layer(
            "surveys",
            SurveyHint,
            ("profile", "rank", "names", "people", "details", "is_demonstration"),
            ("profile",),
        ),
        Layer(
            "works",
            Work,
            (
                "barrier_key",
                "profile",
                "rank",
                "residents",
                "services",
                "cost",
                "details",
                "is_demonstration",
            ),
            ("profile",),
        ),
        Layer("areas", Area, ("kind", "names", "residents"), ("kind",)),
    )
}


def get_layer(name: str) -> Layer:
    """Give a layer by name.

    Raises
    ------
    MissingError
        If there is none of that name.
    """
    if name not in LAYERS:
        raise MissingError(f"there is no layer {name!r}; there are {', '.join(LAYERS)}")
    return LAYERS[name]


def listed_rows(layer: Layer, asked: Collection[str] = ()) -> Select[Any]:
    """Select what is listed of a layer: what has ended only where it is asked for.

    Parameters
    ----------
    layer : Layer
    asked : collection of str
        Columns that are filtered by.
    """
    statement = public_rows(layer)
    if layer.listed is None or "status" in asked:
        return statement
    return statement.where(layer.listed())


def public_rows(layer: Layer) -> Select[Any]:
    """Select what anybody may see of a layer."""
    statement = select(layer.model)
    if layer.model is Report:
        listed = Report.state.not_in(unlisted_states())
        return statement.where(listed, Report.is_private.is_(False))
    return statement
