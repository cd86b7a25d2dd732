"""Staff: ``wusul report`` moves a report through its life cycle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import click
import orjson

from data.queries.life_cycle import advance_report
from data.queries.question import get_answers
from data.queries.report import ReportRecord, get_report, list_reports
from data.queries.report_barrier import SiteCheck
from data.runtime import Runtime
from geo.attribute import ATTRIBUTES, Kind
from geo.category import get_category
from geo.crs import parse_lon_lat
from geo.life_cycle import get_state, report_states
from geo.observation import Method, Value
from geo.question import Answers, find_said_value
from geo.standing import Actor, Move
from webmap.inbox.letter import DECIDED, tell_decision
from webmap.lists import require_tables, table_lines
from webmap.reports.typed import parse_time, parse_value

STAFF: Final = Actor("staff")
MODERATOR: Final = Actor("moderator")

number = click.argument("tracking")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
reason_option = click.option("--reason", default="", help="Code of the reason.")


def _as_json(record: ReportRecord) -> dict[str, Any]:
    kept = {name: value for name, value in vars(record).items() if name != "standing"}
    now = record.standing
    return {
        **kept,
        "is_public": record.is_public,
        "status": now.open311,
        "acts": now.acts,
        "closed_at": now.closed_at,
        "expires_at": now.expires_at,
        "canonical": now.canonical,
        "facts": now.facts,
        "marks": now.marks,
        "next": report_states()[now.state].next,
    }


def _show(record: ReportRecord, *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(_as_json(record), option=orjson.OPT_INDENT_2))
        return
    for name, value in _as_json(record).items():
        shown = _cell(value)
        click.echo(f"{name:12} {'' if shown is None else shown}".rstrip())


def _cell(value: object) -> object:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={one}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def advance(
    runtime: Runtime, tracking: str, move: Move, found: SiteCheck | None = None
) -> ReportRecord:
    """Take a step and say to which state it has led."""
    require_tables(runtime)
    with runtime.database.write() as session:
        record = advance_report(session, tracking, move, found=found)
        if record.state in DECIDED:
            tell_decision(session, record.tracking, held=runtime)
    click.echo(f"{record.tracking}: {record.state}")
    return record


@click.group()
def report() -> None:
    """Staff: look at reports and move them through their life cycle."""


@report.command("list")
@click.option("--state", "states", multiple=True, help="Only these states.")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
@as_json_option
@click.pass_obj
def list_command(
    runtime: Runtime, states: tuple[str, ...], limit: int, *, as_json: bool
) -> None:
    """List reports, the oldest first, also those that are not public."""
    require_tables(runtime)
    for state in states:
        get_state(state)
    with runtime.database.read() as session:
        records = list_reports(session, states=states, limit=limit)
    if as_json:
        body = [_as_json(record) for record in records]
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
        return
    head = ("number", "state", "category", "day", "flags", "where")
    rows = [
        (r.tracking, r.state, r.category, f"{r.created_at:%Y-%m-%d}", *_rest(r))
        for r in records
    ]
    for line in table_lines(head, rows):
        click.echo(line)


def _rest(record: ReportRecord) -> tuple[str, str]:
    return ", ".join(
        (*record.flags, *record.standing.marks)
    ), record.where_text.replace("\n", " ")


@report.command()
@number
@as_json_option
@click.pass_obj
def show(runtime: Runtime, tracking: str, *, as_json: bool) -> None:
    """Show all that is kept of a report."""
    require_tables(runtime)
    with runtime.database.read() as session:
        _show(get_report(session, tracking), as_json=as_json)


@report.command()
@number
@click.pass_obj
def publish(runtime: Runtime, tracking: str) -> None:
    """Show a report to everybody; trips then warn of it."""
    advance(runtime, tracking, Move("published", MODERATOR, runtime.clock()))


@report.command()
@number
@reason_option
@click.pass_obj
def hold(runtime: Runtime, tracking: str, reason: str) -> None:
    """Keep a new report back until somebody has looked at it again."""
    advance(runtime, tracking, Move("held", MODERATOR, runtime.clock(), reason))


@report.command()
@number
@reason_option
@click.pass_obj
def hide(runtime: Runtime, tracking: str, reason: str) -> None:
    """Take a report out of sight."""
    advance(runtime, tracking, Move("hidden", MODERATOR, runtime.clock(), reason))


@report.command()
@number
@reason_option
@click.pass_obj
def close(runtime: Runtime, tracking: str, reason: str) -> None:
    """Close a report without action; its barrier acts no more."""
    move = Move("closed_no_action", STAFF, runtime.clock(), reason)
    advance(runtime, tracking, move)


@report.command()
@number
@click.option("--category", default="", help="Kind of the barrier, if another.")
@click.option("--attribute", default="", help="Access attribute, if not the usual.")
@click.option(
    "--value",
    help="Its value: a number in SI units, a word; what the reporter said by default, "
    "nothing ('') if it is not known.",
)
@click.option(
    "--way", "way_key", default="", help="Key of its way, if not the nearest."
)
@click.option("--at", "position", default="", help="lon,lat, if it is elsewhere.")
@click.option("--expires", default="", help="Day or time from which it acts no more.")
@click.option("--measured", is_flag=True, help="It was measured, not only seen.")
@click.pass_obj
def triage(runtime: Runtime, /, tracking: str, **options: Any) -> None:  # noqa: ANN401
    """Confirm a report: it becomes a barrier and the next trip reckons with it."""
    require_tables(runtime)
    with runtime.database.read() as session:
        reported = get_report(session, tracking)
        answers = get_answers(session, reported.tracking)
    found = _site_check(runtime, reported, answers, options)
    record = advance(runtime, tracking, Move("triaged", STAFF, runtime.clock()), found)
    if found.value is None and ATTRIBUTES[found.attribute].kind is not Kind.YES_NO:
        click.echo(f"the {found.attribute} is not known: trips warn; give --value")
    if record.standing.expires_at:
        ends = record.standing.expires_at.astimezone(runtime.town.zone)
        click.echo(f"it acts until {ends:%Y-%m-%d %H:%M}; another day: --expires")


def _value(
    reported: ReportRecord, answers: Answers, attribute: str, typed: str | None
) -> Value:
    """Read the value; where none is typed, what the reporter said, and say so."""
    if typed is not None:
        return parse_value(attribute, typed)
    said = find_said_value(reported.category, answers, attribute)
    if said is not None:
        click.echo(
            f"the {attribute} is {said}, as the reporter said; else give --value"
        )
    return said


def _site_check(
    runtime: Runtime,
    reported: ReportRecord,
    answers: Answers,
    options: dict[str, Any],
) -> SiteCheck:
    kind = get_category(options["category"] or reported.category)
    attribute = options["attribute"] or kind.attribute
    position = options["position"]
    return SiteCheck(
        kind=kind.id,
        attribute=attribute,
        value=_value(reported, answers, attribute, options["value"]),
        method=Method.MEASURED if options["measured"] else Method.SURVEYED,
        lonlat=parse_lon_lat(position, field="--at") if position else None,
        way_key=options["way_key"],
        observed_on=runtime.clock().astimezone(runtime.town.zone).date(),
        expires_at=parse_time(runtime, options["expires"], "--expires"),
    )
