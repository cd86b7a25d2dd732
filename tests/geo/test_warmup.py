"""The kernels are compiled before anybody waits for them."""

from __future__ import annotations

from geo import search
from geo.warmup import warm_up


def test_warming_up_compiles_both_searches() -> None:
    warm_up()

    assert search._settle.signatures
    assert search.settle_edges.signatures
