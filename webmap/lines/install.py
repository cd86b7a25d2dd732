"""The blueprints of lines, with all their views."""

from __future__ import annotations

from webmap.lines.edit import hand_lines
from webmap.lines.page import line, lines

__all__ = ["hand_lines", "line", "lines"]
