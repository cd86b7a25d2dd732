"""``wusul retention``: what is deleted when, and deleting it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click
import orjson

from data.queries.retention import Gone
from data.retention import list_due, run_retention
from data.runtime import Runtime
from geo.retention import Rule, schedule
from webmap.i18n import LANGUAGES, SOURCE_LANGUAGE
from webmap.inbox.letter import tell_unchecked_photos
from webmap.lists import require_tables, table_lines
from webmap.photos.store import photos

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def retention() -> None:
    """List what is deleted when, or delete what is due."""


@retention.command("list")
@as_json_option
@click.pass_obj
def list_command(runtime: Runtime, *, as_json: bool) -> None:
    """List the schedule, and how much is due now."""
    require_tables(runtime)
    rules = schedule(runtime.town.retention)
    due = list_due(runtime.database, rules, at=runtime.clock())
    _show(rules, due, as_json=as_json)


@retention.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would be deleted.")
@as_json_option
@click.pass_obj
def run(runtime: Runtime, *, dry_run: bool, as_json: bool) -> None:
    """Delete what has been kept long enough; the server does so by itself."""
    require_tables(runtime)
    rules, at = schedule(runtime.town.retention), runtime.clock()
    if dry_run:
        _show(rules, list_due(runtime.database, rules, at=at), as_json=as_json)
        return
    tell = partial(tell_unchecked_photos, held=runtime)
    gone = run_retention(runtime.database, rules, photos(runtime), at=at, tell=tell)
    _show(rules, gone, as_json=as_json)


def _show(rules: Sequence[Rule], found: Sequence[Gone], *, as_json: bool) -> None:
    counts = {one.rule: one for one in found}
    if as_json:
        body = [_as_json(rule, counts.get(rule.id)) for rule in rules]
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
        return
    rows = [
        (
            rule.id,
            str(rule.days),
            str(counts[rule.id].count if rule.id in counts else 0),
        )
        for rule in rules
    ]
    for line in table_lines(("rule", "days", "due or deleted"), rows):
        click.echo(line)


def _as_json(rule: Rule, gone: Gone | None) -> dict[str, object]:
    texts = {one: rule.text[one] % {"days": rule.days} for one in LANGUAGES}
    return {
        "rule": rule.id,
        "days": rule.days,
        "count": gone.count if gone else 0,
        "reports": list(gone.reports) if gone else [],
        "text": texts[SOURCE_LANGUAGE],
        "texts": texts,
    }
