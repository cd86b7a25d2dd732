"""Download the OSM elements of a place by its name.

osmnx finds the place's outline (Nominatim) and asks Overpass for every element inside
that has one of our tags. Its own reading of the answer is not used: it would simplify
the network and lose kerbs and crossings. The raw answer, which osmnx keeps in its
cache, becomes a file that the importer reads like any other.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

import osmnx
from shapely.geometry import MultiPolygon, Polygon

from data.settings import Settings
from geo.errors import InputError, SourceError
from importers.osm.element import BUILDING, wanted_tags

TIMEOUT_S: Final = 600
LARGEST_M2: Final = 1e11
"""One request for the whole area: of several, a failed one would go unnoticed."""
OUTLINE_DEGREES: Final = 0.0002
"""About 20 m: a coarser outline makes a shorter request."""
USER_AGENT: Final = "Wusul"
NAME_LENGTH: Final = 80

Area = Polygon | MultiPolygon


def fetch_place(settings: Settings, name: str) -> Path:
    """Download a place and keep the raw elements as a file.

    Parameters
    ----------
    settings : Settings
        Addresses of the two services, and the folder for the file.
    name : str
        Name of a place as Nominatim knows it: ``"El Kef, Tunisia"``.

    Returns
    -------
    Path
        A JSON file that ``OsmImporter`` reads.

    Raises
    ------
    InputError
        If no area is known by that name.
    SourceError
        If a service cannot be reached or does not answer.
    """
    if not name.strip():
        raise InputError("--place", "the name of a place is empty")
    folder = settings.data_dir / "osm"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as cache, _configured(settings, cache):
        outline = _find_outline(name)
        _download(outline)
        answers = [
            json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(Path(cache).glob("*.json"))
        ]
    path = folder / f"{_file_name(name)}.json"
    path.write_text(json.dumps(_merged(answers, name)), encoding="utf-8")
    return path


def _file_name(name: str) -> str:
    return re.sub(r"\W+", "-", name.strip().lower()).strip("-")[:NAME_LENGTH] or "place"


def _merged(answers: list[Any], name: str) -> dict[str, Any]:
    """Take the one answer that has elements; the other is the outline."""
    found = [a for a in answers if isinstance(a, dict) and a.get("elements")]
    if not found:
        message = f"the download service gave no data for {name!r}; try again later"
        raise SourceError(message, permanent=False)
    told = found[0].get("osm3s", {}).get("timestamp_osm_base", "")
    return {
        "place": name,
        "data_date": told.partition("T")[0],
        "elements": found[0]["elements"],
    }


@contextmanager
def _configured(settings: Settings, cache: str) -> Iterator[None]:
    """Set osmnx for one download, and put everything back that it changes."""
    wanted: dict[str, Any] = {
        "cache_folder": cache,
        "use_cache": True,
        "cache_only_mode": True,
        "requests_timeout": TIMEOUT_S,
        "max_query_area_size": LARGEST_M2,
        "http_user_agent": USER_AGENT,
        "http_referer": USER_AGENT,
        "doh_url_template": None,
    }
    if settings.nominatim_url:
        wanted["nominatim_url"] = settings.nominatim_url
    if settings.overpass_url:
        wanted |= {"overpass_url": settings.overpass_url, "overpass_rate_limit": False}
    before = {key: getattr(osmnx.settings, key) for key in wanted}
    resolve = socket.getaddrinfo
    try:
        for key, value in wanted.items():
            setattr(osmnx.settings, key, value)
        yield
    finally:
        for key, value in before.items():
            setattr(osmnx.settings, key, value)
        socket.getaddrinfo = resolve


def _find_outline(name: str) -> Area:
    try:
        found = osmnx.geocode_to_gdf(name)
    except TypeError as cause:
        reason = f"{name!r} is known as a point, not as an area; name a town or quarter"
        raise InputError("--place", reason) from cause
    except ValueError as cause:
        raise InputError("--place", f"{name!r} was not found: {cause}") from cause
    except OSError as cause:
        address = osmnx.settings.nominatim_url
        message = f"the place-name service cannot be reached at {address}"
        raise SourceError(message, permanent=False) from cause
    outline = found.geometry.iloc[0].simplify(OUTLINE_DEGREES)
    return cast("Area", outline)


def _download(outline: Area) -> None:
    """Have osmnx download; its answer stays in the cache folder."""
    tags: dict[str, bool | str | list[str]] = {
        key: sorted(values) or True for key, values in wanted_tags().items()
    }
    tags[BUILDING] = True  # whose doors are those of the places inside
    try:
        osmnx.features_from_polygon(outline, tags)
    except InterruptedError:
        return
    except ValueError as cause:
        message = f"the download service gave a broken answer: {cause}"
        raise SourceError(message, permanent=False) from cause
    except OSError as cause:
        address = osmnx.settings.overpass_url
        message = f"the download service cannot be reached at {address}"
        raise SourceError(message, permanent=False) from cause
