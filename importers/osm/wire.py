"""Protocol Buffers read in columns: many messages at once, and no object for any.

The wire format is that of https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.judge.kernel import kernel
from importers.osm.lists import Lists, Numbers

Data = NDArray[np.uint8]
Span = tuple[Numbers, Numbers]
"""Where bytes begin and end."""

NO_BYTES: Final = -1
"""End of a field that holds a number."""
BROKEN: Final = -1
_NUMBER, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_LEAST_FIELD: Final = 2
"""Bytes of the shortest field: what it is, and a number or a length."""


@dataclass(frozen=True)
class Fields:
    """Fields of some messages, in order.

    Attributes
    ----------
    message : array, shape (f,)
        Which of the messages.
    number : array, shape (f,)
        What the message's type calls it by.
    value : array, shape (f,)
        Its number, or where its bytes begin.
    end : array, shape (f,)
        Where its bytes end; ``NO_BYTES`` for a number.
    """

    message: Numbers
    number: Numbers
    value: Numbers
    end: Numbers

    def spans(self, number: int) -> Span:
        """Give where the bytes of a field begin and end, in order."""
        chosen = (self.number == number) & (self.end != NO_BYTES)
        return self.value[chosen], self.end[chosen]

    def span_of_each(self, number: int, count: int) -> Span:
        """Give where the bytes of a field of each message are; none where it is not."""
        chosen = self._one_of_each(number, count, is_number=False)
        starts, ends = np.zeros((2, count), dtype=np.int64)
        starts[self.message[chosen]] = self.value[chosen]
        ends[self.message[chosen]] = self.end[chosen]
        return starts, ends

    def number_of_each(self, number: int, count: int) -> Numbers:
        """Give the number in a field of each message, 0 where it is not."""
        chosen = self._one_of_each(number, count, is_number=True)
        values = np.zeros(count, dtype=np.int64)
        values[self.message[chosen]] = self.value[chosen]
        return values

    def _one_of_each(self, number: int, count: int, *, is_number: bool) -> Numbers:
        chosen = np.flatnonzero(self.number == number)
        times = np.bincount(self.message[chosen], minlength=count)
        if (times > 1).any() or ((self.end[chosen] == NO_BYTES) != is_number).any():
            message = f"field {number} is not written once and packed"
            raise ValueError(message)
        return chosen


def split(data: Data, starts: Numbers, ends: Numbers) -> Fields:
    """Split messages into their fields.

    Parameters
    ----------
    data : array of uint8
    starts, ends : array, shape (m,)
        Where each message begins and ends.

    Raises
    ------
    ValueError
        If a message is broken off or no message.
    """
    most = int((ends - starts).sum()) // _LEAST_FIELD + 1
    found = np.empty((4, most), dtype=np.int64)
    count = _split(data, starts, ends, found)
    if count == BROKEN:
        message = "a message is broken"
        raise ValueError(message)
    return Fields(*found[:, :count])


def unpack(data: Data, spans: Span) -> Lists:
    """Read packed numbers.

    Parameters
    ----------
    data : array of uint8
    spans : tuple of array, shape (m,)
        Where the bytes of each list begin and end.

    Returns
    -------
    Lists

    Raises
    ------
    ValueError
        If a number is broken off.
    """
    starts, ends = spans
    values = np.empty(int((ends - starts).sum()), dtype=np.int64)
    counts = np.empty(len(starts), dtype=np.int64)
    count = _unpack(data, starts, ends, values, counts)
    if count == BROKEN:
        message = "a list of numbers is broken"
        raise ValueError(message)
    return Lists(values[:count], counts)


def signed(values: Numbers) -> Numbers:
    """Give the numbers that are written in zigzag: 0, -1, 1, -2 … as 0, 1, 2, 3 …."""
    halves = (values.view(np.uint64) >> np.uint64(1)).view(np.int64)
    return np.asarray(halves ^ -(values & 1))


def add_up(steps: Lists) -> Lists:
    """Give the numbers of lists that are written as differences in zigzag."""
    sums = np.cumsum(signed(steps.values))
    before = np.append(0, sums)[steps.start]
    return Lists(sums - np.repeat(before, steps.counts), steps.counts)


@kernel
def _read(data: Data, at: int, end: int) -> tuple[int, int]:
    """Read a number; gives it and where it ends, ``BROKEN`` where it does not."""
    value, shift = 0, 0
    while at < end and shift < 64:
        byte = int(data[at])
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
    return 0, BROKEN


@kernel
def _skip(data: Data, at: int, end: int, kind: int) -> tuple[int, int, int]:
    """Read what follows a tag; gives value and end as in ``Fields``, and where next."""
    if kind == _NUMBER:
        value, at = _read(data, at, end)
        return value, NO_BYTES, at
    length, start = (4 if kind == _FOUR else 8), at
    if kind == _BYTES:
        length, start = _read(data, at, end)
    elif kind not in (_EIGHT, _FOUR):
        return 0, 0, BROKEN
    if start == BROKEN or not 0 <= length <= end - start:
        return 0, 0, BROKEN
    return start, start + length, start + length


@kernel
def _split(data: Data, starts: Numbers, ends: Numbers, found: Numbers) -> int:
    """Write message, number, value and end of every field; gives how many there are."""
    count = 0
    for message in range(len(starts)):
        at, end = starts[message], ends[message]
        while at < end:
            tag, at = _read(data, at, end)
            if at == BROKEN:
                return BROKEN
            value, stop, at = _skip(data, at, end, tag & 7)
            if at == BROKEN:
                return BROKEN
            found[0, count], found[1, count] = message, tag >> 3
            found[2, count], found[3, count] = value, stop
            count += 1
    return count


@kernel
def _unpack(
    data: Data, starts: Numbers, ends: Numbers, values: Numbers, counts: Numbers
) -> int:
    """Write the numbers of lists and how many each has; gives how many in all."""
    count = 0
    for place in range(len(starts)):
        at, end, before = starts[place], ends[place], count
        while at < end:
            value, at = _read(data, at, end)
            if at == BROKEN:
                return BROKEN
            values[count] = value
            count += 1
        counts[place] = count - before
    return count
