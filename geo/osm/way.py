"""Which ways people on foot may use, and what their rows say."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.tagmatch import Tags

_TABLE: Final = Path(__file__).parent.parent / "tables" / "osm_ways.toml"
_NAME = re.compile(r"^name:([a-z]{2,3})$")

ON_FOOT: Final = frozenset({"yes", "designated", "permissive", "official"})
SIDEWALK_YES: Final = frozenset({"both", "left", "right", "yes"})
SIDEWALK_KEYS: Final = (
    "sidewalk",
    "sidewalk:both",
    "sidewalk:left",
    "sidewalk:right",
)
PLATFORM: Final = "platform"
NAME: Final = "name:"


@dataclass(frozen=True)
class Walk:
    """Whether an element is a way for walking.

    Attributes
    ----------
    highway : str
        Word of the way's row; empty where it is not for walking.
    left_out : str
        Why a way of the road network is left out; empty for anything else.
    """

    highway: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class _Rules:
    walk: frozenset[str]
    if_foot: frozenset[str]
    never: dict[str, str]
    barred: dict[str, str]
    platform: tuple[tuple[str, str], ...]


@lru_cache
def _rules() -> _Rules:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return _Rules(
        walk=frozenset(table["walk"]),
        if_foot=frozenset(table["if_foot"]),
        never=table["never"],
        barred=table["barred"],
        platform=tuple((row["key"], row["value"]) for row in table["platform"]),
    )


def find_walk(tags: Tags) -> Walk:
    """Tell whether a way is for walking, for any profile.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags of a way.

    Returns
    -------
    Walk
        A private way, or one with ``foot=no``, is kept: the router refuses it with
        the reason.
    """
    rules = _rules()
    highway = tags.get("highway", "")
    if not highway:
        is_platform = any(tags.get(key) == value for key, value in rules.platform)
        return Walk(PLATFORM if is_platform else "")
    barred = any(tags.get(key) == value for key, value in rules.barred.items())
    if highway in rules.walk and not barred:
        return Walk(highway)
    if highway in rules.walk or highway in rules.if_foot:
        return _if_foot(highway, tags)
    reason = rules.never.get(highway, "is not known as a way for walking")
    return Walk(left_out=f"highway={highway} {reason}")


def _if_foot(highway: str, tags: Tags) -> Walk:
    has_sidewalk = any(tags.get(key, "") in SIDEWALK_YES for key in SIDEWALK_KEYS)
    if tags.get("foot", "") in ON_FOOT or has_sidewalk:
        return Walk(highway)
    reason = "neither foot nor sidewalk says that people walk there"
    return Walk(left_out=f"highway={highway}: {reason}")


def is_crossing_node(tags: Tags) -> bool:
    """Tell whether people cross a street at a node, whatever is known of how.

    A crossing of rails is none (OSM wiki, Tag:railway=crossing).
    """
    if "railway" in tags or tags.get("crossing") == "no":
        return False
    return tags.get("highway") == "crossing" or "crossing" in tags


def read_oneway(tags: Tags) -> int:
    """Tell in which direction people on foot may go: 0 both, 1 forward, -1 backward.

    ``oneway`` speaks of vehicles; only ``oneway:foot``, ``foot:backward`` and moving
    stairs bind people on foot (OSM wiki, Key:oneway:foot, Key:conveying).
    """
    said = tags.get("oneway:foot", "")
    if said in {"yes", "1", "true"} or tags.get("foot:backward") == "no":
        return 1
    if said in {"-1", "reverse"} or tags.get("foot:forward") == "no":
        return -1
    if said == "no":
        return 0
    return {"forward": 1, "backward": -1}.get(tags.get("conveying", ""), 0)


def read_names(tags: Tags) -> dict[str, str]:
    """Collect names: language → name, "" for the one that is signed on the spot."""
    names = {"": tags["name"]} if tags.get("name") else {}
    for key, text in tags.items():
        language = key.startswith(NAME) and _NAME.match(key)
        if language and text:
            names[language[1]] = text
    return names
