"""``wusul audit``: replay the audit trail, and check what was published of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import orjson

from data.heads import read_heads
from data.queries.audit_check import Verdict, find_head, verify_trail
from data.runtime import Runtime
from geo.errors import DataError, InputError, MissingError
from geo.head import parse_head
from geo.published import check_published
from webmap.lists import require_tables

SHOWN: Final = 5
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def audit() -> None:
    """Replay the audit trail, note its head, check what was published of it."""


@audit.command()
@click.option(
    "--head", "heads", multiple=True, help="hash or number:hash noted before."
)
@as_json_option
@click.pass_obj
def verify(runtime: Runtime, heads: tuple[str, ...], *, as_json: bool) -> None:
    """Replay every event: does the chain hold, does every report stand as told."""
    require_tables(runtime)
    given = [parse_head(text, "--head") for text in heads]
    noted = read_heads(runtime.settings.data_dir)
    verdict = verify_trail(runtime.database, [*given, *noted])
    if as_json:
        body = _as_json(verdict, len(given) + len(noted))
        click.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2))
    else:
        for line in _lines(verdict, len(given) + len(noted)):
            click.echo(line)
    _require_sound(verdict)


def _as_json(verdict: Verdict, heads: int) -> dict[str, Any]:
    broken = verdict.broken
    return {
        "ok": verdict.holds,
        "events": verdict.events,
        "head": _head_json(verdict.last),
        "heads_checked": heads,
        "broken": {"number": broken.number, "what": broken.what} if broken else None,
        "unlike": verdict.unlike,
        "lost": [str(head) for head in verdict.lost],
    }


def _head_json(head: Any) -> dict[str, Any] | None:  # noqa: ANN401
    return {"number": head.number, "hash": head.hash, "at": head.at} if head else None


def _lines(verdict: Verdict, heads: int) -> Iterator[str]:
    yield f"{verdict.events} events hold, the last one is {verdict.last or 'none'}"
    if verdict.broken:
        return
    if not verdict.unlike:
        yield "every report stands where its events have led it"
    if not verdict.lost:
        yield f"all of {heads} heads noted before are in the chain"


def _require_sound(verdict: Verdict) -> None:
    if verdict.broken:
        raise verdict.broken
    if verdict.lost:
        head = verdict.lost[0]
        reason = "the end of the trail was cut off or written anew"
        raise DataError(f"{reason}: {head} was noted and is not there")
    if verdict.unlike:
        some = ", ".join(verdict.unlike[:SHOWN])
        reason = f"{len(verdict.unlike)} reports stand elsewhere than their events say"
        raise DataError(f"{reason}: {some}")


@audit.command()
@as_json_option
@click.pass_obj
def head(runtime: Runtime, *, as_json: bool) -> None:
    """Print the head of the trail, to be noted somewhere else."""
    require_tables(runtime)
    with runtime.database.read() as session:
        found = find_head(session)
    if as_json:
        click.echo(orjson.dumps(_head_json(found)))
        return
    if found is None:
        raise MissingError("the audit trail is empty")
    click.echo(str(found))


@audit.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option("--head", "noted", default="", help="hash or number:hash noted before.")
def check(files: tuple[Path, ...], noted: str) -> None:
    """Check pages of /api/v1/audit that were saved, the oldest first."""
    events = [event for path in files for event in _events(path)]
    last = check_published(events)
    click.echo(f"{len(events)} events follow one another, the last one is {last}")
    if not noted:
        return
    wanted = parse_head(noted, "--head").hash
    if wanted not in [event["hash"] for event in events]:
        raise DataError(f"{wanted} was noted and is not among them")


def _events(path: Path) -> list[dict[str, Any]]:
    try:
        read = orjson.loads(path.read_bytes())
        events: list[dict[str, Any]] = read["events"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as cause:
        raise InputError(str(path), "is not a page of /api/v1/audit") from cause
    return events
