"""The day of a question, and the norm that is shown with its answer."""

from __future__ import annotations

from data.runtime import Runtime
from geo.norm_file import get_norm
from geo.terms import Terms


def terms_of(held: Runtime, norm: str = "") -> Terms:
    """Give the terms of a trip that is asked now; the town's norm unless another is."""
    return Terms(held.today, get_norm(norm or held.town.norm))
