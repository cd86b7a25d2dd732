"""The access tags of streets: a demonstration, drawn from shares per kind of street."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from tools.kef.draw import between, chance, pick
from tools.kef.field import Field
from tools.kef.kind import grade
from tools.kef.street import Street, Tags

TABLE = Path(__file__).with_name("tags.toml")
STEP_M = 0.165


@lru_cache
def load_shares() -> dict[str, Any]:
    """Read the table of shares."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def set_tags(streets: list[Street], field: Field, rows: dict[str, Any]) -> None:
    """Tag every street; case streets and their hosts get what their row says."""
    for street in streets:
        tags = {"highway": street.kind}
        if street.names:
            tags |= {"name": f"{street.names['ar']} {street.names['fr']}"}
            tags |= {
                f"name:{lang}": text for lang, text in sorted(street.names.items())
            }
        if street.case or street.clean:
            tags |= _clean(street, rows)
        elif street.kind == "steps":
            tags |= _stairs(street, field)
        else:
            tags |= _drawn(street, field)
        street.tags = {key: value for key, value in tags.items() if value}


def _clean(street: Street, rows: dict[str, Any]) -> Tags:
    known = load_shares()["clean"]["steps" if street.kind == "steps" else "street"]
    own: Tags = rows.get(street.case, {}).get("tags", {})
    return {**known, **own}


def _group(street: Street) -> str:
    if street.road >= 0:
        return "main"
    if street.kind in ("footway", "path") and street.zone != "medina":
        return "path"
    return "medina" if street.zone == "medina" else "street"


def _drawn(street: Street, field: Field) -> Tags:
    group = load_shares()["street"][_group(street)]
    tags: Tags = {}
    if chance("known", street.id) < group["known"]:
        tags |= _ground(street, group)
    if chance("incline", street.id) < group["incline"]:
        tags |= _incline(street, field)
    if chance("across", street.id) < group["across"]:
        tags["incline:across"] = f"{between(0.5, 4.5, 'cross', street.id):.1f}%"
    if chance("lit", street.id) < group["lit_known"]:
        tags["lit"] = "yes" if chance("lamp", street.id) < group["lit"] else "no"
    if chance("sidewalk", street.id) < group["sidewalk_known"]:
        tags |= _sidewalk(street, group)
    if tags and chance("checked", street.id) < 0.5:
        tags["check_date"] = _day(street)
    return tags


def _ground(street: Street, group: dict[str, Any]) -> Tags:
    surface = pick(list(group["surface"].items()), "surface", street.id)
    tags = {"surface": surface}
    if chance("smooth-known", street.id) < 0.8:
        words = load_shares()["smoothness"][surface]
        tags["smoothness"] = pick(list(words.items()), "smooth", street.id)
    if chance("width-known", street.id) < 0.75:
        low, high = group["width"]
        tags["width"] = f"{between(low, high, 'width', street.id):.1f}"
    return tags


def _incline(street: Street, field: Field) -> Tags:
    slope = grade(field, street.line[0], street.line[-1], street.shape.length)
    if street.shape.length > 200:
        return {}
    return {"incline": f"{100 * slope:.0f}%"}


def _sidewalk(street: Street, group: dict[str, Any]) -> Tags:
    sides = pick(list(group["sidewalk"].items()), "sides", street.id)
    if sides == "no":
        return {"sidewalk": "no"}
    tags: Tags = {}
    for side in ("left", "right"):
        has = sides in ("both", side)
        tags[f"sidewalk:{side}"] = "yes" if has else "no"
        if has and chance("walk", street.id, side) < 0.75:
            tags |= _pavement(street, side)
    return tags


def _pavement(street: Street, side: str) -> Tags:
    own = load_shares()["pavement"]
    surface = pick(list(own["surface"].items()), "pavement", street.id, side)
    words = load_shares()["smoothness"][surface]
    wide = between(*own["width"], "pavement-width", street.id, side)
    head = f"sidewalk:{side}"
    return {
        f"{head}:surface": surface,
        f"{head}:smoothness": pick(list(words.items()), "pave", street.id, side),
        f"{head}:width": f"{wide:.1f}",
    }


def _stairs(street: Street, field: Field) -> Tags:
    rise = abs(grade(field, street.line[0], street.line[-1], 1.0))
    own = load_shares()["stairs"]
    count = max(3, round(rise / STEP_M))
    up = grade(field, street.line[0], street.line[-1], 1.0) > 0
    tags = {"incline": "up" if up else "down"}
    for key, share in own["yes"].items():
        if chance(key, street.id) < own["known"]:
            tags[key] = "yes" if chance(key, "is", street.id) < share else "no"
    if chance("count", street.id) < 0.7:
        tags["step_count"] = str(count)
    if chance("ground", street.id) < own["known"]:
        tags["surface"] = pick(list(own["surface"].items()), "stairs", street.id)
        tags["width"] = f"{between(*own['width'], 'stairs-width', street.id):.1f}"
    return tags


def _day(street: Street) -> str:
    month = int(between(0, 30, "month", street.id))
    day = 1 + int(between(0, 28, "day", street.id))
    return f"{2024 + month // 12}-{1 + month % 12:02d}-{day:02d}"
