"""The kernels are compiled before anybody waits for them."""

from __future__ import annotations

from geo import search
from geo.warmup import warm_up


def test_warming_up_compiles_the_search() -> None:
    warm_up()

    assert search._settle.signatures
