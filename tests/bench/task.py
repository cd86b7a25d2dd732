"""What a task of the bench is given: peers, rounds, a place for files, a voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.environment import find_python, load_peers
from tests.bench.row import NOT_INSTALLED
from tests.bench.talk import PeerProcess

NOT_ASKED: Final = "not asked for"


@dataclass(frozen=True)
class Setting:
    """How the bench runs.

    Attributes
    ----------
    file : Path
        OSM file that everything is measured on.
    size : str
        ``city`` or ``metro``.
    peers : frozenset of str
        Those that are asked for.
    rounds : int
    folder : Path
        For files of the bench; the environments of peers are in ``peers``.
    say : callable
        Tells how far it is.
    """

    file: Path
    size: str
    peers: frozenset[str]
    rounds: int
    folder: Path
    say: Callable[[str], object]

    @property
    def homes(self) -> Path:
        """Folder of the environments of peers."""
        return self.folder.parent / "peers"

    def why_not(self, name: str) -> str:
        """Say why a peer cannot be measured; empty where it can."""
        if name not in self.peers:
            return NOT_ASKED
        is_there = find_python(self.homes, load_peers()[name]) is not None
        return "" if is_there else NOT_INSTALLED

    @contextmanager
    def peer(self, name: str) -> Iterator[PeerProcess]:
        """Start a peer that is there; ends it afterwards."""
        python = find_python(self.homes, load_peers()[name])
        process = PeerProcess(python or Path(), name)
        try:
            yield process
        finally:
            process.close()
