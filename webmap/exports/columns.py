"""Gaps and works as columns and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from data.queries.layer import Feature
from webmap.exports.table import Cell
from webmap.i18n import LANGUAGES, best_name


def is_made_up(feature: Feature) -> bool:
    """Tell whether a row rests on made-up data."""
    return bool(feature.properties.get("is_demonstration"))


Table = tuple[list[str], list[list[Cell]]]
PLACE: Final = ["is_demonstration", "lon", "lat"]
NAMES: Final = ["name", *(f"name_{language}" for language in LANGUAGES)]


STANDING: Final = [
    "origin",
    "status",
    "look",
    "checked",
    "service",
    "district",
    "people_low",
    "people_high",
    "decided",
]
DAYS: Final = ["first_seen", "last_seen", "changed_on"]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _names(names: Mapping[str, str]) -> list[Cell]:
    return [best_name(names), *(names.get(language) for language in LANGUAGES)]


def _place(feature: Feature) -> list[Cell]:
    if feature.shape is None:
        return [is_made_up(feature), None, None]
    point = feature.shape.representative_point()
    return [is_made_up(feature), round(point.x, 6), round(point.y, 6)]


def gap_table(features: Sequence[Feature], _currency: str) -> Table:
    """Lay out gaps as a table."""
    measures = ["group", "reached", "unknown", "lost", "unit", "length_m"]
    marks = ["also_walker", "one_way"]
    head = ["key", "kind", "profile", *STANDING, *NAMES, *DAYS, "residents"]
    more = [*measures, *marks]
    head += more
    rows = [
        [
            feature.key,
            feature.properties["kind"],
            feature.properties["profile"],
            *(feature.properties[name] for name in STANDING),
            *_names(feature.properties["names"]),
            *(_day(feature.properties[name]) for name in DAYS),
            feature.properties["residents"],
            *(_plain(feature.properties["details"].get(name)) for name in more),
            " ".join(feature.properties["services"]),
            " | ".join(
                _cause(block)
                for block in feature.properties["details"].get("blocks", ())
            ),
            *_place(feature),
        ]
        for feature in features
    ]
    return [*head, "services", "in_the_way", *PLACE], rows


def _plain(value: object) -> Cell:
    """Leave lists out: a column of numbers holds numbers."""
    return value if isinstance(value, str | float | int) else None


def _causes(blocks: Sequence[Mapping[str, object]]) -> str:
    return " | ".join(_cause(block) for block in blocks)


def _cause(block: Mapping[str, object]) -> str:
    what = f"{block['attribute']}={block['value']} (limit {block['limit']})"
    return f"{what} {block['barrier'] or block['way']} [{block['source']}]"


def work_table(features: Sequence[Feature], currency: str) -> Table:
    """Lay out works as a table, costs in the town's currency."""
    columns = ["rank", "profile", "barrier_key"]
    facts = ["kind", "attribute", "value"]
    head = [*columns, *facts, *NAMES, "residents", "opens", "unit", "services"]
    rows = [
        [
            *(feature.properties[name] for name in columns),
            *(feature.properties["details"][name] for name in facts),
            *_names(feature.properties["details"]["names"]),
            feature.properties["residents"],
            feature.properties["details"]["opens"],
            feature.properties["details"]["unit"],
            " ".join(feature.properties["services"]),
            feature.properties["cost"],
            currency,
            *_place(feature),
        ]
        for feature in features
    ]
    return [*head, "cost", "currency", *PLACE], rows


TABLES: Final = {"gaps": gap_table, "works": work_table}
