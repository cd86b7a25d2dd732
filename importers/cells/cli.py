"""Options of the commands that read counts over pieces of ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from importers.cells.options import parse_columns

Command = TypeVar("Command", bound=Callable[..., Any])

SHARED: Final = (
    click.option("--column", "columns", multiple=True, help="meaning=column."),
    click.option("--year", type=int, help="Of rows that do not say their own."),
    click.option("--crs", default="", help="Reference system of the coordinates."),
    click.option("--layer", default="", help="Layer or sheet."),
    click.option(
        "--square",
        "square_m",
        type=float,
        help="Positions stand for squares of so many metres around them.",
    ),
)


def cell_options(command: Command) -> Command:
    """Give a command the options of every table of counts."""
    for option in reversed(SHARED):
        command = option(command)
    return command


def read_options(given: dict[str, Any]) -> dict[str, Any]:
    """Read what was typed into the names that options have."""
    return {**given, "columns": parse_columns(given["columns"])}
