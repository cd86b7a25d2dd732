"""What a build makes: network, hierarchy, gaps and works, base map, in this order."""

from __future__ import annotations

import click

from data.analysis import refresh_gaps
from data.runtime import Runtime
from webmap.tiles.basemap import build_base_map


def build_all(runtime: Runtime) -> str:
    """Compile everything that is made from the database; say what was made."""
    network = runtime.graphs.build()
    runtime.metrics.build(network)
    found = refresh_gaps(runtime, lambda text: click.echo(text, err=True))
    build_base_map(runtime)
    return (
        f"built revision {network.revision}: {network.nodes} nodes, "
        f"{network.segments} segments, {found.gaps} gaps, {found.works} works, base map"
    )
