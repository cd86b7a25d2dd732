"""What a trip is at best and at worst, in words."""

from __future__ import annotations

from geo.bound import Bound, Bounds
from webmap.formats import minutes
from webmap.i18n import gettext


def say_bounds(bounds: Bounds | None, told_s: float | None = None) -> str:
    """Say what the unknown may turn out to mean; empty where it means nothing.

    ``told_s`` is the time that the answer names: a best case that is no better is
    not said again.
    """
    if bounds is None:
        return ""
    best, worst = bounds.best, bounds.worst
    if best.seconds is None or not best.is_possible:
        return gettext(
            "Even if all that is not known is fine, no way for you is known."
        )
    if worst.is_possible and _time(best) == _time(worst):
        return ""
    is_better = told_s is None or (
        best.seconds < told_s and _time(best) != minutes(told_s)
    )
    return f"{_at_best(best) if is_better else ''} {_at_worst(worst)}".strip()


def _time(bound: Bound) -> str:
    return minutes(bound.seconds)


def _at_best(bound: Bound) -> str:
    return gettext("If all that is not known is fine: %(time)s.", time=_time(bound))


def _at_worst(bound: Bound) -> str:
    if not bound.is_possible:
        return gettext("Without what is not known, there is no way that we know of.")
    return gettext("Only by what is known: %(time)s.", time=_time(bound))
