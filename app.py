"""Ties the knot: settings, database, blueprints, error table and command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final

import click
from sqlalchemy.exc import DBAPIError

from data.db import tell
from data.runtime import Runtime
from data.settings import Settings
from geo.errors import (
    ConflictError,
    DataError,
    ForbiddenError,
    InputError,
    MissingError,
    SourceError,
    StorageError,
    WusulError,
)

EXIT_CODES: Final = (
    (InputError, 2),
    (MissingError, 3),
    (ConflictError, 4),
    (ForbiddenError, 5),
    (SourceError, 6),
    (DataError, 70),
)
COMMANDS: Final = {
    "init": "importers.init:init",
    "import": "importers.cli:import_group",
    "network": "importers.osm.cli:network",
    "build": "webmap.build:build",
    "serve": "webmap.server:serve",
    "trip": "webmap.trips.cli:trip_command",
    "reach": "webmap.reach.cli:reach_command",
    "profiles": "webmap.judging.cli:profiles",
    "norms": "webmap.judging.cli:norms",
    "gaps": "webmap.gaps.cli:gaps",
    "plan": "webmap.exports.cli:plan",
    "audit": "webmap.audit.cli:audit",
    "live": "webmap.live_cli:live",
    "retention": "webmap.privacy.cli:retention",
    "report": "webmap.reports.steps_cli:report",
    "user": "webmap.people.cli:user",
    "open311": "webmap.open311.cli:open311",
    "sender": "webmap.senders.cli:sender",
    "check": "webmap.check:check",
    "places": "webmap.lists:places",
    "stops": "webmap.stops.cli:stops",
    "lines": "webmap.lines.cli:lines",
    "reports": "webmap.reports.listing:reports",
    "barriers": "webmap.lists:barriers",
    "works": "webmap.lists:works",
    "bench": "tests.bench.cli:bench",
}
"""Loaded only when asked for: the libraries of all of them take seconds."""
CHECKOUT: Final = str(Path(__file__).parent)
"""The bench lies beside the tests, which are no installed package."""


def create_app(settings: Settings | None = None) -> Any:  # noqa: ANN401
    """Build the web application, a Flask application."""
    create_site = resolve_name("webmap.site:create_site")
    return create_site(Runtime(settings or Settings.from_env(os.environ)))


def create_worker() -> Any:  # noqa: ANN401
    """Build the application of a worker of the server, with a clock behind it."""
    settings = Settings.from_env(os.environ)
    site = create_app(settings)
    behind = Runtime(settings)
    behind.graphs = site.extensions["wusul"].graphs
    resolve_name("webmap.ticker:Ticker")(behind).start()
    resolve_name("webmap.postman:Postman")(Runtime(settings)).start()
    resolve_name("webmap.first:begin")(site)
    return site


class Commands(click.Group):
    """The commands by name, in the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        found: click.Command | None = None
        if cmd_name in COMMANDS:
            found = resolve_name(COMMANDS[cmd_name])
        return found


@click.group(cls=Commands)
@click.pass_context
def cli(context: click.Context) -> None:
    """Wusul: how people with disabilities get about a town, and what to repair."""
    if context.obj is None:
        context.obj = Runtime(Settings.from_env(os.environ))
        context.call_on_close(context.obj.close)


def exit_code(error: WusulError) -> int:
    """Give the exit code of an error's family."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


def told(error: Exception) -> WusulError | None:
    """Give an error in our words; nothing if it is a bug of ours."""
    if isinstance(error, WusulError):
        return error
    if isinstance(error, DBAPIError):
        return tell(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return StorageError(f"{where}{error.strerror}", permanent=False)
    return None


def main() -> None:
    """Run the command line; an error is told in words and by its exit code."""
    sys.path.append(CHECKOUT)
    try:
        cli(prog_name="wusul")
    except (WusulError, DBAPIError, OSError) as error:
        words = told(error)
        if words is None:
            raise
        click.echo(f"wusul: {words}", err=True)
        sys.exit(exit_code(words))


if __name__ == "__main__":
    main()
