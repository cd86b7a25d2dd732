"""``wusul profiles`` and ``wusul norms``: what is judged by, with its sources."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Iterable
from typing import Any, Final

import click
import orjson

from geo.norm_file import load_norms
from geo.profile import load_profiles
from webmap.i18n import LANGUAGES, speaking
from webmap.judging.norm import norm_table
from webmap.judging.rows import Table, profile_table
from webmap.wording.values import labelled

WIDTH: Final = 78
OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_DATACLASS


def _plain(value: object) -> object:
    """Give what JSON has no shape for in one that it has."""
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(value)


def _print(facts: Iterable[Any], tables: Iterable[Table], *, as_json: bool) -> None:
    if as_json:
        rows = [dataclasses.asdict(one) for one in facts]
        click.echo(orjson.dumps(rows, option=OPTIONS, default=_plain))
        return
    for table in tables:
        click.echo(f"\n{table.name} ({table.key})")
        for line in textwrap.wrap(table.note, WIDTH - 2):
            click.echo(f"  {line}")
        for row in table.rows:
            click.echo(f"  {labelled(row.label, row.value)}")
            for line in textwrap.wrap(row.source, WIDTH - 6):
                click.echo(f"      {line}")
        for text in table.missing:
            click.echo(f"  - {text}")


@click.command("profiles")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Every number as JSON.")
def profiles(lang: str, as_json: bool) -> None:  # noqa: FBT001
    """List what each profile is judged by, with the source of every number."""
    known = load_profiles().values()
    with speaking(lang):
        tables = [profile_table(profile) for profile in known]
        _print(known, tables, as_json=as_json)


@click.command("norms")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Every number as JSON.")
def norms(lang: str, as_json: bool) -> None:  # noqa: FBT001
    """List what each norm set asks for, its sources, and what is not checked."""
    known = load_norms().values()
    with speaking(lang):
        tables = [norm_table(norm) for norm in known]
        _print(known, tables, as_json=as_json)
