"""A finding: a flaw in data that is counted and listed, never silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

EXAMPLES: Final = 5


@dataclass(frozen=True)
class Finding:
    """One flaw or fact met while reading data.

    Attributes
    ----------
    code : str
        Stable identifier, for example ``"incline-unreadable"``.
    record : str
        What it was found in: ``"way 123"``, ``"stops.txt line 7"``.
    message : str
        What was found and what was done about it.
    severity : str
        ``"error"`` (record rejected), ``"warning"`` (kept, doubtful) or ``"info"``.
    times : int
        How many flaws it stands for, where one speaks of many.
    """

    code: str
    record: str
    message: str
    severity: str = "warning"
    times: int = 1


@dataclass
class FindingCount:
    """How often one kind of finding was met, with a few examples."""

    code: str
    severity: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count a finding and keep it as an example while there are few."""
        self.count += finding.times
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{finding.record}: {finding.message}")


def count_findings(findings: list[Finding]) -> list[FindingCount]:
    """Group findings by code, most severe and most frequent first."""
    groups: dict[tuple[str, str], FindingCount] = {}
    for finding in findings:
        key = (finding.code, finding.severity)
        groups.setdefault(key, FindingCount(*key)).add(finding)
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(groups.values(), key=lambda g: (order[g.severity], -g.count, g.code))


def finding_rows(findings: list[Finding]) -> list[dict[str, Any]]:
    """Give grouped findings as plain dictionaries for JSON."""
    return [vars(group) for group in count_findings(findings)]
