"""What every compiled kernel of the judge and of its searches has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit

Record = np.void
"""One row of a structured array: in a kernel, its fields are read by name."""
Mark = tuple[bool, bool, bool, float, float]
"""What a rule says of an edge: refused, doubtful, beyond comfort; burden as a share of
the time on the flat, and burden in seconds."""
Own = tuple[float, float, float, float, float, float]
"""What is a segment's own: metres, metres of its run, slope that may refuse and slope
that only warns, both forward, and the same two across."""
Function = TypeVar("Function", bound=Callable[..., Any])

HERE: Final = Path(__file__).parent


def kernel(function: Function) -> Function:
    """Compile a function for many threads at once, and keep it on disk.

    Without checks for a division by zero a kernel has hardly any branch. What is kept
    is forgotten when the file of any rule changes: the compiler looks at the file of
    the function alone, and would go on judging by rules that it calls as they were.
    """
    return _compile(function, inline=False)


def inlined(function: Function) -> Function:
    """Do the same with a few lines that a loop calls: they become part of the loop.

    Else each call counts up and down who holds the arrays that it is given, in memory
    that all threads share.
    """
    return _compile(function, inline=True)


def _compile(function: Function, *, inline: bool) -> Function:
    how: Any = njit(cache=True, nogil=True, error_model="numpy", forceinline=inline)
    compiled = how(function)
    kept = getattr(compiled, "_cache", None)
    if kept is not None:
        path = Path(function.__code__.co_filename)
        kept._cache_file._source_stamp = stamp(path)  # noqa: SLF001
    return cast("Function", compiled)


@lru_cache
def stamp(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Give name, time and size of all files that the kernels of a file may call."""
    folders = {HERE, path.parent} - {HERE.parent}
    paths = {path, *(other for one in folders for other in one.glob("*.py"))}
    state = ((other, other.stat()) for other in sorted(paths))
    return tuple((other.name, at.st_mtime_ns, at.st_size) for other, at in state)
