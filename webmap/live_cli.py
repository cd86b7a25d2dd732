"""``wusul live``: what operators say of their service at this hour."""

from __future__ import annotations

from typing import Any

import click
import orjson

from data.live_feed import Decoded
from data.queries.live import LiveState, count_unknown, list_live
from data.runtime import Runtime
from geo.errors import InputError
from geo.transit.live import LiveSource
from webmap.lists import require_tables
from webmap.live import read_live


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def live(runtime: Runtime, *, as_json: bool) -> None:
    """Ask the feeds of WUSUL_REALTIME now, and list what came."""
    require_tables(runtime)
    if not runtime.settings.live_feeds:
        raise InputError("WUSUL_REALTIME", "names no feed: source=https://…")
    came = read_live(runtime)
    with runtime.database.read() as session:
        rows = [
            _row(one, came.get(one.feed), count_unknown(session, updates(came, one)))
            for one in list_live(session)
        ]
    if as_json:
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
        return
    for row in rows:
        for line in _lines(row):
            click.echo(line)


def updates(came: dict[LiveSource, Decoded | None], state: LiveState) -> list[str]:
    """List the trips that a feed has just told of."""
    decoded = came.get(state.feed)
    return [] if decoded is None else [one.trip for one in decoded.live.updates]


def _row(state: LiveState, decoded: Decoded | None, unknown: int) -> dict[str, Any]:
    told = decoded.live if decoded else None
    return {
        "source": state.feed.source,
        "url": state.feed.url,
        "made_at": state.made_at,
        "fault": state.fault,
        "trips": len(told.updates) if told else 0,
        "trips_unknown": unknown,
        "alerts": len(told.alerts) if told else 0,
        "alerts_on_access": sum(one.effect.access for one in told.alerts)
        if told
        else 0,
        "flaws": dict(decoded.flaws) if decoded else {},
    }


def _lines(row: dict[str, Any]) -> list[str]:
    head = f"{row['source']} {row['url']}"
    if row["fault"]:
        return [head, f"  nothing came: {row['fault']}"]
    return [
        head,
        f"  made at {row['made_at']:%Y-%m-%d %H:%M:%S} UTC",
        f"  trips: {row['trips']}, not in the timetable: {row['trips_unknown']}",
        f"  alerts: {row['alerts']}, on access: {row['alerts_on_access']}",
        *(f"  left out: {count} x {flaw}" for flaw, count in row["flaws"].items()),
    ]
