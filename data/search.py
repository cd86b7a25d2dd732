"""Search by name: places, stops, streets and areas, the same on both databases.

The names are read once per state of the data and kept per process; the database only
gives rows, so what is found and in which order does not depend on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from data.kept import Kept
from data.name_index import Index, rate
from data.queries.name import NamedThing, list_named_things
from geo.crs import distance_m, parse_lon_lat
from geo.errors import InputError
from geo.text import choose_name, words

LONGEST: Final = 200
"""Letters of a question; nobody types a longer name."""

MOST: Final = 50
POINT: Final = "point"
"""Layer of a hit that is a bare position."""

NEAR_M: Final = 500.0
"""Rings of distance in which hits count as equally near."""

_POSITION = re.compile(r"^\s*[-+]?\d[\d.]*\s*[,،;]\s*[-+]?\d[\d.]*\s*$")


@dataclass(frozen=True)
class Hit:
    """Something found by its name.

    Attributes
    ----------
    key : str
        Stable key; empty for a bare position.
    layer : str
        ``places``, ``stops``, ``streets``, ``areas`` or ``point``.
    name : str
        Name in the wanted language.
    lonlat : tuple of float
        (lon, lat), degrees.
    score : float
        0 … 100; 100 is the name as it was typed.
    kind : str
        Kind inside the layer, for example ``"pharmacy"``.
    is_demonstration : bool
        Whether it is made up to show the system.
    """

    key: str
    layer: str
    name: str
    lonlat: tuple[float, float]
    score: float
    kind: str = ""
    is_demonstration: bool = False


def _read(session: Session) -> Index:
    return Index.build(list_named_things(session))


_KEPT: Final = Kept(_read)


def search(
    session: Session,
    text: str,
    *,
    lang: str,
    limit: int = 8,
    near: tuple[float, float] | None = None,
) -> list[Hit]:
    """Find places, stops, streets and areas by name.

    Parameters
    ----------
    session : Session
    text : str
        What was typed: any script, without accents or article, the last word not
        yet finished, at most one slip a word.
    lang : str
        Language of the names in the answer.
    limit : int
        1 … ``MOST``.
    near : tuple of float, optional
        (lon, lat): among equal hits the nearer ones come first.

    Returns
    -------
    list of Hit
        Best first; equal ones by layer, then by key.

    Raises
    ------
    InputError
        If the text is longer than ``LONGEST`` or the limit is out of range.
    """
    if not 1 <= limit <= MOST:
        raise InputError("limit", f"{limit} is outside 1 … {MOST}")
    typed = words(_checked(text))
    if not typed:
        return []
    index = _KEPT.get(session)
    scores = rate(index, typed, enough=limit)
    ranked = sorted(scores, key=lambda n: _order(index.things[n], scores[n], near))
    return [_hit(index.things[n], scores[n], lang) for n in ranked[:limit]]


def list_near(
    session: Session, lonlat: tuple[float, float], *, layer: str, lang: str, limit: int
) -> list[Hit]:
    """List what bears a name and is nearest to a spot.

    Parameters
    ----------
    session : Session
    lonlat : tuple of float
        (lon, lat), degrees.
    layer : str
        ``places``, ``stops``, ``streets`` or ``areas``.
    lang : str
        Language of the names in the answer.
    limit : int

    Returns
    -------
    list of Hit
        The nearest first; of one name, only the nearest.
    """
    nearest: dict[str, tuple[float, Hit]] = {}
    for thing in _KEPT.get(session).things:
        if thing.layer != layer:
            continue
        hit = _hit(thing, 100.0, lang)
        away = distance_m(lonlat, thing.lonlat)
        known = nearest.get(hit.name)
        if hit.name and (known is None or away < known[0]):
            nearest[hit.name] = away, hit
    ordered = sorted(nearest.values(), key=lambda one: (one[0], one[1].key))
    return [hit for _, hit in ordered[:limit]]


def resolve_place(session: Session, text: str, lang: str) -> list[Hit]:
    """Find out where somebody means.

    Parameters
    ----------
    session : Session
    text : str
        A name, or ``"lon,lat"`` in degrees.
    lang : str
        Language of the names in the answer.

    Returns
    -------
    list of Hit
        One where it is clear, several to choose from, none where nothing is known.

    Raises
    ------
    InputError
        If the text is too long or the position is outside the world.
    """
    if is_position(_checked(text)):
        comma = re.sub("[،;]", ",", text)
        lonlat = parse_lon_lat(comma, field="place")
        return [Hit("", POINT, text.strip(), lonlat, 100.0)]
    hits = search(session, text, lang=lang)
    exact = [hit for hit in hits if hit.score == 100.0]
    return exact if len(exact) == 1 else hits


def is_position(text: str) -> bool:
    """Tell whether a text is a position: ``"lon,lat"``."""
    return bool(_POSITION.match(text))


def _checked(text: str) -> str:
    if len(text) > LONGEST:
        raise InputError("q", f"{len(text)} letters are more than {LONGEST}")
    return text


def _order(
    thing: NamedThing, score: float, near: tuple[float, float] | None
) -> tuple[float, int, int, str]:
    ring = 0 if near is None else int(distance_m(near, thing.lonlat) // NEAR_M)
    return (-score, ring, thing.rank, thing.key)


def _hit(thing: NamedThing, score: float, lang: str) -> Hit:
    return Hit(
        key=thing.key,
        layer=thing.layer,
        name=choose_name(thing.names, lang) or choose_name(thing.label, lang),
        lonlat=thing.lonlat,
        score=score,
        kind=thing.kind,
        is_demonstration=thing.is_demonstration,
    )
