"""After the warm-up nobody waits for a compiler."""

from __future__ import annotations

from geo.engine import (
    climb,
    descent,
    elimination,
    few,
    layer,
    stream,
    streets,
    triangle,
)
from geo.warmup import warm_up

CALLED = (
    elimination.eliminate,
    elimination.list_corners,
    elimination.place_arcs,
    elimination.turn_over,
    triangle.settle_links,
    triangle.settle_lanes,
    triangle.deal_out,
    triangle.mend_links,
    climb.climb,
    climb.unpack,
    climb.forget,
    descent.list_ancestors,
    stream.find_tops,
    stream.sort_places,
    stream.sort_links,
    stream.flow,
    stream.flow_lanes,
    descent.restrict,
    descent.fill_rows,
    few.pass_few,
    layer.find_altered,
    layer.weigh_segments,
    streets.find_hooks,
)
"""Kernels that plain functions call; the others are compiled into them."""


def test_every_kernel_that_is_called_is_compiled() -> None:
    warm_up()

    missing = [kernel.py_func.__name__ for kernel in CALLED if not kernel.signatures]
    assert missing == []
