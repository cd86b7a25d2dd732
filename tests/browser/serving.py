"""A real server that can be killed in the middle of a request and come back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
STARTS_S = 240.0


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``wusul serve`` on a data folder, with all its workers a group of its own."""

    def __init__(self, folder: Path, *, workers: int = 1, **settings: str) -> None:
        self.folder = folder
        self.workers = workers
        self.settings = settings
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, **settings: str) -> Server:
        """Start it and wait until it answers."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("WUSUL_")}
        told = {"WUSUL_DATA_DIR": str(self.folder), **self.settings, **settings}
        command = [sys.executable, "app.py", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", str(self.workers)],
                cwd=ROOT,
                env={**clean, **told},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_up()
        return self

    def _wait_until_up(self) -> None:
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                pytest.fail((self.folder / "server.log").read_text()[-2000:])
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5)  # noqa: S310
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
            else:
                return
        self.kill()
        pytest.fail(f"the server did not come up in {STARTS_S:g} seconds")

    def kill(self) -> None:
        """Kill it with all its workers, at once and in the middle of anything."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)
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
