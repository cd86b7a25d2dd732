"""``wusul gaps``: the gaps, and what to survey next, on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NoReturn

import click
from tqdm import tqdm

from data.analysis import check_kept, kept_profiles, refresh_gaps
from data.queries.gap import KINDS, STATUSES
from data.queries.gap_history import list_events
from data.queries.gap_list import LOOKS, list_gaps
from data.queries.layer import MOST, Feature, get_feature
from data.queries.survey_hint import list_hints
from data.runtime import Runtime
from data.town_measures import refresh_measures
from geo.service import load_services
from webmap.exports.cli import (
    AS_JSON,
    LANG,
    LISTED,
    OUT,
    PROFILE,
    Asked,
    list_all,
    print_json,
    print_rest,
    written,
)
from webmap.formats import day
from webmap.gaps.page import say_event
from webmap.gaps.wording import GapWords, say_count, say_gap
from webmap.i18n import gettext, speaking
from webmap.surveys.wording import say_survey
from webmap.wording.provenance import known_sources

FILTERS: Final = ("kind", "profile", "service", "district", "status", "look")


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only of this kind.")
@click.option(
    "--service", type=click.Choice(load_services().groups), help="Only this service."
)
@click.option("--district", default="", help="Only in this quarter, by its key.")
@click.option(
    "--status", type=click.Choice(STATUSES), help="Usually all that are not closed."
)
@click.option("--look", type=click.Choice(LOOKS), help="bad, or not known (doubt).")
@click.option("--history", default="", help="What became of one gap, by its key.")
@click.option("--survey", is_flag=True, help="List where to survey next instead.")
@click.option("--refresh", is_flag=True, help="Analyse the town anew first.")
@click.option(
    "--scheduler", default="", help="Dask scheduler (tcp://…) that measures the town."
)
@PROFILE
@OUT
@AS_JSON
@LANG
@click.pass_obj
def gaps(runtime: Runtime, /, **given: Any) -> None:  # noqa: ANN401
    """List what cannot be reached, for whom, since when, and what is in the way."""
    check_kept(given["profile"])
    if given["refresh"] or given["scheduler"]:
        _refresh(runtime, given["scheduler"])
    with speaking(given["lang"]):
        if given["survey"]:
            _print_surveys(runtime, given)
            return
        if given["history"]:
            _print_history(runtime, given["history"])
            return
        filters = {name: given[name] for name in FILTERS if given[name]}
        _answer(runtime, Asked("gaps", filters, given["out"], given["as_json"]))


def _answer(runtime: Runtime, asked: Asked) -> None:
    out: Path | None = asked.out
    if out is not None:
        click.echo(written(runtime, asked, out), err=asked.as_json)
    elif asked.as_json:
        print_json(asked, list_all(runtime, asked))
    else:
        _print_gaps(runtime, asked)


def _refresh(runtime: Runtime, scheduler: str) -> None:
    def say(text: str) -> None:
        click.echo(text, err=True)

    with tqdm(desc="parts", disable=None if scheduler else True) as bar:
        refresh_measures(
            runtime,
            say=say,
            scheduler=scheduler,
            told=lambda done, of: _advance(bar, done, of),
        )
    found = refresh_gaps(runtime, say)
    told = ", ".join(f"{count} {event}" for event, count in found.events.items())
    click.echo(f"{found.gaps} gaps; {told or 'nothing has changed'}", err=True)


def _advance(bar: tqdm[NoReturn], done: int, of: int) -> None:
    bar.total = of
    bar.update(done - bar.n)


def _print_gaps(runtime: Runtime, asked: Asked) -> None:
    with runtime.database.read() as session:
        sources = known_sources(session, runtime.town)
        page = list_gaps(session, asked.filters, limit=min(LISTED, MOST))
    click.echo(say_count(page.total))
    for feature in page.features:
        _print_gap(say_gap(feature, sources))
    print_rest(page.total - len(page.features))


def _print_gap(said: GapWords) -> None:
    click.echo(f"\n{said.title}")
    since = gettext("since %(day)s", day=day(said.since)) if said.since else ""
    parts = (said.look_word, said.kind_word, said.profile_word, said.status_word)
    heads = (*parts, said.people, since, said.origin_word)
    click.echo(f"  {' · '.join(part for part in heads if part)}")
    for fact in said.facts:
        click.echo(f"  {fact}")
    for reason in said.reasons[:3]:
        parts = (reason.text, reason.limit, reason.where, reason.source)
        click.echo(f"  - {' · '.join(part for part in parts if part)}")
    if said.is_demonstration:
        click.echo(f"  {gettext('Demonstration')}")
    click.echo(f"  {said.key}")


def _print_surveys(runtime: Runtime, given: dict[str, Any]) -> None:
    profile = given["profile"] or kept_profiles()[0].key
    asked = Asked("surveys", {"profile": profile}, None, as_json=given["as_json"])
    if asked.as_json:
        print_json(asked, list_all(runtime, asked))
        return
    with runtime.database.read() as session:
        found = [say_survey(one) for one in list_hints(session, profile)]
    for one in found[:LISTED]:
        click.echo(f"\n{one.rank}. {one.title}")
        for fact in one.facts:
            click.echo(f"  {fact}")
        for measure in one.measures:
            click.echo(f"  - {measure.word}: {measure.how} [{measure.subject}]")
    print_rest(len(found) - LISTED)


def _print_history(runtime: Runtime, key: str) -> None:
    with runtime.database.read() as session:
        feature: Feature = get_feature(session, "gaps", key)
        sources = known_sources(session, runtime.town)
        events = list_events(session, key)
    _print_gap(say_gap(feature, sources))
    for one in map(say_event, events):
        facts = " · ".join(one.facts)
        click.echo(f"  {day(one.day)}: {one.word} ({facts})")
