"""Pieces that are priced together cost what each costs alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.network import BarrierFact
from geo.part import Piece
from geo.transit.foot_piece import cost_pieces
from tests.geo.transit.walks import price
from tests.ride import TOWN
from tests.town import at, barrier, segments_of


def kerb(key: str, street: str, lonlat: tuple[float, float]) -> BarrierFact:
    evidence = barrier(TOWN, street, "kerb_height_m", 0.2).evidence
    segments = tuple(segments_of(TOWN, street))
    return BarrierFact(key, "kerb", segments, "kerb_height_m", 0.2, lonlat, evidence)


BARRIERS = (
    kerb("t:flat-1", "flat", at(0, 20)),
    kerb("t:flat-2", "flat", at(0, 70)),
    kerb("t:quay", "quay", at(250, 0)),
    barrier(TOWN, "upper", "width_m", 0.5),
)
STREETS = [s for name in ("flat", "quay", "upper") for s in segments_of(TOWN, name)]
SHARES = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)
PIECES = st.builds(
    lambda segment, back, share: Piece(
        2 * segment + back, share[0] / 10, share[1] / 10
    ),
    st.sampled_from([*STREETS, 0]),
    st.integers(0, 1),
    SHARES,
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["walker", "manual_wheelchair"]))
def test_pieces_cost_together_what_each_costs_alone(
    pieces: list[Piece], profile: str
) -> None:
    parts = price(TOWN, profile, barriers=BARRIERS)

    found = cost_pieces(parts, pieces)

    assert found == [parts.of(piece).at(piece.edge) for piece in pieces]


def test_a_piece_before_a_kerb_is_free_and_one_over_it_is_not() -> None:
    (flat,) = segments_of(TOWN, "flat")
    parts = price(TOWN, "manual_wheelchair", barriers=BARRIERS)

    before, over = cost_pieces(
        parts, [Piece(2 * flat, 0.4, 0.5), Piece(2 * flat, 0.0, 0.5)]
    )

    assert before.refused == 0
    assert over.refused != 0
