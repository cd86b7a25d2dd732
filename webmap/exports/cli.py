"""``wusul plan``, and what lists on the terminal share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import orjson

from data.analysis import check_kept, kept_profiles
from data.queries.layer import Feature
from data.runtime import Runtime
from geo.errors import InputError, SourceError
from webmap.exports.document import Export
from webmap.exports.rows import FORMS, iter_features, write_export
from webmap.geojson import feature_json
from webmap.i18n import LANGUAGES, gettext, ngettext, speaking
from webmap.works.wording import WorkWords, say_cost, say_work

LISTED = 20
LANG = click.option("--lang", type=click.Choice(LANGUAGES), default="en")
PROFILE = click.option("--profile", default="", help="Only for this profile.")
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all of them to a .geojson, .csv, .html, .pdf, .gpkg or .parquet file.",
)
AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document."
)


def check_out(path: Path) -> str:
    """Give the form that a file's suffix asks for.

    Raises
    ------
    InputError
        If the suffix is not one that can be written, or the folder does not exist.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        allowed = ", ".join(f".{one}" for one in FORMS)
        raise InputError("out", f"{path.name} does not end in one of {allowed}")
    if not path.parent.is_dir():
        raise InputError("out", f"the folder {path.parent} does not exist")
    return form


@dataclass(frozen=True)
class Asked:
    """What a command was asked for."""

    layer: str
    filters: Mapping[str, str]
    out: Path | None
    as_json: bool


def written(runtime: Runtime, asked: Asked, path: Path) -> str:
    """Write a file and say so."""
    form = check_out(path)
    today = runtime.clock().date()
    with runtime.database.read() as session:
        export = Export(session, asked.layer, runtime.town, today, asked.filters)
        content = write_export(export, form)
    try:
        path.write_bytes(content)
    except OSError as cause:
        message = f"{path} cannot be written: {cause.strerror}"
        raise SourceError(message, permanent=True) from cause
    return gettext(
        "%(file)s written, %(size)s kB", file=path, size=len(content) // 1000
    )


def list_all(runtime: Runtime, asked: Asked) -> list[Feature]:
    """List all rows that are asked for."""
    with runtime.database.read() as session:
        return list(iter_features(session, asked.layer, asked.filters))


def print_json(asked: Asked, features: Iterable[Feature]) -> None:
    """Print rows as one GeoJSON document."""
    rows = [feature_json(feature, asked.layer) for feature in features]
    click.echo(orjson.dumps({"type": "FeatureCollection", "features": rows}))


def print_rest(rest: int) -> None:
    """Say how many are not printed."""
    if rest > 0:
        click.echo("\n" + ngettext("and %(num)s more", "and %(num)s more", rest))


@click.command()
@click.option("--budget", type=float, help="Stop where this sum is used up.")
@PROFILE
@OUT
@AS_JSON
@LANG
@click.pass_obj
def plan(
    runtime: Runtime,
    *,
    budget: float | None,
    profile: str,
    out: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """List the repairs by what each one alone opens."""
    check_kept(profile)
    if budget is not None and not budget > 0:
        raise InputError("budget", f"{budget:g} is not above 0")
    chosen = profile or kept_profiles()[0].key
    asked = Asked("works", {"profile": chosen}, out, as_json)
    with speaking(lang):
        if out is not None:
            click.echo(written(runtime, asked, out), err=as_json)
            return
        features = list_all(runtime, asked)
        if budget is not None:
            features = afford(features, budget)
        if as_json:
            print_json(asked, features)
        else:
            _print_works(runtime, features, budget)


def afford(features: Iterable[Feature], budget: float) -> list[Feature]:
    """Take works in order of rank while the budget lasts.

    Works that open nothing alone, or whose cost is not known, are left out.
    """
    taken, left = [], budget
    for feature in features:
        cost = feature.properties["cost"]
        if cost is None or not feature.properties["details"]["alone"] or cost > left:
            continue
        left -= cost
        taken.append(feature)
    return taken


def _print_works(
    runtime: Runtime, features: list[Feature], budget: float | None
) -> None:
    currency = runtime.town.currency
    if budget is not None:
        click.echo(_budget_words(features, budget, currency))
    for feature in features[:LISTED]:
        _print_work(say_work(feature, currency))
    print_rest(len(features) - LISTED)


def _print_work(said: WorkWords) -> None:
    click.echo(f"\n{said.rank}. {said.title}")
    click.echo(f"  {said.opens}")
    for service in said.services:
        click.echo(f"  - {service}")
    demonstration = f" · {gettext('Demonstration')}" if said.is_demonstration else ""
    click.echo(f"  {said.cost} · {said.profile_word}{demonstration}")


def _budget_words(features: list[Feature], budget: float, currency: str) -> str:
    used = sum(feature.properties["cost"] for feature in features)
    return "\n".join(
        (
            gettext(
                "In order of rank, %(used)s of %(budget)s are used.",
                used=say_cost(used, currency),
                budget=say_cost(budget, currency),
            ),
            gettext(
                "This is not the best plan for this sum: repairs that open a way only "
                "together, and those whose cost is not known, are left out."
            ),
        )
    )
