"""Tables of a feed as they are in its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class FeedTable:
    """One file of the feed, or a part of one.

    Attributes
    ----------
    name : str
        ``"stops"``.
    file : str
        As it is called in the feed.
    header : list of str
    rows : list of list of str
        Stripped cells, as many as the header has.
    lines : list of int
        Line of each row in the file.
    """

    name: str
    file: str
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Give a column; blanks where the file has none of that name."""
        if name not in self.header:
            return [""] * len(self.rows)
        index = self.header.index(name)
        return [row[index] for row in self.rows]

    def where(self, index: int) -> str:
        """How findings call a row."""
        return f"{self.file} line {self.lines[index]}"

    def kept(self, indexes: Iterable[int]) -> FeedTable:
        """Give the table with some of its rows."""
        chosen = list(indexes)
        return FeedTable(
            self.name,
            self.file,
            self.header,
            [self.rows[i] for i in chosen],
            [self.lines[i] for i in chosen],
        )
