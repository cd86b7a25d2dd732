"""Talk to a peer in a process of its own: one line of JSON asks, one answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from threading import Timer
from typing import Any, Final

from geo.errors import SourceError

LOOP: Final = Path(__file__).parent / "adapters" / "loop.py"
PATIENCE_S: Final = 300
GONE: Final = f"it ended, or took longer than {PATIENCE_S} s for one act"


class PeerProcess:
    """A running peer; it measures itself, so the pipe costs it nothing.

    Parameters
    ----------
    python : Path
        Of the environment that has the peer.
    name : str
        Module of ``adapters`` that speaks for it.
    """

    def __init__(self, python: Path, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [str(python), str(LOOP), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, act: str, **values: object) -> dict[str, Any]:
        """Ask for one act and wait for its answer.

        Raises
        ------
        SourceError
            If the peer broke down.
        """
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            raise SourceError(f"{self.name} has no pipes", permanent=True)
        alarm = Timer(PATIENCE_S, self._process.kill)
        alarm.start()
        try:
            print(json.dumps({"act": act, **values}), file=pipe_in, flush=True)
            line = pipe_out.readline()
        finally:
            alarm.cancel()
        answer: dict[str, Any] = json.loads(line) if line else {"error": GONE}
        if "error" in answer:
            raise SourceError(f"{self.name}: {answer['error']}", permanent=True)
        return answer

    def close(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.terminate()
        self._process.wait()
