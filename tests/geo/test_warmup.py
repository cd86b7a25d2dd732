"""The kernels are compiled before anybody waits for them."""

from __future__ import annotations

from geo import breaking_kernel, search, wish_rest_kernel
from geo.warmup import warm_up


def test_warming_up_compiles_every_search() -> None:
    warm_up()

    assert search._settle.signatures
    assert breaking_kernel.settle_edges.signatures
    assert wish_rest_kernel.spread.signatures
