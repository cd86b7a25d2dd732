"""Ties the knot: settings, database, blueprints, error table and command line."""

from __future__ import annotations

import os
import sys
from typing import Final

import click
from apiflask import APIFlask
from importers.cli import commands as import_commands

from data.runtime import Runtime
from data.settings import Settings
from geo.errors import (
    ConflictError,
    DataError,
    ForbiddenError,
    InputError,
    MissingError,
    SourceError,
    WusulError,
)
from webmap.cli import commands as web_commands
from webmap.site import create_site

EXIT_CODES: Final = (
    (InputError, 2),
    (MissingError, 3),
    (ConflictError, 4),
    (ForbiddenError, 5),
    (SourceError, 6),
    (DataError, 70),
)


def create_app(settings: Settings | None = None) -> APIFlask:
    """Build the web application."""
    return create_site(Runtime(settings or Settings.from_env(os.environ)))


@click.group()
@click.pass_context
def cli(context: click.Context) -> None:
    """Wusul: how people with disabilities get about a town, and what to repair."""
    if context.obj is None:
        context.obj = Runtime(Settings.from_env(os.environ))
        context.call_on_close(context.obj.close)


for command in (*import_commands, *web_commands):
    cli.add_command(command)


def exit_code(error: WusulError) -> int:
    """Give the exit code of an error's family."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


def main() -> None:
    """Run the command line; an error is told in words and by its exit code."""
    try:
        cli(prog_name="wusul")
    except WusulError as error:
        click.echo(f"wusul: {error}", err=True)
        sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
