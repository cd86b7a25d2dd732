"""Staff: ``wusul report`` moves a report through its life cycle."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import click
import orjson

from data.queries.life_cycle import Step, advance_report, expire_barriers
from data.queries.report import ReportRecord, get_report, list_reports
from data.queries.report_barrier import SiteCheck
from data.runtime import Runtime
from geo.attribute import ATTRIBUTES, Kind
from geo.category import get_category
from geo.crs import parse_lon_lat
from geo.errors import InputError
from geo.life_cycle import get_state
from geo.observation import Method, Value
from webmap.lists import require_tables, table_lines

STAFF: Final = "staff"
YES_NO: Final = {"yes": True, "no": False, "true": True, "false": False}

number = click.argument("tracking")
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
reason_option = click.option("--reason", default="", help="Code of the reason.")


def parse_value(attribute: str, text: str) -> Value:
    """Read a value as its attribute has it: yes/no, a number, a word.

    Raises
    ------
    InputError
        If the attribute or the value is wrong.
    """
    known = ATTRIBUTES.get(attribute)
    if known is None:
        raise InputError("--attribute", f"{attribute!r} is no access attribute")
    if not text:
        return None
    if known.kind is Kind.YES_NO:
        if text.lower() not in YES_NO:
            raise InputError("--value", f"{text!r} is neither yes nor no")
        return YES_NO[text.lower()]
    if known.kind is Kind.NUMBER:
        try:
            return float(text)
        except ValueError as cause:
            raise InputError("--value", f"{text!r} is not a number") from cause
    return text


def parse_time(runtime: Runtime, text: str, option: str) -> datetime | None:
    """Read a day or a time, in the town's zone where none is given.

    Raises
    ------
    InputError
        If it is neither.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as cause:
        raise InputError(option, f"{text!r} is not a day like 2026-12-31") from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=runtime.town.zone)


def _as_json(record: ReportRecord) -> dict[str, Any]:
    return {**vars(record), "is_public": record.is_public}


def _show(record: ReportRecord, *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(_as_json(record), option=orjson.OPT_INDENT_2))
        return
    for name, value in _as_json(record).items():
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        click.echo(f"{name:12} {'' if shown is None else shown}".rstrip())


def _advance(runtime: Runtime, tracking: str, step: Step) -> None:
    require_tables(runtime)
    now = runtime.clock()
    with runtime.database.write() as session:
        expire_barriers(session, at=now)
        record = advance_report(session, tracking, step, at=now)
    click.echo(f"{record.tracking}: {record.state}")


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
    return ", ".join(record.flags), record.where_text.replace("\n", " ")


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
    _advance(runtime, tracking, Step("published", STAFF))


@report.command()
@number
@reason_option
@click.pass_obj
def hold(runtime: Runtime, tracking: str, reason: str) -> None:
    """Keep a new report back until somebody has looked at it again."""
    _advance(runtime, tracking, Step("held", STAFF, reason))


@report.command()
@number
@reason_option
@click.pass_obj
def hide(runtime: Runtime, tracking: str, reason: str) -> None:
    """Take a report out of sight."""
    _advance(runtime, tracking, Step("hidden", STAFF, reason))


@report.command()
@number
@reason_option
@click.pass_obj
def close(runtime: Runtime, tracking: str, reason: str) -> None:
    """Close a report without action; its barrier acts no more."""
    _advance(runtime, tracking, Step("closed_no_action", STAFF, reason))


@report.command()
@number
@click.option("--category", default="", help="Kind of the barrier, if another.")
@click.option("--attribute", default="", help="Access attribute, if not the usual.")
@click.option("--value", default="", help="Its value: a number in SI units, a word.")
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
    found = _site_check(runtime, reported, options)
    _advance(runtime, tracking, Step("triaged", STAFF, found=found))
    if found.value is None and ATTRIBUTES[found.attribute].kind is not Kind.YES_NO:
        click.echo(f"the {found.attribute} is not known: trips warn; give --value")


def _site_check(
    runtime: Runtime, reported: ReportRecord, options: dict[str, Any]
) -> SiteCheck:
    kind = get_category(options["category"] or reported.category)
    attribute = options["attribute"] or kind.attribute
    position = options["position"]
    return SiteCheck(
        kind=kind.id,
        attribute=attribute,
        value=parse_value(attribute, options["value"]),
        method=Method.MEASURED if options["measured"] else Method.SURVEYED,
        lonlat=parse_lon_lat(position, field="--at") if position else None,
        way_key=options["way_key"],
        observed_on=runtime.clock().astimezone(runtime.town.zone).date(),
        expires_at=parse_time(runtime, options["expires"], "--expires"),
    )
