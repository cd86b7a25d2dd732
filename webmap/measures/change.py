"""What has become of measures between two days, in words."""

from __future__ import annotations

from data.measuring import Measured
from geo.measure.span import Span
from webmap.formats import percent
from webmap.i18n import gettext
from webmap.measures.wording import percents, service_label


def say_change(old: Measured, new: Measured, limit: int) -> list[list[str]]:
    """Compare the whole town on two days, service by service.

    Parameters
    ----------
    old, new : Measured
        Of one profile.
    limit : int
        Place of the time among those of the newer day.

    Returns
    -------
    list of list of str
        Service, both shares of people served, and what can be said of the difference;
        services that one day does not have are told so.
    """
    limit_s = new.measures.limits_s[limit]
    if limit_s not in old.measures.limits_s:
        return []
    before = old.measures.limits_s.index(limit_s)
    return [
        [service_label(service), *_compare(old, new, (before, limit), service)]
        for service in new.services
    ]


def _compare(
    old: Measured, new: Measured, limits: tuple[int, int], service: str
) -> list[str]:
    now = _served(new, limits[1], service)
    if service not in old.services:
        return [gettext("not measured"), percents(*now), ""]
    then = _served(old, limits[0], service)
    return [percents(*then), percents(*now), _say(then, now)]


def _served(measured: Measured, limit: int, service: str) -> tuple[float, float]:
    span: Span = measured.measures.served
    at = -1, limit, measured.services.index(service)
    return float(span.low[at]), float(span.high[at])


def _say(then: tuple[float, float], now: tuple[float, float]) -> str:
    """Say only what both ends allow: more is known is not more is reached."""
    if tuple(map(percent, then)) == tuple(map(percent, now)):
        return gettext("No change")
    if now[0] > then[1]:
        return gettext("More people have it")
    if now[1] < then[0]:
        return gettext("Fewer people have it")
    if now[1] - now[0] < then[1] - then[0]:
        return gettext("More is known")
    return gettext("Not certain: the bounds overlap")
