"""What every compiled kernel of the judge has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

Record = np.void
"""One row of a structured array: in a kernel, its fields are read by name."""
Mark = tuple[bool, bool, bool, float]
"""What a rule says of an edge: refused, doubtful, beyond comfort, burden in seconds."""
Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a function for many threads at once, and keep it on disk.

    Without checks for a division by zero a kernel has hardly any branch.
    """
    compiled = njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast("Function", compiled)
