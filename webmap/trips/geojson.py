"""A trip as GeoJSON: lines, instructions, notes and ends as features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from geo.answer import LonLat, Path, Snap
from geo.line_height import height_at
from webmap.geojson import PLACES
from webmap.trips.telling import Telling, path_notes
from webmap.wording.notes import NoteWords
from webmap.wording.path import PathWords

Feature = dict[str, Any]
NOT_OF_A_FEATURE: Final = ("position", "id", "notes")


def trip_features(telling: Telling) -> dict[str, Any]:
    """Write a trip as a GeoJSON feature collection, in the language that is spoken.

    Parameters
    ----------
    telling : Telling

    Returns
    -------
    dict
        ``properties.kind`` of a feature is ``"path"``, ``"step"``, ``"note"`` or
        ``"end"``; ``direction`` is ``"out"`` or ``"back"``. Degrees, EPSG:4326.
    """
    features: list[Feature] = []
    for which, title, path, words in telling.directions():
        features.append(_path(which, title, path, words))
        features += _steps(which, path, words)
        features += [_note(which, note) for note in path_notes(words)]
    ends = (
        ("from", telling.start, telling.trip.origin),
        ("to", telling.end, telling.trip.destination),
    )
    features += [_end(which, name, snap) for which, name, snap in ends]
    return {
        "type": "FeatureCollection",
        "title": telling.title,
        "verdict": telling.words.verdict,
        "made_at": telling.now.isoformat(timespec="seconds"),
        "sources": telling.words.sources,
        "made_up": telling.words.made_up,
        "features": features,
    }


def _feature(kind: str, shape: str, coordinates: Any, **properties: Any) -> Feature:  # noqa: ANN401
    return {
        "type": "Feature",
        "geometry": {"type": shape, "coordinates": coordinates},
        "properties": {"kind": kind, **properties},
    }


def _at(place: LonLat) -> list[float]:
    return [round(place[0], PLACES), round(place[1], PLACES)]


def _line(points: Sequence[LonLat]) -> list[list[float]]:
    """Write a line; GeoJSON wants at least two positions."""
    return [_at(place) for place in (points if len(points) > 1 else [*points] * 2)]


def _path(which: str, title: str, path: Path, words: PathWords) -> Feature:
    return _feature(
        "path",
        "LineString",
        _line(path.line),
        direction=which,
        name=title,
        verdict=str(path.verdict),
        text=words.verdict,
        length_m=round(path.length_m, 1),
        seconds=round(path.seconds),
        effort_s=round(path.effort_s),
        uncertain_m=round(path.uncertain_m, 1),
        climb_m=path.climb_m,
        descent_m=path.descent_m,
        heights=words.heights.text,
    )


def _steps(which: str, path: Path, words: PathWords) -> Iterator[Feature]:
    pairs = zip(path.steps, words.steps, strict=True)
    for number, (step, said) in enumerate(pairs, 1):
        told = {k: v for k, v in asdict(said).items() if k not in NOT_OF_A_FEATURE}
        yield _feature(
            "step",
            "Point",
            _at(step.position),
            direction=which,
            number=number,
            at_m=round(step.at_m, 1),
            length_m=round(step.length_m, 1),
            height_m=height_at(path, step.at_m),
            notes=[note.text for note in said.notes],
            **told,
        )


def _note(which: str, note: NoteWords) -> Feature:
    told = {k: v for k, v in asdict(note).items() if k not in ("position", "kind")}
    return _feature(
        "note",
        "Point",
        _at(note.position),
        direction=which,
        level=note.kind,
        **told,
    )


def _end(which: str, name: str, snap: Snap) -> Feature:
    return _feature(
        "end",
        "Point",
        _at(snap.position),
        end=which,
        name=name,
        asked=_at(snap.asked),
        distance_m=round(snap.distance_m, 1),
    )
