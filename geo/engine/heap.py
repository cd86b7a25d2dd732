"""A four-way heap of nodes by milliseconds, each pair in one number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.judge.kernel import kernel

Keys = NDArray[np.int64]


@kernel
def pack(spent: int, node: int) -> int:
    """Write milliseconds and a node as one number, ordered by the milliseconds."""
    return (spent << 32) | node


@kernel
def push(keys: Keys, size: int, key: int) -> None:
    """Put a key into a heap of ``size`` keys."""
    place = size
    while place > 0:
        parent = (place - 1) >> 2
        if keys[parent] <= key:
            break
        keys[place] = keys[parent]
        place = parent
    keys[place] = key


@kernel
def drop(keys: Keys, size: int) -> None:
    """Take the first key off a heap; ``size`` are left."""
    key, place = keys[size], 0
    while True:
        child = 4 * place + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < keys[least]:
                least = other
        if keys[least] >= key:
            break
        keys[place] = keys[least]
        place = least
    keys[place] = key
