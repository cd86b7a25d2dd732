"""Work on a real Dask cluster, of which a worker is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import orjson
import pytest

from data.cluster import check_scheduler, spread
from geo.errors import DataError, InputError, SourceError

ROOT = Path(__file__).parent.parent.parent
LONG_S = 60.0


def wait_for(path: Path) -> None:
    """Wait until a file has something in it."""
    until = time.monotonic() + LONG_S
    while not (path.exists() and path.read_bytes()):
        assert time.monotonic() < until, f"{path.name} does not come"
        time.sleep(0.02)


@contextmanager
def program(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{arguments[0]}"]
    running = subprocess.Popen(
        [*command, *arguments[1:], "--no-dashboard"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and two workers, each a process of its own."""
    told = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    with ExitStack() as stack:
        place = ("--scheduler-file", str(told), "--host", "127.0.0.1")
        stack.enter_context(program("scheduler", *place, "--port", "0"))
        wait_for(told)
        for _ in range(2):
            stack.enter_context(
                program(
                    "worker",
                    "--scheduler-file",
                    str(told),
                    "--no-nanny",
                    "--nthreads",
                    "1",
                    "--local-directory",
                    str(told.parent),
                )
            )
        yield str(orjson.loads(told.read_bytes())["address"])


def double(path: str) -> float:
    """Read a number from a file and give it twice."""
    return 2.0 * float(Path(path).read_text())


def die_once(path: str) -> int:
    """Kill the worker that does the second part first; nobody else."""
    grave = Path(path).with_suffix(".died")
    if Path(path).stem == "1" and not grave.exists():
        grave.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    return int(Path(path).read_text())


def refuse(path: str) -> None:
    """Find something wrong with the data."""
    raise DataError(f"{Path(path).name} is broken")


def fail(path: str) -> None:
    """Fail for a reason that nobody foresaw."""
    raise ZeroDivisionError(path)


def write_parts(folder: Path, count: int) -> list[Path]:
    parts = [folder / f"{number}.txt" for number in range(count)]
    for number, part in enumerate(parts):
        part.write_text(str(number))
    return parts


def test_what_is_found_comes_in_the_order_of_the_parts(scheduler, tmp_path) -> None:
    steps: list[tuple[int, int]] = []

    found = spread(
        scheduler,
        double,
        write_parts(tmp_path, 5),
        lambda done, of: steps.append((done, of)),
    )

    assert found == [0.0, 2.0, 4.0, 6.0, 8.0]
    assert steps == [(done, 5) for done in range(6)]


@pytest.mark.parametrize(
    ("job", "error", "message"),
    [(refuse, DataError, "0.txt is broken"), (fail, SourceError, "could not be done")],
)
def test_a_part_that_cannot_be_done_says_which(
    scheduler, tmp_path, job, error, message
) -> None:
    with pytest.raises(error, match=message):
        spread(scheduler, job, write_parts(tmp_path, 1), lambda _done, _of: None)


def test_a_worker_that_is_killed_costs_nothing_but_time(scheduler, tmp_path) -> None:
    parts = write_parts(tmp_path, 4)

    found = spread(scheduler, die_once, parts, lambda _done, _of: None)

    assert found == [0, 1, 2, 3]
    assert (tmp_path / "1.died").exists()


@pytest.mark.parametrize("address", ["", "10.0.0.1:8786", "http://localhost:1"])
def test_an_address_of_another_kind_is_refused(address) -> None:
    with pytest.raises(InputError, match="tcp://"):
        check_scheduler(address)


def test_nobody_who_answers_is_said_in_words(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("data.cluster.WAIT_S", 0.5)

    with pytest.raises(SourceError, match="no scheduler answers at tcp://127.0.0.1:9"):
        spread("tcp://127.0.0.1:9", double, [], lambda _done, _of: None)
