"""Commands about the walking network."""

from __future__ import annotations

from pathlib import Path

import click

from data.runtime import Runtime
from importers.osm.export import export_network


@click.command()
@click.option(
    "--out",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .gpkg, .graphml, .png or .svg.",
)
@click.pass_obj
def network(runtime: Runtime, path: Path) -> None:
    """Write the walking network as GeoPackage, GraphML or picture."""
    with runtime.database.read() as session:
        graph = export_network(session, path)
    edges, nodes = graph.number_of_edges(), graph.number_of_nodes()
    click.echo(f"{path}: {nodes} nodes, {edges} edges")
