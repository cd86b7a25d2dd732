"""``wusul lines``: list the lines, or write those by hand as GTFS or as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from data.runtime import Runtime
from geo.errors import InputError, SourceError
from geo.finding import Finding
from webmap.lines.archive import write_gtfs, write_lines
from webmap.lists import list_command, require_tables

FORMS: Final = (".zip", ".csv")
_listing = list_command("lines")


@click.command("lines", params=[*_listing.params], help="List lines.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the lines by hand: GTFS to a .zip, the table to a .csv.",
)
@click.pass_context
def lines(
    context: click.Context,
    /,
    out: Path | None,
    **asked: Any,  # noqa: ANN401
) -> None:
    """List lines, or write those that were entered by hand."""
    if out is None:
        context.invoke(_listing, **asked)
        return
    for line in _write(context.obj, out):
        click.echo(line)


def _write(runtime: Runtime, path: Path) -> list[str]:
    require_tables(runtime)
    if path.suffix.lower() not in FORMS:
        allowed = ", ".join(FORMS)
        raise InputError("--out", f"{path.name} does not end in one of {allowed}")
    content, findings = _content(runtime, path.suffix.lower())
    try:
        path.write_bytes(content)
    except OSError as cause:
        message = f"{path} cannot be written: {cause.strerror}"
        raise SourceError(message, permanent=True) from cause
    notes = [f"  {one.record}: {one.message}" for one in findings]
    return [f"{path} written, {len(content)} bytes", *notes]


def _content(runtime: Runtime, form: str) -> tuple[bytes, list[Finding]]:
    with runtime.database.read() as session:
        if form == ".csv":
            return write_lines(session, runtime.town).encode("utf-8-sig"), []
        url = runtime.settings.public_url
        made = write_gtfs(session, runtime.town, public_url=url)
        return made.content, made.findings
