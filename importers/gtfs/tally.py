"""Findings of long files: many of one kind are counted, not kept one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from geo.finding import Finding

KEPT: Final = 1000
"""So many findings of one kind are kept with their place."""

Kind = tuple[str, str]


class Tally:
    """Collects findings in bounded memory."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self._counts: Counter[Kind] = Counter()
        self._last: dict[Kind, Finding] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings in; of each kind the first thousand are kept as they are."""
        for finding in findings:
            kind = (finding.code, finding.severity)
            self._counts[kind] += finding.times
            if self._counts[kind] <= KEPT:
                self.kept.append(finding)
            else:
                self._last[kind] = finding

    def findings(self) -> list[Finding]:
        """Give what was kept, and one for all others of each kind."""
        rest = [
            replace(last, times=self._counts[kind] - KEPT)
            for kind, last in self._last.items()
        ]
        return [*self.kept, *rest]
