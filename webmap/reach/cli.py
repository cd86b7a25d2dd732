"""The reach command: the same answer as the page, on the terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
import orjson

from data.runtime import Runtime
from geo.answer import Policy
from geo.errors import InputError
from geo.profile import get_profile, with_limits
from geo.reach import Question
from geo.reach_answer import Direction, Reach
from webmap.i18n import LANGUAGES, gettext, speaking
from webmap.lists import table_lines
from webmap.reach.answer import compute, say
from webmap.reach.form import USUAL_MINUTES, read_minutes
from webmap.reach.shape import reach_features, reach_json
from webmap.trips.cli import GOING, HELP, read_limits
from webmap.trips.spot import find_spot, make_goal
from webmap.trips.when import read_at
from webmap.wording.reach import ReachWords
from webmap.wording.reach_place import KindWords
from webmap.wording.values import labelled

WIDTH: Final = 78
POLICIES: Final = tuple(str(policy) for policy in Policy)
WAYS: Final = tuple(str(one) for one in Direction)
ENDINGS: Final = (".geojson", ".json")


@click.command("reach")
@click.argument("origin", metavar="FROM")
@click.option("--profile", default="manual_wheelchair", show_default=True)
@click.option("--minutes", default=USUAL_MINUTES, show_default=True)
@click.option("--way", type=click.Choice(WAYS), default=str(Direction.BOTH))
@click.option("--unknown", type=click.Choice(POLICIES), default=str(Policy.CAUTIOUS))
@click.option("--limit", "limits", multiple=True, help=HELP)
@click.option("--at", help=GOING)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Facts and sentences as JSON.")
@click.option("--out", default="", help="Write areas and places to this GeoJSON file.")
@click.pass_obj
def reach_command(held: Runtime, /, **asked: object) -> None:
    """Tell what is within reach FROM a place or "lon,lat", there and back."""
    out = str(asked["out"])
    if out and not out.endswith(ENDINGS):
        raise InputError("--out", f"{out!r} does not end in {' or '.join(ENDINGS)}")
    with speaking(str(asked["lang"])):
        found, words = _answer(held, asked)
        if out:
            Path(out).write_bytes(orjson.dumps(reach_features(found, words)))
        if asked["as_json"]:
            document = {"reach": reach_json(found), "words": asdict(words)}
            click.echo(json.dumps(document, ensure_ascii=False, default=str))
        else:
            click.echo("\n".join(_lines(words)))


def _answer(held: Runtime, asked: dict[str, object]) -> tuple[Reach, ReachWords]:
    limits = read_limits(asked["limits"])  # type: ignore[arg-type]
    with held.database.read() as session:
        spot = find_spot(session, str(asked["origin"]))
        if spot.lonlat is None:
            may_be = ", ".join(
                f"{hit.name} ({hit.lonlat[0]:.5f},{hit.lonlat[1]:.5f})"
                for hit in spot.choices
            )
            raise InputError("FROM", f"{spot.problem} {may_be}".strip())
        question = Question(
            origin=make_goal(session, spot.lonlat, spot.key),
            profile=with_limits(get_profile(str(asked["profile"])), limits),
            limits_s=read_minutes(str(asked["minutes"])),
            policy=Policy(str(asked["unknown"])),
            direction=Direction(str(asked["way"])),
            areas=bool(asked["out"] or asked["as_json"]),
            at=read_at(held, str(asked["at"] or "")),
        )
        found = compute(held, session, question)
        return found, say(held, session, found)


def _lines(words: ReachWords) -> Iterator[str]:
    yield from textwrap.wrap(words.older, WIDTH)
    yield from textwrap.wrap(words.verdict, WIDTH)
    for figure in words.figures:
        yield f"  {figure.value}: {figure.words}"
    if words.made_up:
        listed = gettext(", ").join(words.made_up)
        said = gettext(
            "This answer rests on made-up data: %(sources)s.", sources=listed
        )
        yield from ("", *textwrap.wrap(f"{gettext('Demonstration.')} {said}", WIDTH))
    yield from textwrap.wrap(words.time, WIDTH)
    yield from textwrap.wrap(words.snapped, WIDTH)
    yield from ("", gettext("How far"), *_bands(words))
    yield from _found(words)
    for text in (words.absent, words.how):
        if text:
            yield from ("", *textwrap.wrap(text, WIDTH))


def _found(words: ReachWords) -> Iterator[str]:
    if words.kinds:
        yield from ("", gettext("What you get to"))
        for kind in words.kinds:
            yield from _kind(kind)
    if words.lost:
        yield from ("", gettext("On foot, but not for you"))
        yield from (f"  {labelled(kind.label, kind.counts)}" for kind in words.lost)
    if words.stops:
        yield from ("", gettext("What stops you"))
        yield from (f"  {stop}" for stop in words.stops)
    if words.doubts:
        yield from ("", gettext("Not known on these ways"))
        yield from (f"  {doubt}" for doubt in words.doubts)


def _bands(words: ReachWords) -> list[str]:
    head = [
        gettext("Time"),
        gettext("Places"),
        gettext("On foot"),
        gettext("Streets"),
        gettext("On foot"),
    ]
    rows = [list(asdict(band).values()) for band in words.bands]
    return [f"  {line}" for line in table_lines(head, rows)]


def _kind(kind: KindWords) -> Iterator[str]:
    yield f"  {labelled(kind.label, kind.counts)}"
    if near := kind.nearest:
        times = [
            gettext("%(time)s there", time=near.there) if near.there else "",
            gettext("%(time)s back", time=near.back) if near.back else "",
        ]
        said = [near.name, *times, near.access_word]
        yield f"    {' · '.join(part for part in said if part)}"
