"""Staff: ``wusul open311 key`` makes, lists and revokes the keys of programs."""

from __future__ import annotations

from datetime import datetime

import click

from data.queries.api_key import KeyRecord, add_key, list_keys, revoke_key
from data.runtime import Runtime
from geo.standing import Actor
from webmap.lists import require_tables, table_lines

OPERATOR = Actor("admin", "command line")


@click.group()
def open311() -> None:
    """Open311 GeoReport v2: what other programs need to hand reports in."""


@open311.group()
def key() -> None:
    """Keys of programs; only their hashes are kept."""


@key.command()
@click.argument("holder")
@click.option("--role", default="public", show_default=True, help="In which role.")
@click.option("--body", default="", help="Key of the body for which it acts.")
@click.pass_obj
def add(runtime: Runtime, holder: str, role: str, body: str) -> None:
    """Make a key for somebody; it is shown once."""
    require_tables(runtime)
    with runtime.database.write() as session:
        made, record = add_key(
            session, holder, role=role, body=body, by=OPERATOR, at=runtime.clock()
        )
    click.echo(made)
    click.echo(f"the key {record.name} of {record.holder}; keep it: nobody can tell it")


@key.command("list")
@click.pass_obj
def list_command(runtime: Runtime) -> None:
    """List the keys, the newest first."""
    require_tables(runtime)
    with runtime.database.read() as session:
        rows = [_row(one) for one in list_keys(session)]
    head = ("key", "holder", "role", "body", "made", "used", "revoked")
    for line in table_lines(head, rows):
        click.echo(line)


def _row(one: KeyRecord) -> tuple[str, ...]:
    moments = (one.made_at, one.used_at, one.revoked_at)
    return (one.name, one.holder, one.role, one.body, *map(_day, moments))


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


@key.command()
@click.argument("name")
@click.pass_obj
def revoke(runtime: Runtime, name: str) -> None:
    """Let a key be of no use any more; NAME is its first part."""
    require_tables(runtime)
    with runtime.database.write() as session:
        record = revoke_key(session, name, by=OPERATOR, at=runtime.clock())
    click.echo(f"the key {record.name} of {record.holder} is revoked")
