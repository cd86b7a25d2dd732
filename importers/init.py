"""``wusul init``: the database, and what is new of the town's bundled data."""

from __future__ import annotations

import sys

import click

from data.queries.assignment import seed_rules
from data.runtime import Runtime
from data.schema import upgrade_schema
from data.towns import NO_TOWN, load_town
from importers.base import Progress
from importers.town import load_town_files


@click.command()
@click.option("--town", default="", help="Key or folder of a town, or none.")
@click.pass_obj
def init(runtime: Runtime, town: str) -> None:
    """Create the database and load the town's bundled data."""
    upgrade_schema(runtime.database)
    key = town or runtime.settings.town
    if key == NO_TOWN:
        click.echo("The database is ready and empty.")
        return
    progress = Progress(shown=sys.stderr.isatty())
    known = load_town(key)
    loaded = load_town_files(runtime.database, known, progress)
    with runtime.database.write() as session:
        seed_rules(session, known.rules)
    for report in loaded:
        click.echo("\n".join(report.lines()))
    click.echo(f"{key}: {len(loaded)} files loaded; the rest was up to date.")
