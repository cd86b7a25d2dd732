"""Work spread over the workers of a Dask cluster, each reading its part from files.

Nothing but the names of files goes to a worker, and what it found comes back: every
worker sees the same folder. A worker that dies is forgotten, and another one does its
part anew; what is found does not depend on who found it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from distributed import Client, as_completed

from geo.errors import InputError, SourceError, WusulError

T = TypeVar("T")
Told = Callable[[int, int], None]
"""Told how many parts are done, and of how many."""

WAIT_S: Final = 10
"""So long a scheduler has to answer."""
SCHEMES: Final = ("tcp://", "tls://")


def check_scheduler(address: str) -> None:
    """Refuse what is no address of a scheduler.

    Raises
    ------
    InputError
        If it does not begin with tcp:// or tls://.
    """
    if not address.startswith(SCHEMES):
        raise InputError(
            "scheduler", f"{address!r} does not begin with {' or '.join(SCHEMES)}"
        )


def spread(
    scheduler: str, job: Callable[[str], T], parts: Sequence[Path], told: Told
) -> list[T]:
    """Let a cluster do a job for each part.

    Parameters
    ----------
    scheduler : str
        Address, such as ``tcp://10.0.0.4:8786``.
    job : callable
        Given the path of a part; a function that workers can import.
    parts : sequence of Path
        In a folder that all workers see.
    told : callable

    Returns
    -------
    list
        What was found, in the order of the parts.

    Raises
    ------
    InputError
        If the address is none.
    SourceError
        If nobody answers there, or a part cannot be done.
    """
    check_scheduler(scheduler)
    with _connect(scheduler) as client:
        return _collect(client, job, parts, told)


def _connect(scheduler: str) -> Any:  # noqa: ANN401
    try:
        return Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=WAIT_S, set_as_default=False
        )
    except (OSError, ValueError) as cause:
        message = f"no scheduler answers at {scheduler}: {cause}"
        raise SourceError(message, permanent=False) from cause


def _collect(
    client: Any,  # noqa: ANN401
    job: Callable[[str], T],
    parts: Sequence[Path],
    told: Told,
) -> list[T]:
    futures = client.map(job, [str(part.resolve()) for part in parts], pure=False)
    place = {future.key: number for number, future in enumerate(futures)}
    found: dict[int, T] = {}
    told(0, len(parts))
    for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
        number = place[future.key]
        found[number] = _result(future, parts[number])
        told(len(found), len(parts))
    return [found[number] for number in range(len(parts))]


def _result(future: Any, part: Path) -> Any:  # noqa: ANN401
    cause = future.exception()
    if cause is None:
        return cast("Any", future.result())
    if isinstance(cause, WusulError):
        raise cause
    message = f"{part.name} could not be done: {cause}"
    raise SourceError(message, permanent=True) from cause
