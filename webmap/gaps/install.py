"""Tie the pages of gaps to their blueprint."""

from webmap.gaps import declare
from webmap.gaps.views import gaps

PARTS = (declare,)

__all__ = ["PARTS", "gaps"]
