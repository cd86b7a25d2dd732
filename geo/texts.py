"""Many short texts in two arrays, so that a file of them opens at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """A sequence of texts; each is decoded when it is asked for.

    Attributes
    ----------
    letters : array of uint8
        All texts in UTF-8, one behind the other.
    pointer : array of int64, shape (n + 1,)
        Text ``i`` is ``letters[pointer[i]:pointer[i + 1]]``.
    """

    letters: NDArray[np.uint8]
    pointer: NDArray[np.int64]

    @classmethod
    def pack(cls, texts: Iterable[str]) -> Texts:
        """Lay texts out."""
        coded = [text.encode() for text in texts]
        lengths = [len(one) for one in coded]
        return cls(
            np.frombuffer(b"".join(coded), dtype=np.uint8),
            np.cumsum([0, *lengths], dtype=np.int64),
        )

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.pointer) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        """Give one text, or some of them."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        return self.letters[self.pointer[at] : self.pointer[at + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        """Give every text, decoded together."""
        letters = self.letters.tobytes()
        for start, end in pairwise(self.pointer.tolist()):
            yield letters[start:end].decode()

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence holds the same texts."""
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]
