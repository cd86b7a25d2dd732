"""Read OSM PBF files in columns, which takes a tenth of reading element by element.

The format is that of https://wiki.openstreetmap.org/wiki/PBF_Format. What is rare is
refused with ``ValueError``: pyosmium reads it, or says what is broken.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from importers.osm.columns import Columns, Elements
from importers.osm.pbf_block import Block, none
from importers.osm.wire import split

KNOWN: Final = frozenset({b"OsmSchema-V0.6", b"DenseNodes"})
"""Features that a reader must know of."""
SIZE_BYTES: Final = 4
HEADER, DATA = b"OSMHeader", b"OSMData"
TYPE, DATA_SIZE = 1, 3
"""Fields of what stands before a blob."""
RAW, ZLIB = 1, 3
"""Fields of a blob: its data, as they are and compressed."""
MOST_BYTES: Final = 32 << 20
"""Of a block when it is unpacked."""
FEATURES: Final = 4


def read_pbf(path: Path) -> Columns:
    """Read all elements of a file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Columns

    Raises
    ------
    ValueError
        If the file is broken, or holds what is not read here: nodes that are not
        dense, a history, another compression.
    """
    words: dict[bytes, int] = {}
    try:
        blocks = [Block(data, words) for data in _list_blocks(path.read_bytes())]
    except zlib.error as cause:
        message = "a block cannot be unpacked"
        raise ValueError(message) from cause
    return Columns(
        nodes=Elements.join([none(2), *(block.nodes() for block in blocks)]),
        ways=Elements.join([none(), *(block.ways() for block in blocks)]),
        relations=Elements.join([none(3), *(block.relations() for block in blocks)]),
        words=[word.decode() for word in words],
    )


def _list_blocks(file: bytes) -> Iterator[bytes]:
    """Give the blocks of data; the header must ask for nothing that is not known."""
    at = 0
    while at < len(file):
        size = int.from_bytes(file[at : at + SIZE_BYTES])
        start = at + SIZE_BYTES
        head = _Message(file, start, start + size)
        at = start + size + head.number(DATA_SIZE)
        block = _unpacked(_Message(file, start + size, at))
        kind = head.text(TYPE)
        if kind == DATA:
            yield block
        elif kind != HEADER or not _is_known(block):
            message = "the file asks for what is not read here"
            raise ValueError(message)


def _is_known(header: bytes) -> bool:
    return KNOWN.issuperset(_Message(header, 0, len(header)).texts(FEATURES))


def _unpacked(blob: _Message) -> bytes:
    """Give the data of a blob."""
    packed = blob.texts(ZLIB)
    if not packed:
        return blob.text(RAW)
    reader = zlib.decompressobj()
    block = reader.decompress(packed[0], MOST_BYTES)
    if not reader.eof:
        message = "a block is broken off, or too long"
        raise ValueError(message)
    return block


class _Message:
    """One message."""

    def __init__(self, file: bytes, start: int, end: int) -> None:
        if not 0 <= start <= end <= len(file):
            message = "the file is broken off"
            raise ValueError(message)
        self.file = file
        spans = np.array([[start], [end]])
        self.fields = split(np.frombuffer(file, dtype=np.uint8), *spans)

    def number(self, field: int) -> int:
        return int(self.fields.number_of_each(field, 1)[0])

    def texts(self, field: int) -> list[bytes]:
        spans = np.array(self.fields.spans(field)).T.tolist()
        return [self.file[start:end] for start, end in spans]

    def text(self, field: int) -> bytes:
        """Give the bytes of a field that is written once."""
        (found,) = self.texts(field)
        return found
