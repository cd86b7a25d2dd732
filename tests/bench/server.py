"""Two servers of the same kind on this machine: ours, and Valhalla behind WSGI."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import SourceError

Answered = tuple[list[float], list[bytes]]
HOST: Final = "127.0.0.1"
REFUSED: Final = (422, 429, 500, 502, 503)
"""Not an answer that there is no way: something is wrong."""
START_S: Final = 90
ADAPTERS: Final = Path(__file__).parent / "adapters"
ROOT: Final = Path(__file__).parents[2]
WUSUL: Final = (sys.executable, str(ROOT / "app.py"))


@dataclass(frozen=True)
class Address:
    """Where a server listens."""

    port: int

    def ask(self, path: str, bodies: Sequence[bytes]) -> Answered:
        """Post bodies one after the other over one connection.

        Returns
        -------
        tuple
            Seconds of each, and each answer; empty where it is no 200.
        """
        return self._talk([("POST", path, body) for body in bodies])

    def get(self, paths: Sequence[str]) -> Answered:
        """Get addresses one after the other over one connection, as ``ask`` does."""
        return self._talk([("GET", path, b"") for path in paths])

    def _talk(self, asked: Sequence[tuple[str, str, bytes]]) -> Answered:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        head = {"Content-Type": "application/json"}
        times, answers = [], []
        for method, path, body in asked:
            begun = time.perf_counter()
            connection.request(method, path, body or None, head)
            response = connection.getresponse()
            answer = response.read()
            times.append(time.perf_counter() - begun)
            answers.append(_checked(response.status, answer))
        connection.close()
        return times, answers


def _checked(status: int, answer: bytes) -> bytes:
    if status in REFUSED:
        reason = f"{status} {answer[:400].decode()}"
        raise SourceError(reason, permanent=True)
    return answer if status == http.client.OK else b""


def prepare_town(folder: Path, file: Path, report: Path) -> None:
    """Load a file into an instance of its own and build it, once."""
    done = folder / f"{file.name}.ready"
    if done.exists():
        return
    for step in (("init", "--town", "none"), ("import", "osm", str(file)), ("build",)):
        with report.open("ab") as out:
            subprocess.run(
                (*WUSUL, *step), check=True, env=_environment(folder), stdout=out
            )
    done.touch()


def _environment(folder: Path) -> dict[str, str]:
    own = {"WUSUL_DATA_DIR": str(folder), "WUSUL_TOWN": "none"}
    kept = {k: v for k, v in os.environ.items() if k != "WUSUL_DATABASE_URL"}
    return {**kept, **own}


@contextmanager
def serve_ours(folder: Path) -> Iterator[Address]:
    """Serve the instance of a folder with ``wusul serve``."""
    port = free_port()
    command = (*WUSUL, "serve", "--port", str(port))
    with _served(command, _environment(folder), port) as address:
        yield address


@contextmanager
def serve_valhalla(python: Path, folder: Path) -> Iterator[Address]:
    """Serve Valhalla's tiles of a folder with granian, one worker as ours."""
    port = free_port()
    program = str(python.with_name("granian"))
    options = ("--interface", "wsgi", "--host", HOST, "--port", str(port))
    command = (program, *options, "--blocking-threads", "4", "valhalla_site:site")
    own = {"PEER_FOLDER": str(folder), "PYTHONPATH": str(ADAPTERS)}
    with _served(command, {**os.environ, **own}, port) as address:
        yield address


@contextmanager
def serve_osrm(command: Sequence[str]) -> Iterator[Address]:
    """Serve OSRM with its own server, which is written in C++."""
    port = free_port()
    options = ("--ip", HOST, "--port", str(port), "--threads", "1")
    with _served((*command, *options), os.environ, port) as address:
        yield address


def free_port() -> int:
    """Find a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(
    command: Sequence[str], environment: Mapping[str, str], port: int
) -> Iterator[Address]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port)
        yield Address(port)
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise SourceError(f"the server at port {port} did not start", permanent=True)
