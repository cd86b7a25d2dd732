"""``wusul build``: done only when something has changed."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Final

import click

from data.queries.revision import get_revision
from data.runtime import Runtime
from data.schema import has_schema
from geo.errors import MissingError, WusulError

STAMP: Final = "built"
BUILDER: Final = "webmap.building:build_all"
"""Loaded only when there is something to build: its libraries take seconds."""


def _state(runtime: Runtime) -> str:
    with runtime.database.read() as session:
        found = get_revision(session)
    return f"{found.identity} {found.network} {found.barriers} {found.content}"


def is_built(runtime: Runtime) -> bool:
    """Tell whether nothing has changed since the last build, and it can be used."""
    stamp = runtime.settings.data_dir / STAMP
    if not stamp.exists() or stamp.read_text(encoding="ascii") != _state(runtime):
        return False
    try:
        runtime.graphs.current()
        runtime.timetables.current()
    except WusulError:
        return False
    return True


@click.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.pass_obj
def build(runtime: Runtime, *, force: bool) -> None:
    """Compile the walking network, the timetable, gaps, works and the base map."""
    if not has_schema(runtime.database):
        raise MissingError("the database has no tables yet; type: wusul init")
    if not force and is_built(runtime):
        click.echo("The build is up to date.")
        return
    click.echo(resolve_name(BUILDER)(runtime))
    stamp = runtime.settings.data_dir / STAMP
    stamp.write_text(_state(runtime), encoding="ascii")
