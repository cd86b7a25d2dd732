"""Staff: any step of the life cycle, flags, and the table of steps itself."""

from __future__ import annotations

import click
import orjson

from data.queries.effect import list_effects
from data.queries.life_cycle import flag_report
from data.runtime import Runtime
from geo.changed import Changed
from geo.errors import InputError
from geo.life_cycle import report_steps
from geo.standing import Actor, Move
from webmap.lists import parse_filters, require_tables, table_lines
from webmap.reports.cli import advance, as_json_option, number, reason_option, report
from webmap.ticker import measure_reports

role_option = click.option("--role", default="staff", show_default=True, help="As who.")
who_option = click.option("--who", default="", help="Mark of the person who does it.")


@report.command()
@number
@click.argument("state")
@role_option
@who_option
@click.option("--body", default="", help="Organisation for which the person acts.")
@reason_option
@click.option("--with", "given", multiple=True, help="What is given: name=value.")
@click.pass_obj
def move(runtime: Runtime, /, tracking: str, state: str, **options: object) -> None:
    """Take any step of the life cycle; wusul report steps lists them."""
    actor = Actor(*(str(options[name]) for name in ("role", "who", "body")))
    given = options["given"]
    evidence = parse_filters(given if isinstance(given, tuple) else ())
    if state == "triaged" and "barrier" in evidence:
        raise InputError("--with", "a barrier is placed by wusul report triage")
    wanted = Move(state, actor, runtime.clock(), str(options["reason"]), evidence)
    advance(runtime, tracking, wanted)


@report.command()
@number
@click.argument("name")
@click.option("--off", is_flag=True, help="Take the flag away.")
@role_option
@who_option
@click.pass_obj
def flag(
    runtime: Runtime, tracking: str, name: str, role: str, who: str, *, off: bool
) -> None:
    """Flag a report, for example as private; that is no step."""
    require_tables(runtime)
    with runtime.database.write() as session:
        record = flag_report(
            session,
            tracking,
            name,
            actor=Actor(role, who),
            on=not off,
            at=runtime.clock(),
        )
    click.echo(f"{record.tracking}: {', '.join(record.flags) or 'no flag'}")


@report.command()
@number
@as_json_option
@click.pass_obj
def effect(runtime: Runtime, tracking: str, *, as_json: bool) -> None:
    """Tell what a report does to trips, and what it changed for sampled ones."""
    require_tables(runtime)
    measure_reports(runtime)
    with runtime.database.read() as session:
        found = list_effects(session, tracking)
    if as_json:
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2))
        return
    click.echo(f"{found.effect}" + (", measured" if found.measured_at else ""))
    head = ("profile", "area", "trips", "passing", "longer", "median", "impossible")
    for line in table_lines(head, [_cells(row) for row in found.rows]):
        click.echo(line)


def _cells(row: Changed) -> tuple[str, ...]:
    longer = "" if row.median_s is None else f"{row.median_s:.0f} s"
    counts = (row.possible, row.passing, row.longer)
    return row.profile, row.area, *map(str, counts), longer, str(row.impossible)


@report.command()
@as_json_option
def steps(*, as_json: bool) -> None:
    """List every step that there is: from where, to where, who, what it needs."""
    if as_json:
        body = [vars(step) for step in report_steps()]
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
        return
    for step in report_steps():
        click.echo(f"{step.id}: {', '.join(step.starts)} -> {step.to}")
        click.echo(f"    by {', '.join(step.by)}")
        if step.needs:
            click.echo(f"    needs {', '.join(step.needs)}")
