"""Staff: ``wusul sender`` holds whoever sent a report, lists and lifts that."""

from __future__ import annotations

import click

from data.queries.hold import hold_sender, lift_sender, list_held_senders
from data.runtime import Runtime
from geo.standing import Actor
from webmap.lists import require_tables, table_lines

OPERATOR = Actor("moderator", "command line")


@click.group()
def sender() -> None:
    """Senders whose reports are held until somebody has looked at them."""


@sender.command()
@click.argument("tracking")
@click.option("--reason", default="abuse", show_default=True, help="Code of a reason.")
@click.pass_obj
def hold(runtime: Runtime, tracking: str, reason: str) -> None:
    """Hold whoever sent a report: what else comes from there is looked at first."""
    require_tables(runtime)
    with runtime.database.write() as session:
        count = hold_sender(session, tracking, reason, by=OPERATOR, at=runtime.clock())
    click.echo(f"{tracking}: {count} marks of the sender are held")


@sender.command("list")
@click.pass_obj
def list_command(runtime: Runtime) -> None:
    """List who is held now; who that is, nobody can read from it."""
    require_tables(runtime)
    with runtime.database.read() as session:
        found = list_held_senders(session, at=runtime.clock())
    head = ("number", "kind", "reason", "for report", "since", "until", "reports")
    rows = [
        (
            str(one.id),
            *(one.kind, one.reason, one.tracking),
            *(f"{one.held_at:%Y-%m-%d}", f"{one.until:%Y-%m-%d}", str(one.reports)),
        )
        for one in found
    ]
    for line in table_lines(head, rows):
        click.echo(line)


@sender.command()
@click.argument("number", type=int)
@click.pass_obj
def lift(runtime: Runtime, number: int) -> None:
    """Hold a sender no longer; NUMBER as in the list."""
    require_tables(runtime)
    with runtime.database.write() as session:
        one = lift_sender(session, number, by=OPERATOR, at=runtime.clock())
    click.echo(f"{one.kind} of report {one.tracking}: held no longer")
