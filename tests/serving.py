"""The one way in which tests start a real server, ask it, stop it or kill it."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "app.py", "serve")
PATIENCE_S = 240.0
"""Longest that a server may take to start, answer or stop: machines can be busy."""


_ports = itertools.count(10_000 + os.getpid() * 97 % 20_000)


def free_port() -> int:
    """Find a port that nobody listens at, and that no call goes out by."""
    for port in _ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError


class Server:
    """``wusul serve`` on a data folder, with all its workers a group of its own."""

    def __init__(
        self,
        folder: Path,
        *,
        workers: int = 1,
        command: tuple[str, ...] = COMMAND,
        **settings: str,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.command = (*command, f"--port={self.port}", f"--workers={workers}")
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def start(self, **settings: str) -> Server:
        """Start it and wait until it answers."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("WUSUL_")}
        told = {"WUSUL_DATA_DIR": str(self.folder), **self.settings, **settings}
        with self._log("out").open("wb") as out, self._log("err").open("wb") as err:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**clean, **told},
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        self._wait_until_up()
        return self

    def _log(self, kind: str) -> Path:
        return self.folder / f"server-{self.port}.{kind}"

    def read(self) -> tuple[str, str]:
        """Read what it has said since its start, and where it complained."""
        return self._log("out").read_text(), self._log("err").read_text()

    def _wait_until_up(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                self.ask("GET", "/healthz")
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            else:
                return
        self.kill()
        pytest.fail(f"the server did not come up: {self.read()}")

    def ask(
        self, method: str, path: str, **options: Any
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask it for something and read the answer to its end."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            line.request(method, path, **options)
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop in peace, wait until it has, and give its code."""
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE_S)
        self.process = None
        return code

    def kill(self) -> None:
        """Kill it with all its workers, at once and in the middle of anything."""
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)
        self.process = None

    def list_workers(self) -> list[int]:
        """List the processes that answer requests."""
        if self.process is None:
            return []
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = [int(pid) for one in tasks for pid in one.read_text().split()]
        return [pid for pid in children if _serves(pid)]


def _serves(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"serve" in command.split(b"\0")
