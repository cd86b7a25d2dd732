"""The trip command: the same answer as the page, on the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from data.runtime import Runtime
from geo.alternative import CRITERIA
from geo.answer import Policy, Trip
from geo.errors import InputError
from geo.profile import Profile, get_profile, with_limits
from geo.tell import Tell, Told, read_tell
from geo.trip import plan_trip
from geo.wish import Wishes
from webmap.i18n import LANGUAGES, speaking
from webmap.trips.file import check_file, write_file
from webmap.trips.guide import guide, wording_of
from webmap.trips.lines import list_lines
from webmap.trips.ride_cli import find_end, is_by_vehicle, tell_rides
from webmap.trips.telling import Telling
from webmap.trips.terms import terms_of
from webmap.trips.told import prune, worked_out
from webmap.trips.when import ground_at, read_at
from webmap.trips.wish import Points, complete_wishes
from webmap.wording.felt import WORDINGS
from webmap.wording.provenance import known_sources
from webmap.wording.trip import TripWords, say_trip

HELP: Final = "name=value in SI units: max_slope_up=0.06 (6 %), max_kerb_m=0.02 (2 cm)."
EXAMPLE: Final = "a limit is written as max_kerb_m=0.02"
OUT: Final = click.Path(path_type=Path, dir_okay=False)
TOLD: Final = "How the way is told; as the profile says if it is left out."
TELL: Final = f"What is told, of {','.join(Tell)}, commas between; all if none."
GOING: Final = "When you go, 2026-11-23T22:00: what is shut then is not gone through."
TRANSIT: Final = "By public transport, too: whole trips that you can really ride."
WINDOW: Final = "Every good time to leave within so many minutes."
WALK: Final = "Longest way on foot to a stop, or from one; at most 120."
POLICIES: Final = tuple(str(policy) for policy in Policy)


def read_limits(pairs: Iterable[str]) -> dict[str, object]:
    """Read ``name=value`` pairs.

    Raises
    ------
    InputError
        If a pair has no equals sign.
    """
    limits: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError("limit", f"{pair!r} cannot be read; {EXAMPLE}")
        limits[name.strip()] = value.strip()
    return limits


@click.command("trip")
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--profile", default="manual_wheelchair", show_default=True)
@click.option("--unknown", type=click.Choice(POLICIES), default=str(Policy.CAUTIOUS))
@click.option("--limit", "limits", multiple=True, help=HELP)
@click.option("--norm", help="Key of a norm set, such as fr-2007; the town's if none.")
@click.option("--wording", type=click.Choice(tuple(WORDINGS)), help=TOLD)
@click.option("--at", help=GOING)
@click.option("--via", multiple=True, help="A place to come by; in this order.")
@click.option("--rest", type=float, help="A seat at least every so many metres.")
@click.option("--toilet", is_flag=True, help="Come by a usable toilet.")
@click.option("--parking", is_flag=True, help="Begin at reserved parking.")
@click.option("--shade", is_flag=True, help="Go in the shade where that is known.")
@click.option("--prefer", type=click.Choice(list(CRITERIA)), help="What matters most.")
@click.option("--alternatives", is_flag=True, help="Tell of other ways, too.")
@click.option("--tell", help=TELL, metavar="NAMES", default="")
@click.option("--transit", is_flag=True, help=TRANSIT)
@click.option("--depart", help="Leave then, 2026-11-23T10:00; now if none.")
@click.option("--arrive", help="Be there by then.")
@click.option("--window", type=int, default=0, help=WINDOW, metavar="MINUTES")
@click.option("--walk", type=float, help=WALK, metavar="MINUTES")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Facts and sentences as JSON.")
@click.option("--out", type=OUT, help="Write it to a .gpx or .geojson file as well.")
@click.pass_obj
def trip_command(held: Runtime, /, **asked: Any) -> None:  # noqa: ANN401
    """Plan a trip FROM a place or "lon,lat" TO another, there and back."""
    if asked["out"] is not None:
        check_file(asked["out"])
    with speaking(str(asked["lang"])):
        if is_by_vehicle(asked):
            click.echo(tell_rides(held, asked, _person(asked)))
            return
        trip, words = _answer(held, asked)
        if asked["out"] is not None:
            write_file(_telling(held, asked, trip, words), asked["out"])
        if asked["as_json"]:
            facts = {"trip": asdict(trip), "words": asdict(words)}
            document = {key: prune(one, _told(asked)) for key, one in facts.items()}
            click.echo(json.dumps(document, ensure_ascii=False, default=str))
        else:
            click.echo("\n".join(list_lines(words)))


def _telling(
    held: Runtime, asked: Mapping[str, Any], trip: Trip, words: TripWords
) -> Telling:
    return Telling(
        trip,
        words,
        start=str(asked["origin"]),
        end=str(asked["destination"]),
        now=held.clock().astimezone(held.town.zone),
    )


def _answer(held: Runtime, asked: Mapping[str, Any]) -> tuple[Trip, TripWords]:
    profile, tell = _person(asked), _told(asked)
    known = worked_out(tell, alternatives=asked["alternatives"])
    with held.database.read() as session:
        at = read_at(held, str(asked["at"] or ""))
        network, barriers = ground_at(held, at)
        points = Points(
            find_end(session, "FROM", str(asked["origin"])),
            find_end(session, "TO", str(asked["destination"])),
            tuple(find_end(session, "via", str(text)) for text in asked["via"]),
        )
        trip = plan_trip(
            network,
            barriers,
            origin=points.origin,
            destination=points.destination,
            profile=profile,
            policy=Policy(str(asked["unknown"])),
            terms=terms_of(held, str(asked["norm"] or ""), at, tell=known),
            wishes=complete_wishes(session, _wishes(asked), points, profile),
        )
        sources, older = known_sources(session, held.town), held.graphs.is_older()
        wording = wording_of(profile, str(asked["wording"] or ""))
        trip = guide(session, trip, wording)
        said = say_trip(trip, sources, is_older=older, wording=wording, tell=tell)
        return trip, said


def _person(asked: Mapping[str, Any]) -> Profile:
    limits = read_limits(asked["limits"])
    return with_limits(get_profile(str(asked["profile"])), limits)


def _told(asked: Mapping[str, Any]) -> Told:
    return read_tell(str(asked["tell"]).split(","))


def _wishes(asked: Mapping[str, Any]) -> Wishes:
    try:
        return Wishes(
            toilet=asked["toilet"],
            rest_every_m=asked["rest"],
            parking=asked["parking"],
            shade=asked["shade"],
            prefer=asked["prefer"] or "",
            alternatives=asked["alternatives"],
        )
    except InputError as wrong:
        raise InputError("rest", wrong.reason) from wrong
