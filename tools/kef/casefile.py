"""Writes the named cases with their two points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from tools.kef.facts import to_degrees
from tools.kef.line import Node
from tools.kef.spur import Case

HEAD = """\
# Named pairs of points, one for each thing that a trip in El Kef must be able to say.
# limits: the person's own, laid over the profile. out and back: "passes" or "refused".
# attribute and rule: what refuses, or, with detour, what makes the way longer than so
# many times the direct one. also: the rule of a second barrier on the same way.
# cautious: the answer under the cautious policy.
"""


def write_cases(path: Path, cases: list[Case]) -> None:
    """Write cases.toml."""
    parts = [HEAD]
    for case in cases:
        row = case.row
        parts += [
            f"[{case.key}]",
            f"name = {_inline(row['name'])}",
            f"from = {_lonlat(case.start)}",
            f"to = {_lonlat(case.end)}",
            f"profile = {_value(row['profile'])}",
            f"policy = {_value(row.get('policy', 'cautious'))}",
            *([f"limits = {_inline(row['limits'])}"] if "limits" in row else []),
            f"expect = {_inline(row['expect'])}",
            "",
        ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _lonlat(xy: Node) -> str:
    lon, lat = to_degrees(np.array([xy]))[0]
    return f"[{lon:.6f}, {lat:.6f}]"


def _inline(row: Any) -> str:  # noqa: ANN401
    return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in row.items()) + " }"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
