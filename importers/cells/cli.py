"""Commands that read counts over pieces of ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from data.runtime import Runtime
from importers.cells.options import parse_columns

Decorator = Callable[[Any], Any]
"""An option of a command."""

SHARED: Final[tuple[Decorator, ...]] = (
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
OWN: Final[dict[str, tuple[str, tuple[Decorator, ...]]]] = {
    "population": (
        "Import residents of districts, hexagons, squares or a GeoTIFF grid.",
        (
            click.option("--buildings", is_flag=True, help="Each row is a building."),
            click.option("--band", type=int, default=1, help="Band of a grid."),
        ),
    ),
    "areas": (
        "Import districts and quarters: outlines, names, and people if counted.",
        (
            click.option(
                "--kind", default="quarter", help="Of rows that do not say their own."
            ),
        ),
    ),
    "opportunities": (
        "Import how much of each service there is in districts, hexagons, squares.",
        (),
    ),
}


def build_commands(
    bring: Callable[..., None], common: Sequence[Decorator]
) -> list[click.Command]:
    """Build the commands that read counts.

    Parameters
    ----------
    bring : callable
        Runs an importer by its name.
    common : sequence of decorator
        Options of every import.
    """
    return [_build(name, bring, common) for name in OWN]


def _build(
    name: str, bring: Callable[..., None], common: Sequence[Decorator]
) -> click.Command:
    told, own = OWN[name]

    def command(
        runtime: Runtime,
        /,
        file: Path,
        source_key: str,
        *,
        as_json: bool,
        **given: Any,  # noqa: ANN401
    ) -> None:
        given["columns"] = parse_columns(given["columns"])
        bring(
            runtime,
            name,
            path=file,
            source_key=source_key,
            as_json=as_json,
            options=given,
        )

    made = click.pass_obj(command)
    for option in reversed((*common, *SHARED, *own)):
        made = option(made)
    return click.command(name, help=told)(made)
