"""Heights along a path: in words, and as the lines of a small chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.answer import Path
from geo.cue import Cue
from webmap.formats import metres, number, percent
from webmap.i18n import best_name, gettext
from webmap.wording.values import isolate

WIDTH: Final = 360
HEIGHT: Final = 96
LEAST_RANGE_M: Final = 20.0
"""A flat way must not look like a mountain."""
NEAR_END_M: Final = 10.0
SURE_M: Final = 0.5
"""Heights with a larger standard error are told with it."""
GENTLE: Final = 0.02
"""A slope up to here is not worth naming."""
Floats = NDArray[np.float64]


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
    steep : tuple of float
        Where the steepest stretch begins and ends, from 0 to ``WIDTH``; empty without.
    """

    text: str
    line: str = ""
    band: str = ""
    top: str = ""
    bottom: str = ""
    length: str = ""
    steep: tuple[float, ...] = ()
    size: tuple[int, int] = field(default=(WIDTH, HEIGHT))


def say_heights(path: Path) -> HeightWords:
    """Say the climb and the descent, and draw the heights."""
    if not path.heights or path.climb_m is None or path.descent_m is None:
        return HeightWords(gettext("The heights on this way are not known."))
    table = np.array([(h.at_m, h.height_m, h.sigma_m) for h in path.heights])
    along, height, sigma = table.T
    steepest = find_steepest(path)
    lowest = float((height - sigma).min())
    span = max(float((height + sigma).max()) - lowest, LEAST_RANGE_M)
    length = max(float(along[-1]), 1.0)
    x = along / length * WIDTH

    def y(values: Floats) -> Floats:
        return HEIGHT - (values - lowest) / span * HEIGHT

    upper = _points(x, y(height + sigma))
    lower = _points(x[::-1], y(height - sigma)[::-1])
    return HeightWords(
        text=" ".join(_sentences(path, table, steepest)),
        line=_points(x, y(height)),
        band=f"{upper} {lower}",
        top=gettext("%(height)s m", height=number(lowest + span)),
        bottom=gettext("%(height)s m", height=number(lowest)),
        length=metres(float(along[-1])),
        steep=() if steepest is None else _stretch(steepest, length),
    )


def find_steepest(path: Path) -> Cue | None:
    """Find the steepest stretch of a path; none where all is gentle or unknown."""
    slopes = [c for step in path.steps for c in step.cues if c.kind == "slope"]
    steep = [cue for cue in slopes if abs(float(cue.value or 0)) > GENTLE]
    return max(steep, key=lambda cue: abs(float(cue.value or 0)), default=None)


def _sentences(path: Path, table: Floats, steepest: Cue | None) -> Iterator[str]:
    along, height, sigma = table.T
    error, highest = float(sigma.max()), int(np.argmax(height))
    climb, descent = metres(path.climb_m), metres(path.descent_m)
    yield (
        gettext(
            "It climbs about %(climb)s and falls about %(descent)s in all.",
            climb=climb,
            descent=descent,
        )
        if error > SURE_M
        else gettext(
            "It climbs %(climb)s and falls %(descent)s in all.",
            climb=climb,
            descent=descent,
        )
    )
    yield gettext(
        "The highest point, %(height)s m, is %(where)s.",
        height=number(float(height[highest])),
        where=_place(float(along[highest]), float(along[-1])),
    )
    if steepest is not None:
        yield _say_steepest(steepest, float(along[-1]))
    if error > SURE_M:
        yield gettext(
            "The heights are estimated: each may be off by about %(error)s.",
            error=metres(error),
        )


def _say_steepest(cue: Cue, length_m: float) -> str:
    slope = float(cue.value or 0)
    value = percent(abs(slope))
    if cue.method == "modelled":
        value = gettext("about %(value)s", value=value)
    parts = [_place(cue.at_m, length_m), isolate(best_name(cue.names))]
    where = gettext(", ").join(part for part in parts if part)
    sentence = (
        gettext("The steepest stretch climbs %(value)s for %(length)s: %(where)s.")
        if slope > 0
        else gettext("The steepest stretch falls %(value)s for %(length)s: %(where)s.")
    )
    return sentence % {
        "value": value,
        "length": metres(cue.length_m),
        "where": where,
    }


def _stretch(cue: Cue, length_m: float) -> tuple[float, ...]:
    ends = (cue.at_m, cue.at_m + cue.length_m)
    return tuple(round(min(m / length_m, 1.0) * WIDTH, 1) for m in ends)


def _place(at_m: float, length_m: float) -> str:
    if at_m < NEAR_END_M:
        return gettext("at the start")
    if at_m > length_m - NEAR_END_M:
        return gettext("at the end")
    return gettext("after %(length)s", length=metres(at_m))


def _points(x: Floats, y: Floats) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
