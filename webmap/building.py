"""What a build makes: network, hierarchy, timetable, gaps, measures, base map."""

from __future__ import annotations

from collections import Counter

import click

from data.analysis import refresh_gaps
from data.runtime import Runtime
from data.town_measures import refresh_measures
from webmap.tiles.basemap import build_base_map


def build_timetable(runtime: Runtime) -> None:
    """Compile the timetable; say what was left out of it or worked out."""
    timetable, findings = runtime.timetables.build()
    calls = len(timetable.call_stop)
    click.echo(f"timetable: {len(timetable.trips)} trips, {calls} calls", err=True)
    for code, count in sorted(Counter(one.code for one in findings).items()):
        click.echo(f"timetable: {count} x {code}", err=True)


def build_all(runtime: Runtime) -> str:
    """Compile everything that is made from the database; say what was made."""
    network = runtime.graphs.build(lambda text: click.echo(text, err=True))
    runtime.metrics.build(network)
    build_timetable(runtime)
    found = refresh_gaps(runtime, lambda text: click.echo(text, err=True))
    refresh_measures(runtime, say=lambda text: click.echo(text, err=True))
    build_base_map(runtime)
    return (
        f"built revision {network.revision}: {network.nodes} nodes, "
        f"{network.segments} segments, {found.gaps} gaps, {found.works} works, base map"
    )
