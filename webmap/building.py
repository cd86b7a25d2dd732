"""``wusul build``: the network, the gaps and works, the base map, in this order."""

from __future__ import annotations

import click

from data.analysis import refresh_gaps
from data.queries.revision import get_revision
from data.runtime import Runtime
from data.schema import has_schema
from geo.errors import MissingError
from webmap.tiles.basemap import build_base_map

STAMP = "built"


def _state(runtime: Runtime) -> str:
    with runtime.database.read() as session:
        found = get_revision(session)
    return f"{found.network} {found.barriers} {found.content}"


def build_all(runtime: Runtime) -> str:
    """Compile everything that is made from the database; say what was made.

    Raises
    ------
    MissingError
        If there are no tables yet.
    """
    network = runtime.graphs.build()
    found = refresh_gaps(runtime, lambda text: click.echo(text, err=True))
    build_base_map(runtime)
    (runtime.settings.data_dir / STAMP).write_text(_state(runtime), encoding="ascii")
    return (
        f"built revision {network.revision}: {network.nodes} nodes, "
        f"{network.segments} segments, {found.gaps} gaps, {found.works} works, base map"
    )


def is_built(runtime: Runtime) -> bool:
    """Tell whether nothing has changed since the last build."""
    stamp = runtime.settings.data_dir / STAMP
    return stamp.exists() and stamp.read_text(encoding="ascii") == _state(runtime)


@click.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.pass_obj
def build(runtime: Runtime, *, force: bool) -> None:
    """Compile the walking network, gaps, works and the base map."""
    if not has_schema(runtime.database):
        raise MissingError("the database has no tables yet; type: wusul init")
    if not force and is_built(runtime):
        click.echo("The build is up to date.")
        return
    click.echo(build_all(runtime))
