"""The compiled network on disk and in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from data.db import Database
from geo.network import BarrierFact, Network


class GraphStore:
    """Builds, keeps and gives the compiled network."""

    def __init__(
        self, database: Database, data_dir: Path, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.folder = data_dir / "graphs"
        self.clock = clock

    def build(self, progress: Any = None) -> Network:  # noqa: ANN401
        """Compile the rows into arrays and replace the file."""
        raise NotImplementedError

    def current(self) -> tuple[Network, list[BarrierFact]]:
        """Give the network and the barriers that act now."""
        raise NotImplementedError
