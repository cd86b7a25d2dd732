"""Heights along a path: in words, and as the lines of a small chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from geo.answer import Path
from webmap.formats import metres, number
from webmap.i18n import gettext

WIDTH: Final = 360
HEIGHT: Final = 96
LEAST_RANGE_M: Final = 20.0
"""A flat way must not look like a mountain."""
NEAR_END_M: Final = 10.0


@dataclass(frozen=True)
class HeightWords:
    """What the heights of a path tell.

    Attributes
    ----------
    text : str
    line, band : str
        Points of the line and of its standard error, for an SVG of
        ``WIDTH`` by ``HEIGHT``; empty where heights are not known.
    top, bottom, length : str
        Labels of the axes.
    """

    text: str
    line: str = ""
    band: str = ""
    top: str = ""
    bottom: str = ""
    length: str = ""
    size: tuple[int, int] = field(default=(WIDTH, HEIGHT))


def say_heights(path: Path) -> HeightWords:
    """Say the climb and the descent, and draw the heights."""
    if not path.heights or path.climb_m is None or path.descent_m is None:
        return HeightWords(gettext("The heights on this way are not known."))
    table = np.array([(h.at_m, h.height_m, h.sigma_m) for h in path.heights])
    along, height, sigma = table.T
    text = gettext(
        "It climbs %(climb)s and falls %(descent)s in all.",
        climb=metres(path.climb_m),
        descent=metres(path.descent_m),
    )
    highest = int(np.argmax(height))
    peak = gettext(
        "The highest point, %(height)s m, is %(where)s.",
        height=number(float(height[highest])),
        where=_place(float(along[highest]), float(along[-1])),
    )
    lowest = float((height - sigma).min())
    span = max(float((height + sigma).max()) - lowest, LEAST_RANGE_M)
    x = along / max(float(along[-1]), 1.0) * WIDTH

    def y(values: np.ndarray) -> np.ndarray:
        return HEIGHT - (values - lowest) / span * HEIGHT

    upper = _points(x, y(height + sigma))
    lower = _points(x[::-1], y(height - sigma)[::-1])
    return HeightWords(
        text=f"{text} {peak}",
        line=_points(x, y(height)),
        band=f"{upper} {lower}",
        top=gettext("%(height)s m", height=number(lowest + span)),
        bottom=gettext("%(height)s m", height=number(lowest)),
        length=metres(float(along[-1])),
    )


def _place(at_m: float, length_m: float) -> str:
    if at_m < NEAR_END_M:
        return gettext("at the start")
    if at_m > length_m - NEAR_END_M:
        return gettext("at the end")
    return gettext("after %(length)s", length=metres(at_m))


def _points(x: np.ndarray, y: np.ndarray) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
