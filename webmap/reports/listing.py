"""``wusul reports``: the list that everybody sees, and the clocks of all reports."""

from __future__ import annotations

from typing import Any

import click
import orjson

from data.queries.tick import Ticked, tick
from data.runtime import Runtime
from webmap.lists import list_command, require_tables
from webmap.reports.typed import parse_time
from webmap.ticker import calendar_of, measure_reports

listing = list_command("reports")


@click.group(
    "reports",
    params=listing.params,
    invoke_without_command=True,
    help="List reports, or let their clocks strike.",
)
@click.pass_context
def reports(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401
    """List reports, unless another command follows."""
    if context.invoked_subcommand is None:
        context.invoke(listing, **options)


@reports.command("tick")
@click.option("--at", "moment", default="", help="Day or time; now by default.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def tick_command(runtime: Runtime, moment: str, *, as_json: bool) -> None:
    """Let the clocks strike that are due; a second time, nothing happens."""
    require_tables(runtime)
    at = parse_time(runtime, moment, "--at") or runtime.clock()
    done = tick(runtime.database, at=at, calendar=calendar_of(runtime))
    measure_reports(runtime)
    if as_json:
        body = {"moved": [vars(one) for one in done.moved], "expired": done.expired}
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
        return
    for line in tick_lines(done):
        click.echo(line)


def tick_lines(done: Ticked) -> list[str]:
    """Say what the clocks did."""
    moved = [f"{one.tracking}: {one.before} -> {one.after}" for one in done.moved]
    return [*moved, f"{len(moved)} reports moved, {done.expired} barriers ended"]
