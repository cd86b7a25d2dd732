"""The kernels are compiled before anybody waits for them."""

from __future__ import annotations

from geo import breaking, search
from geo.warmup import warm_up


def test_warming_up_compiles_both_searches() -> None:
    warm_up()

    assert search._settle.signatures
    assert breaking._settle_edges.signatures
