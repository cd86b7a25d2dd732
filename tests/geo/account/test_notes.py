"""The notes of a route are its remarks, each joined to the one that it goes on from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from geo.ageing import aged
from geo.line import point_at
from geo.network import AT_TIMES, BarrierFact, Evidence
from geo.note import Note
from geo.part import Piece
from geo.path import Journey, list_notes
from geo.reason import COMFORT, REFUSED, UNKNOWN, Remark, list_remarks
from tests.geo.account.routes import TODAY, journey_of, journeys
from tests.town import SEEN, at, draw, segments_of, street

LEVELS = (REFUSED, UNKNOWN, COMFORT)
SMALLEST_IS_WORST = {"width_m", "narrowest_m", "clearance_m"}


def remarks_of(journey: Journey, level: str) -> Iterator[tuple[Remark, Note]]:
    """Give every remark, and the note that it would be if nothing were joined."""
    network, at_m = journey.network, 0.0
    for piece in journey.pieces:
        length_m = float(network.length_m[piece.segment]) * piece.share
        share = piece.start if piece.edge % 2 == 0 else 1 - piece.start
        begins = point_at(network.line(piece.segment), share)
        costs = journey.parts.of(piece)
        for remark in list_remarks(
            costs, journey.profile, edge=piece.edge, level=level
        ):
            note = remark.write(network, piece.edge)
            place = note.position if note.barrier else begins
            yield remark, replace(note, at_m=at_m, length_m=length_m, position=place)
        at_m += length_m


def joined(journey: Journey, level: str) -> list[Note]:
    """Join the remarks of a route one by one, in words."""
    found: list[tuple[tuple[str, ...], Note]] = []
    for remark, note in remarks_of(journey, level):
        for place in reversed(range(len(found))):
            key, before = found[place]
            if key == remark.key and goes_on(before, note):
                found[place] = key, merged(before, note)
                break
        else:
            found.append((remark.key, note))
    return [told_today(note) for _, note in found]


def goes_on(before: Note, note: Note) -> bool:
    """Tell whether one note is the rest of another."""
    is_near = note.at_m - (before.at_m + before.length_m) < 1
    is_same_street = before.way == note.way or before.names == note.names != {}
    is_unknown = before.value is None and not before.barrier
    is_same_value = isinstance(before.value, float) or before.value == note.value
    return (
        (is_near or before.barrier != "")
        and (is_same_street or is_unknown)
        and is_same_value
    )


def merged(before: Note, note: Note) -> Note:
    """Make one note as long as both, of the worse value."""
    values = [v for v in (before.value, note.value) if isinstance(v, float)]
    worst = min if before.attribute in SMALLEST_IS_WORST else max
    value = worst(values) if isinstance(before.value, float) else before.value
    return replace(
        before, value=value, length_m=note.at_m + note.length_m - before.at_m
    )


def told_today(note: Note) -> Note:
    """Say how sure a note is today."""
    if not note.method:
        return note
    said = Evidence(note.source, note.method, note.observed_on, note.confidence)
    sure = aged(said, TODAY, attribute=note.attribute, value=note.value)
    return replace(note, confidence=sure)


def rounded(note: Note) -> Note:
    """Leave out what the order of a sum changes."""
    lon, lat = note.position
    value = note.value
    return replace(
        note,
        at_m=round(note.at_m, 6),
        length_m=round(note.length_m, 6) + 0.0,
        position=(round(lon, 9), round(lat, 9)),
        value=round(value, 9) + 0.0 if isinstance(value, float) else value,
        confidence=round(note.confidence, 9),
    )


@settings(max_examples=300)
@given(journeys())
def test_notes_are_remarks_joined_one_by_one(journey: Journey) -> None:
    told = journey.notes(*LEVELS)

    for level, notes in zip(LEVELS, told, strict=True):
        expected = [rounded(note) for note in joined(journey, level)]
        assert [rounded(note) for note in notes] == expected
        assert notes == list_notes(journey, level)


@given(journeys())
def test_no_note_leaves_the_route(journey: Journey) -> None:
    for note in (note for notes in journey.notes(*LEVELS) for note in notes):
        assert note.at_m >= 0
        assert note.length_m >= 0
        assert note.at_m + note.length_m <= journey.length_m + 1e-9


def test_a_route_without_pieces_has_no_notes() -> None:
    town = draw([street("way", "n1", "m1", width_m=0.5)], node_facts={})

    assert journey_of(town, []).notes(*LEVELS) == [(), (), ()]


def test_hours_of_two_gates_far_apart_are_two_notes() -> None:
    town = draw(
        [
            street("way", "a", "b", "c", "d"),
            street("b", "b", "x"),
            street("c", "c", "x"),
        ],
        nodes={
            "a": at(0, 0),
            "b": at(30, 0),
            "c": at(330, 0),
            "d": at(360, 0),
            "x": at(200, 90),
        },
        node_facts={},
    )
    first, middle, last = segments_of(town, "way")
    shut = BarrierFact(
        key="",
        kind=AT_TIMES,
        segments=(first, last),
        attribute="access",
        value="no",
        lonlat=at(15, 0),
        evidence=Evidence("drawn", "tagged", SEEN, 0.9),
        details={"attribute": "opening_hours", "value": "08:00-18:00"},
    )
    pieces = [Piece(2 * segment, 0.0, 1.0) for segment in (first, middle, last)]

    notes = list_notes(journey_of(town, pieces, barriers=[shut]), REFUSED)

    assert [note.value for note in notes] == ["08:00-18:00"] * 2
    assert [note.at_m for note in notes] == pytest.approx([0, 330], abs=1)
    assert [note.length_m for note in notes] == pytest.approx([30, 30], abs=1)
