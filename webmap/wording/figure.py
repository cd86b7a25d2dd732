"""The three numbers of a path, with words: time, effort and doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from geo.answer import Path
from webmap.formats import metres, minutes
from webmap.i18n import gettext

LITTLE: Final = 0.1
SOME: Final = 0.5


@dataclass(frozen=True)
class Figure:
    """One of the three numbers, with words."""

    name: str
    value: str
    words: str


def say_figures(path: Path) -> list[Figure]:
    """Give time, effort and doubt, each a number with words."""
    return [
        Figure("time", minutes(path.seconds), metres(path.length_m)),
        Figure("effort", _effort(path), _effort_words(path)),
        Figure("doubt", _doubt(path), _doubt_words(path)),
    ]


def _share(path: Path) -> float:
    return path.effort_s / max(path.seconds, 1.0)


def _effort(path: Path) -> str:
    share = _share(path)
    if share < LITTLE:
        return gettext("Little effort")
    return gettext("Some effort") if share < SOME else gettext("Much effort")


def _effort_words(path: Path) -> str:
    if _share(path) < LITTLE:
        return gettext("hardly anything beyond what is comfortable for you")
    return gettext(
        "as tiring as %(time)s more on an easy way", time=minutes(path.effort_s)
    )


def _doubt(path: Path) -> str:
    if path.uncertain_m < 1:
        return gettext("No doubt")
    return gettext("%(length)s in doubt", length=metres(path.uncertain_m))


def _doubt_words(path: Path) -> str:
    if path.uncertain_m < 1:
        return gettext("what matters to you is known all the way")
    return gettext("something that matters to you is not known there")
