"""What every page holds around its content: town, languages, sources, display."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from apiflask import APIFlask
from flask import request
from jinja2 import StrictUndefined

from data.queries.source import list_sources
from data.towns import Town
from webmap.context import read_session, runtime
from webmap.i18n import (
    LANGUAGES,
    N_,
    NAMES,
    best_name,
    current_language,
    direction,
    gettext,
)
from webmap.wording.source import say_texts

WORKER: Final = "/sw.js"

NAV: Final = (
    ("", N_("Map")),
    ("trip", N_("Trip")),
    ("reach", N_("Within reach")),
    ("places", N_("Places")),
    ("stops", N_("Stops")),
    ("reports", N_("Reports")),
    ("gaps", N_("Gaps")),
    ("works", N_("Works")),
)
"""Last part of the address and the word of every main page."""

THEMES: Final = (
    ("auto", N_("As on my device")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
TEXTS: Final = (
    ("normal", N_("Normal")),
    ("large", N_("Large")),
    ("larger", N_("Larger")),
)


@dataclass(frozen=True)
class Link:
    """A link of the frame."""

    label: str
    address: str
    is_current: bool
    key: str = ""


@dataclass(frozen=True)
class Attribution:
    """Whose data a page shows, and under which licence."""

    text: str
    licence: str
    url: str
    is_demonstration: bool


class Frame:
    """The frame of one page; each part is made when a template asks for it."""

    @cached_property
    def town(self) -> Town:
        """The town that is served."""
        return runtime().town

    @cached_property
    def town_name(self) -> str:
        """The town's name for this reader; empty where no town is set."""
        return best_name(self.town.names)

    @cached_property
    def nav(self) -> list[Link]:
        """The main pages."""
        here = [*request.path.split("/"), "", "", ""][2]
        return [
            Link(gettext(word), f"/{current_language()}/{part}", part == here)
            for part, word in NAV
        ]

    @cached_property
    def languages(self) -> list[Link]:
        """Links to the same page in every language, its question kept."""
        parts = request.path.split("/", 2)
        rest = parts[2] if parts[1] in LANGUAGES and len(parts) > 2 else ""
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        return [
            Link(NAMES[one], f"/{one}/{rest}{query}", one == current_language(), one)
            for one in LANGUAGES
        ]

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Every source that was imported."""
        return [
            Attribution(said.attribution, said.licence, row.url, row.is_demonstration)
            for row in list_sources(read_session())
            for said in (say_texts(row, self.town),)
        ]

    @cached_property
    def demonstration(self) -> bool:
        """Whether made-up data is among what is shown."""
        return any(source.is_demonstration for source in self.attributions)

    @cached_property
    def theme(self) -> str:
        """The colours that this device asked for."""
        return _chosen("theme", THEMES)

    @cached_property
    def text(self) -> str:
        """The size of letters that this device asked for."""
        return _chosen("text", TEXTS)

    @cached_property
    def worker(self) -> str:
        """Address of the worker that keeps the report form; empty if there is none."""
        return WORKER if runtime().settings.offline else ""

    @cached_property
    def here(self) -> str:
        """Address of the page, to come back to."""
        return request.full_path.rstrip("?")


def _chosen(name: str, known: tuple[tuple[str, str], ...]) -> str:
    kept = request.cookies.get(name, "")
    return kept if kept in dict(known) else known[0][0]


def _context() -> dict[str, Any]:
    language = current_language()
    return {
        "lang": language,
        "dir": direction(language),
        "frame": Frame(),
        "THEMES": THEMES,
        "TEXTS": TEXTS,
    }


def install(site: APIFlask) -> None:
    """Give every template its frame, and refuse names that do not exist."""
    site.jinja_env.undefined = StrictUndefined
    site.jinja_env.trim_blocks = True
    site.jinja_env.lstrip_blocks = True
    site.context_processor(_context)
