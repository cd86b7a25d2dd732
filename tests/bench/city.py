"""A made-up city with hills, stairs and kerbs, for where there is no real data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

import numpy as np

SIDE: Final = 100
"""Crossroads along one side: 10,000 of them, 20,000 streets and more."""
SPACING: Final = 0.0009
"""Degrees between crossroads: about 100 m."""
CORNER: Final = (8.6, 36.1)
HILL: Final = 0.09
SURFACES: Final = ("asphalt", "paving_stones", "sett", "gravel", "concrete")
KERBS: Final = ("lowered", "flush", "raised", "rolled")
SEED: Final = 7

Tags = dict[str, str]


def write_city(path: Path, side: int = SIDE) -> None:
    """Write the city as an OSM file; the same every time.

    Parameters
    ----------
    path : Path
        ``.osm`` file.
    side : int
        Crossroads along one side.
    """
    chance = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8") as out:
        print('<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">', file=out)
        out.writelines(f"{line}\n" for line in _nodes(chance, side))
        out.writelines(f"{line}\n" for line in _ways(chance, side))
        print("</osm>", file=out)


def _element(kind: str, head: str, inside: str, tags: Tags) -> str:
    told = "".join(
        f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()
    )
    return f"<{kind} {head}>{inside}{told}</{kind}>"


def _nodes(chance: np.random.Generator, side: int) -> Iterator[str]:
    shift = chance.normal(0, SPACING / 12, (side * side, 2))
    for index in range(side * side):
        lon = CORNER[0] + SPACING * (index % side) + shift[index, 0]
        lat = CORNER[1] + SPACING * (index // side) + shift[index, 1]
        tags: Tags = {}
        if chance.random() < 0.3:
            tags = {"highway": "crossing", "kerb": str(chance.choice(KERBS))}
        elif chance.random() < 0.02:
            tags = {"barrier": "bollard", "maxwidth:physical": "0.8"}
        head = f'id="{index + 1}" lat="{lat:.7f}" lon="{lon:.7f}" version="1"'
        yield _element("node", head, "", tags)


def _ways(chance: np.random.Generator, side: int) -> Iterator[str]:
    number = 0
    for row in range(side):
        for column in range(side):
            here = row * side + column + 1
            ends = [(here + 1, column + 1 < side), (here + side, row + 1 < side)]
            is_cut = column + 1 < side and row + 1 < side and chance.random() < 0.15
            ends.append((here + side + 1, is_cut))
            for far, is_there in ends:
                if is_there:
                    number += 1
                    inside = f'<nd ref="{here}"/><nd ref="{far}"/>'
                    tags = _tags(chance, is_diagonal=far == here + side + 1)
                    head = f'id="{number}" version="1"'
                    yield _element("way", head, inside, tags)


def _tags(chance: np.random.Generator, *, is_diagonal: bool) -> Tags:
    if is_diagonal and chance.random() < 0.3:
        return {"highway": "steps", "step_count": "12"}
    slope = round(100 * float(chance.normal(0, HILL / 2)))
    return {
        "highway": "footway" if is_diagonal else "residential",
        "surface": str(chance.choice(SURFACES, p=(0.5, 0.2, 0.1, 0.1, 0.1))),
        "incline": f"{slope}%",
        "width": f"{chance.uniform(0.8, 4):.1f}",
    }
