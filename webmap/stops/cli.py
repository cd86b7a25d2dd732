"""Stops on the terminal: ``wusul stops``, for one person where a profile is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import click

from data.queries.layer import MOST, FeaturePage
from data.queries.stop_access import list_stop_places
from data.runtime import Runtime
from geo.profile import load_profiles
from webmap.i18n import best_name
from webmap.lists import list_page, page_json, page_lines, table_lines
from webmap.stops.choose import CHOICES, choose_stops, person_of
from webmap.stops.person import read_person

HEAD: Final = ("key", "name", "reach", "boarding", "near", "near, walker", "unknown")
UNKNOWN: Final = "?"


@click.command("stops")
@click.option("--bbox", default="", help="west,south,east,north in degrees.")
@click.option("--filter", "filters", multiple=True, help="name=value.")
@click.option("--limit", default=MOST, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print GeoJSON.")
@click.option(
    "--profile",
    default="",
    type=click.Choice(["", *load_profiles()]),
    help="For whom: how each is reached on foot and boarded.",
)
@click.option("--reach", default="", type=click.Choice(["", *CHOICES["reach"]]))
@click.option("--boarding", default="", type=click.Choice(["", *CHOICES["boarding"]]))
@click.pass_obj
def stops(
    runtime: Runtime,
    /,
    bbox: str,
    filters: tuple[str, ...],
    limit: int,
    *,
    as_json: bool,
    **wanted: str,
) -> None:
    """List stops; with a profile, who gets there on foot and aboard."""
    most = MOST if any(wanted[name] for name in CHOICES) else limit
    page, sources = list_page(runtime, "stops", bbox=bbox, filters=filters, limit=most)
    page, profile = _narrow(runtime, page, wanted, limit), person_of(wanted)
    told = _tell(runtime, page, profile) if profile else {}
    if as_json:
        click.echo(page_json("stops", _with(page, told), sources))
        return
    lines = _table(page, told) if told else page_lines("stops", page)
    for line in [*lines, *(_sums(runtime, profile) if profile else ())]:
        click.echo(line)


def _narrow(
    runtime: Runtime, page: FeaturePage, wanted: Mapping[str, str], limit: int
) -> FeaturePage:
    """Keep the first rows that somebody gets to, and aboard at, as is asked."""
    with runtime.database.read() as session:
        keys = choose_stops(runtime, session, wanted)
    if keys is None:
        return page
    known = set(keys)
    features = [one for one in page.features if one.key in known]
    return replace(page, features=features[:limit])


def _tell(
    runtime: Runtime, page: FeaturePage, profile: str
) -> Mapping[str, dict[str, Any]]:
    keys = [feature.key for feature in page.features]
    with runtime.database.read() as session:
        return read_person(runtime, session, keys, profile)


def _with(page: FeaturePage, told: Mapping[str, dict[str, Any]]) -> FeaturePage:
    """Put what a stop is to a person beside its properties."""
    features = [
        replace(one, properties={**one.properties, "person": told[one.key]})
        if one.key in told
        else one
        for one in page.features
    ]
    return replace(page, features=features)


def _table(page: FeaturePage, told: Mapping[str, dict[str, Any]]) -> list[str]:
    rows = []
    for one in page.features:
        found = told[one.key]
        near = [_number(found[name]) for name in ("near", "near_walker")]
        name, dark = best_name(one.properties["names"]), ", ".join(found["unknown"])
        reach = found["reach"] or UNKNOWN
        rows.append([one.key, name, reach, found["boarding"], *near, dark])
    shown = f"{len(page.features)} of {page.total} stops"
    return [*table_lines(HEAD, rows), shown]


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:g}"


def _sums(runtime: Runtime, profile: str) -> list[str]:
    """Count all stops at which people board, not only those that are listed."""
    with runtime.database.read() as session:
        keys = list_stop_places(session).keys
        told = read_person(runtime, session, keys, profile).values()
    return [
        f"all {len(keys)}, {name}: {_counts(one[name] or UNKNOWN for one in told)}"
        for name in ("reach", "boarding")
    ]


def _counts(words: Iterable[str]) -> str:
    return ", ".join(f"{word} {many}" for word, many in sorted(Counter(words).items()))
