"""Demonstration barriers along the streets, and residents of each street."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from tools.kef.draw import between, chance, pick
from tools.kef.facts import to_degrees
from tools.kef.feed import Rows
from tools.kef.street import Street

TABLE = Path(__file__).with_name("barriers.toml")
BARRIER_HEAD = (
    "id,lon,lat,kind,attribute,value,way_key,"
    "name,name:ar,name:fr,name:en,cost,observed_on"
)
RESIDENT_HEAD = "subject,residents"
TOWN_RESIDENTS = 47_000
DENSITY = {"medina": 1.7, "inner": 1.2, "outer": 0.8}
HOMES = {"primary": 0.25, "secondary": 0.5, "path": 0.3, "service": 0.5, "steps": 0.8}


def barrier_rows(streets: list[Street]) -> Rows:
    """Put each barrier on a street of its own."""
    free = [
        s
        for s in streets
        if not s.case and not s.clean and s.kind != "steps" and s.shape.length > 30
    ]
    used: set[int] = set()
    rows: Rows = []
    for kind in tomllib.loads(TABLE.read_text("utf-8"))["barrier"]:
        for _number in range(kind["count"]):
            name = f"b{len(rows) + 1}"
            open_ = (s for s in free if s.id not in used)
            street = min(open_, key=lambda s: (_unlikely(name, s), s.id))
            used.add(street.id)
            rows.append(_barrier(name, kind, street))
    return rows


def _unlikely(name: str, street: Street) -> float:
    """Prefer dead ends, where a barrier cuts somebody off, and streets with a name."""
    weight = (0.35 if street.is_dead_end else 1.0) * (1.0 if street.names else 2.0)
    return weight * chance("barrier", name, street.id)


def _barrier(name: str, kind: dict[str, object], street: Street) -> tuple[object, ...]:
    share = between(0.3, 0.7, "barrier-at", name)
    here = street.shape.interpolate(share, normalized=True)
    lon, lat = to_degrees(np.array([[here.x, here.y]]))[0]
    values: list[object] = kind["values"]  # type: ignore[assignment]
    cost: list[float] = kind["cost"]  # type: ignore[assignment]
    names: dict[str, str] = kind["name"]  # type: ignore[assignment]
    if street.names:
        names = {
            lang: f"{text}, {street.names['ar' if lang == 'ar' else 'fr']}"
            for lang, text in names.items()
        }
    return (
        name,
        f"{lon:.6f}",
        f"{lat:.6f}",
        kind["kind"],
        kind["attribute"],
        pick([(v, 1) for v in values], "value", name),
        street.key,
        names["ar"],
        names["ar"],
        names["fr"],
        names["en"],
        int(round(between(cost[0], cost[1], "cost", name), -1)),
        _day(name),
    )


def _day(name: str) -> str:
    month = 1 + int(between(0, 10, "month", name))
    return f"2026-{month:02d}-{1 + int(between(0, 28, 'day', name)):02d}"


def resident_rows(streets: list[Street]) -> Rows:
    """Share the town's residents among its streets by length and density."""
    weights = {
        s.key: s.shape.length * DENSITY[s.zone] * HOMES.get(s.kind, 1.0)
        for s in streets
    }
    total = sum(weights.values())
    exact = {key: TOWN_RESIDENTS * weight / total for key, weight in weights.items()}
    people = {key: int(value) for key, value in exact.items()}
    rest = TOWN_RESIDENTS - sum(people.values())
    for key in sorted(exact, key=lambda k: (people[k] - exact[k], k))[:rest]:
        people[key] += 1
    return list(people.items())
