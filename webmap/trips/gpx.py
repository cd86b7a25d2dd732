"""A trip as GPX 1.1: tracks with heights, and a point of a route per instruction.

The order of elements is that of the schema (topografix.com, GPX 1.1, 2004).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from geo.answer import LonLat, Path
from geo.line_height import height_at, line_heights
from webmap.trips.telling import Telling, note_details, path_notes, step_details
from webmap.wording.path import PathWords

MIMETYPE: Final = "application/gpx+xml"
NAMESPACE: Final = "http://www.topografix.com/GPX/1/1"
SCHEMA: Final = f"{NAMESPACE} {NAMESPACE}/gpx.xsd"
INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"
CREATOR: Final = "Wusul"
NOT_SHOWN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u2066-\u2069]"
)
"""What XML forbids, and marks of direction that devices draw as boxes."""


def write_gpx(telling: Telling) -> bytes:
    """Write a trip as GPX, in the language that is spoken.

    Parameters
    ----------
    telling : Telling

    Returns
    -------
    bytes
        UTF-8 XML: notes as waypoints, a route and a track there, and back.
    """
    root = ET.Element(
        "gpx",
        {
            "version": "1.1",
            "creator": CREATOR,
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": SCHEMA,
        },
    )
    _metadata(root, telling)
    ways = list(telling.directions())
    _waypoints(root, telling.words.out)
    for which, title, path, words in ways:
        _route(root, title, path, words=words, kind=which)
    for which, title, path, words in ways:
        _track(root, title, path, summary=words.verdict, kind=which)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with a text, if there is one."""
    clean = NOT_SHOWN.sub("", text).strip()
    if clean:
        ET.SubElement(parent, name).text = clean


def _metadata(root: ET.Element, telling: Telling) -> None:
    metadata = ET.SubElement(root, "metadata")
    told = (telling.words.verdict, telling.warning, telling.provenance)
    _text(metadata, "name", telling.title)
    _text(metadata, "desc", " ".join(part for part in told if part))
    _text(metadata, "time", telling.now.isoformat(timespec="seconds"))
    points = [*telling.trip.out.line, *telling.trip.back.line]
    if points:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        bounds = {
            "minlat": min(lats),
            "minlon": min(lons),
            "maxlat": max(lats),
            "maxlon": max(lons),
        }
        ET.SubElement(metadata, "bounds", {k: f"{v:.7f}" for k, v in bounds.items()})


def _point(
    parent: ET.Element, name: str, place: LonLat, height: float | None
) -> ET.Element:
    point = ET.SubElement(
        parent, name, {"lat": f"{place[1]:.7f}", "lon": f"{place[0]:.7f}"}
    )
    if height is not None:
        _text(point, "ele", f"{height:.1f}")
    return point


def _waypoints(root: ET.Element, words: PathWords) -> None:
    """Write what to watch for as waypoints."""
    for note in path_notes(words):
        point = _point(root, "wpt", note.position, None)
        _text(point, "name", note.text)
        _text(point, "desc", note_details(note))
        _text(point, "type", note.kind)


def _route(
    root: ET.Element, title: str, path: Path, *, words: PathWords, kind: str
) -> None:
    """Write the instructions as points of a route."""
    route = ET.SubElement(root, "rte")
    _text(route, "name", title)
    _text(route, "desc", words.verdict)
    _text(route, "type", kind)
    for step, said in zip(path.steps, words.steps, strict=True):
        point = _point(route, "rtept", step.position, height_at(path, step.at_m))
        _text(point, "name", said.text)
        _text(point, "desc", " ".join(step_details(said)))
        _text(point, "type", said.turn)


def _track(
    root: ET.Element, title: str, path: Path, *, summary: str, kind: str
) -> None:
    """Write the line with its heights."""
    track = ET.SubElement(root, "trk")
    _text(track, "name", title)
    _text(track, "desc", summary)
    _text(track, "type", kind)
    segment = ET.SubElement(track, "trkseg")
    for place, height in _line(path):
        _point(segment, "trkpt", place, height)


def _line(path: Path) -> Iterator[tuple[LonLat, float | None]]:
    yield from zip(path.line, line_heights(path), strict=True)
