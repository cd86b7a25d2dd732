"""Tiles that were drawn already: kept while the data stay, for whoever asks next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from flask import current_app
from flask.sansio.blueprints import BlueprintSetupState

KEY: Final = "wusul.tiles"
MOST_BYTES: Final = 16_000_000
"""Of one process; the whole town at all zooms that people look at is a tenth of it."""
EMPTY_BYTES: Final = 100
"""What an empty tile takes: its address is kept, too."""


class Drawn:
    """The tiles of one state of the data, those asked for last.

    Parameters
    ----------
    most_bytes : int
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._state = ""
        self._size = 0
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def get(self, state: str, address: str, draw: Callable[[], bytes]) -> bytes:
        """Give a tile, drawn only if it is not here as the data are now.

        Parameters
        ----------
        state : str
            Of the data, read before ``draw`` reads them.
        address : str
        draw : callable
        """
        with self._lock:
            held = self._held.get(address) if state == self._state else None
            if held is not None:
                self._held.move_to_end(address)
                return held
        fresh = draw()
        with self._lock:
            self._keep(state, address, fresh)
        return fresh

    def forget(self) -> None:
        """Draw everything anew from now on."""
        with self._lock:
            self._begin("")

    def _begin(self, state: str) -> None:
        self._state, self._size = state, 0
        self._held.clear()

    def _keep(self, state: str, address: str, tile: bytes) -> None:
        if state != self._state:
            self._begin(state)
        self._size += _weight(tile) - _weight(self._held.pop(address, None))
        self._held[address] = tile
        while self._size > self._most_bytes:
            _, old = self._held.popitem(last=False)
            self._size -= _weight(old)


def _weight(tile: bytes | None) -> int:
    return 0 if tile is None else len(tile) + EMPTY_BYTES


def drawn_tiles() -> Drawn:
    """Give what this process has drawn."""
    held: Drawn = current_app.extensions[KEY]
    return held


def install(state: BlueprintSetupState) -> None:
    """Let a site keep its tiles."""
    state.app.extensions[KEY] = Drawn()
