"""Writes streets and nodes as an OSM XML file with small positive ids."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from shapely.geometry import LineString

from tools.kef.facts import to_degrees
from tools.kef.line import Node
from tools.kef.street import Street, Tags

SIMPLE_M = 0.9


def simplify_streets(streets: list[Street], pins: dict[Node, Tags]) -> None:
    """Drop vertices that hardly bend, keeping junctions and tagged nodes."""
    fixed = {n for s in streets for n in (*s.nodes,)} | set(pins)
    for street in streets:
        line, part = [street.line[0]], [street.line[0]]
        for node in street.line[1:]:
            part.append(node)
            if node in fixed:
                kept = LineString(part).simplify(SIMPLE_M).coords
                line += [(x, y) for x, y in list(kept)[1:]]
                part = [node]
        street.line = line


def write_osm(path: Path, streets: list[Street], pins: dict[Node, Tags]) -> None:
    """Write the file; the tagged nodes that no street uses stand alone."""
    order = dict.fromkeys(n for street in streets for n in street.line)
    order |= dict.fromkeys(pins)
    numbers = {node: i for i, node in enumerate(order, start=1)}
    degrees = to_degrees(np.array(list(numbers)))
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<osm version="0.6" generator="build_kef">',
    ]
    for (node, number), (lon, lat) in zip(numbers.items(), degrees, strict=True):
        head = f'<node id="{number}" version="1" lat="{lat:.6f}" lon="{lon:.6f}"'
        rows += _element(head, [], pins.get(node, {}), "node")
    for street in streets:
        members = [f'<nd ref="{numbers[node]}"/>' for node in street.line]
        rows += _element(
            f'<way id="{street.id}" version="1"', members, street.tags, "way"
        )
    path.write_text("\n".join([*rows, "</osm>", ""]), encoding="utf-8")


def _element(head: str, members: list[str], tags: Tags, name: str) -> list[str]:
    lines = [
        f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in sorted(tags.items())
    ]
    if not members and not lines:
        return [f"{head}/>"]
    return [f"{head}>", *(["".join(members)] if members else []), *lines, f"</{name}>"]
