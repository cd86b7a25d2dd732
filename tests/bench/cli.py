"""``wusul bench``: what we promise about speed, measured next to others."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import click

from data.runtime import Runtime
from geo.errors import InputError
from tests.bench.environment import choose_peers, install_peers
from tests.bench.instance import find_file
from tests.bench.loading import measure_import
from tests.bench.reports import measure_reports
from tests.bench.row import Row, head_lines, row_lines
from tests.bench.task import Setting
from tests.bench.transit import measure_transit
from tests.bench.walk import measure_walk
from tests.bench.web import measure_http

Task = Callable[[Setting], Iterator[Row]]

TASKS: Final[dict[str, Task]] = {
    "walk": measure_walk,
    "http": measure_http,
    "import": measure_import,
    "reports": measure_reports,
    "transit": measure_transit,
}
"""A further task is a row here."""
SIZES: Final = ("city", "metro")
ROUNDS: Final = 5
VERSIONS: Final = ("numpy", "numba", "scipy", "osmium", "granian")


def say(message: str) -> None:
    """Tell on the error output how far it is."""
    click.echo(message, err=True)


def describe() -> dict[str, str]:
    """Tell on what is measured: versions and the machine."""
    own = {name: version(name) for name in VERSIONS}
    return {"python": platform.python_version(), "machine": platform.machine(), **own}


@click.command("bench")
@click.argument("tasks", nargs=-1, metavar="[NAME…]")
@click.option("--data", type=click.Path(path_type=Path), help="OSM file.")
@click.option("--size", type=click.Choice(SIZES), default="city", show_default=True)
@click.option("--peers", default="all", help="all, none, or names with commas.")
@click.option("--install-peers", is_flag=True, help="Make their environments first.")
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True)
@click.option("--json", "out", type=click.Path(path_type=Path), help="File to write.")
@click.option("--check", is_flag=True, help="End with 1 where a goal is missed.")
@click.pass_obj
def bench(held: Runtime, /, tasks: Sequence[str], **asked: Any) -> None:
    """Measure speed next to others, in turns, and check that answers are equal."""
    chosen = _choose(tasks)
    folder = held.settings.data_dir / "bench"
    if asked["install_peers"]:
        for line in install_peers(folder.parent / "peers"):
            say(line)
    setting = Setting(
        file=find_file(asked["data"], folder),
        size=asked["size"],
        peers=choose_peers(asked["peers"]),
        rounds=asked["rounds"],
        folder=folder,
        say=say,
    )
    rows = list(_measure(chosen, setting))
    if asked["out"]:
        _write(asked["out"], setting, rows)
    if asked["check"] and not all(row.is_good for row in rows):
        sys.exit(1)


def _measure(names: Sequence[str], setting: Setting) -> Iterator[Row]:
    """Measure, and write every row as soon as it is known: some take minutes."""
    click.echo(" · ".join(f"{name} {word}" for name, word in describe().items()))
    click.echo("\n".join(head_lines()))
    for name in names:
        for row in TASKS[name](setting):
            click.echo("\n".join(row_lines(row)))
            yield row


def _choose(names: Sequence[str]) -> Sequence[str]:
    unknown = [name for name in names if name not in TASKS]
    if unknown:
        reason = f"{unknown[0]} is none of {', '.join(TASKS)}"
        raise InputError("NAME", reason)
    return names or tuple(TASKS)


def _write(path: Path, setting: Setting, rows: Sequence[Row]) -> None:
    told = {
        "file": setting.file.name,
        "size": setting.size,
        "rounds": setting.rounds,
        "on": describe(),
        "rows": [row.as_json() for row in rows],
    }
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
