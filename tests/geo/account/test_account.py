"""A route as rows: pieces, instructions and what is met add up to the whole way."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.account.account import Account
from geo.account.cues import list_cues
from geo.account.source import list_told
from geo.line import point_at
from geo.network import Network
from geo.part import Piece
from geo.path import Journey
from geo.spot import find_spot
from tests.geo.account.routes import account_of, cut, journeys, shares
from tests.town import barrier, draw, segments_of
from tests.walks import pieces_of, some_walk

HEIGHTS = {"m3": 700.0, "u3": 712.0, "n2": 690.0, "n3": 699.0, "m1": 680.0}
TOWN = draw(heights=HEIGHTS, sigma_m=1.0)
SLACK_M = 1e-6


@st.composite
def walks(make: st.DrawFn) -> list[Piece]:
    """Draw a walk through the town that begins and ends anywhere."""
    return cut(some_walk(make, TOWN), *make(shares))


def lengths_of(network: Network, pieces: list[Piece]) -> list[float]:
    return [float(network.length_m[p.segment]) * p.share for p in pieces]


def fields_of(account: Account, *names: str) -> list[float]:
    return [value for name in names for value in account.pieces[name].tolist()]


@given(walks())
def test_metres_are_the_sum_of_the_lengths_before(pieces: list[Piece]) -> None:
    account = account_of(TOWN, pieces)
    lengths = lengths_of(TOWN, pieces)

    assert account.pieces["length_m"].tolist() == pytest.approx(lengths)
    gone = [sum(lengths[:i]) for i in range(len(lengths))]
    assert [account.at_m(i) for i in range(len(pieces))] == pytest.approx(gone)


@given(walks())
def test_spans_are_all_of_the_way_and_nothing_twice(pieces: list[Piece]) -> None:
    account = account_of(TOWN, pieces)
    lengths = lengths_of(TOWN, pieces)

    told = [place for span in account.spans for place in span.places]
    assert told == list(range(len(pieces)))
    assert all(len(span.places) > 0 for span in account.spans)
    for span in account.spans:
        assert span.at_m == pytest.approx(sum(lengths[: span.places.start]))
        mine = lengths[span.places.start : span.places.stop]
        assert span.length_m == pytest.approx(sum(mine))


@given(journeys())
def test_an_instruction_is_of_one_kind_and_one_street(journey: Journey) -> None:
    account = journey.account
    pieces = account.pieces

    for span in account.spans:
        assert {int(pieces["kind"][i]) for i in span.places} == {int(span.kind)}
        assert len({int(pieces["name"][i]) for i in span.places}) == 1
    for before, after in pairwise(account.spans):
        last, first = before.places[-1], after.places[0]
        same = ("kind", "way", "side")
        assert any(pieces[name][last] != pieces[name][first] for name in same)


@given(journeys())
def test_what_is_met_lies_on_its_instruction(journey: Journey) -> None:
    account = journey.account

    for number, span in enumerate(account.spans):
        end_m = span.at_m + span.length_m + SLACK_M
        places = [sight.at_m for sight in account.sights[number]]
        places += [cue.at_m for cue in list_cues(account, number)]
        assert all(span.at_m - SLACK_M <= at_m <= end_m for at_m in places)


@given(walks())
def test_a_route_is_drawn_from_where_it_begins_to_where_it_ends(
    pieces: list[Piece],
) -> None:
    account = account_of(TOWN, pieces)
    ends = (
        (pieces[0], pieces[0].along[pieces[0].edge % 2]),
        (
            pieces[-1],
            pieces[-1].along[1 - pieces[-1].edge % 2],
        ),
    )

    drawn = account.walk.line

    for point, (piece, share) in zip(drawn[[0, -1]], ends, strict=True):
        place = point_at(TOWN.line(piece.segment), share)
        assert point.tolist() == pytest.approx(place, abs=1e-9)
    assert all(before.tolist() != after.tolist() for before, after in pairwise(drawn))


@given(walks())
def test_heights_are_told_in_order_and_between_those_of_the_nodes(
    pieces: list[Piece],
) -> None:
    account = account_of(TOWN, pieces)

    rows = account.walk.heights

    assert not np.isnan(rows).any()
    assert (np.diff(rows[:, 0]) >= -SLACK_M).all()
    assert ((rows[:, 1] >= 680) & (rows[:, 1] <= 712)).all()
    assert all(before.tolist() != after.tolist() for before, after in pairwise(rows))


@pytest.mark.parametrize("back", [0, 1])
def test_a_route_of_one_piece_is_one_instruction(back: int) -> None:
    (segment,) = segments_of(TOWN, "main")[:1]

    account = account_of(TOWN, [Piece(2 * segment + back, 0.0, 1.0)])

    (span,) = account.spans
    assert (span.first, span.end, span.turn) == (0, 1, 0)
    assert span.length_m == TOWN.length_m[segment]
    assert span.leaves == pytest.approx(270 if back else 90, abs=0.1)
    assert account.walk.corners.tolist() == []


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_route_of_no_length_stands_where_it_is(share: float) -> None:
    (segment,) = segments_of(TOWN, "main")[:1]

    account = account_of(TOWN, [Piece(2 * segment, share, share)])

    (span,) = account.spans
    place = point_at(TOWN.line(segment), share)
    assert (span.length_m, span.at_m) == (0, 0)
    assert (span.lon, span.lat) == pytest.approx(place)
    assert account.walk.line.tolist() == [pytest.approx(place)]
    assert not any(map(math.isnan, (span.leaves, span.arrives, span.turn)))


def test_parts_begin_and_end_where_they_say() -> None:
    whole = pieces_of(TOWN, "flat", "hill")

    account = account_of(TOWN, cut(whole, 0.25, 0.5))

    flat, hill = (float(TOWN.length_m[piece.segment]) for piece in whole)
    first, last = account.spans
    assert (first.at_m, last.at_m) == pytest.approx((0, 0.75 * flat))
    assert (first.length_m, last.length_m) == pytest.approx((0.75 * flat, 0.5 * hill))
    assert first.lat == pytest.approx(TOWN.line(whole[0].segment)[:, 1] @ [0.75, 0.25])


@given(walks(), st.sampled_from(["middle", "main", "bridge", "steps", "ramp"]))
def test_a_barrier_changes_numbers_where_it_acts_and_nowhere_else(
    pieces: list[Piece], street: str
) -> None:
    met = barrier(TOWN, street, "surface", "mud")
    plain = account_of(TOWN, pieces)

    account = account_of(TOWN, pieces, [met])

    mud = barrier_number(account, street)
    for place, piece in enumerate(pieces):
        is_met = piece.segment in met.segments
        expected = mud if is_met else plain.number("surface", place)
        assert account.number("surface", place) == pytest.approx(expected, nan_ok=True)
        assert (place in account.touched) == is_met
    names = "length_m", "at_m", "start", "end"
    assert fields_of(account, *names) == fields_of(plain, *names)


def barrier_number(account: Account, street: str) -> float:
    """Give the number of the ground of a street under its barriers."""
    (segment,) = segments_of(TOWN, street)[:1]
    return account.laid.facts.at("surface", segment)


@given(journeys())
def test_a_barrier_at_a_spot_is_met_only_by_who_comes_there(journey: Journey) -> None:
    network, account = journey.network, journey.account
    told = {
        (int(cue.at_m * 1e6), str(cue.facts["key"]))
        for number in range(len(account.spans))
        for cue in list_cues(account, number)
        if cue.kind == "barrier"
    }

    there = {
        fact.key
        for piece in journey.pieces
        for fact in account.laid.on.get(piece.segment, ())
        if fact.attribute in ("narrowest_m", "obstructed")
        and (
            (spot := find_spot(network, piece.segment, fact)) is None
            or not (spot[1] < piece.along[0] or spot[0] > piece.along[1])
        )
    }

    assert {key for _, key in told} == there


@given(journeys())
def test_the_sources_are_those_of_the_ways_and_of_what_is_known(
    journey: Journey,
) -> None:
    network, segments = journey.network, journey.track.edge >> 1
    expected = {network.ways[network.way[segment]].source for segment in segments}
    for evidence in network.evidence.values():
        told = {int(evidence[segment]) for segment in segments} - {-1}
        expected |= {network.evidences[place].source for place in told}

    assert list_told(network, segments) == expected
