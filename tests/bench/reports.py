"""Reports as they become many: what staff, maps and programs ask, at two sizes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from data.picture import Picture
from data.queries.life_cycle import advance_report
from data.queries.person import NewPerson, add_person
from data.queries.photo import add_photo
from data.queries.photo_judge import Shown, show_photo
from data.queries.report import file_report
from data.queries.sign_in import start_sign_in
from data.runtime import Runtime
from data.settings import Settings
from geo.category import report_categories
from geo.clock import SYSTEM
from geo.draft import Draft
from geo.errors import DataError
from geo.photo import Caption
from geo.standing import Actor, Move
from geo.tile import tile_at
from tests.bench.copies import copy_reports
from tests.bench.measure import compare, time_each
from tests.bench.row import Goal, Row, make_row
from tests.bench.task import Setting
from tests.cluster import cluster, find_programs
from tests.kef import build_kef, copy_kef, wusul
from webmap.people.cookie import SIGNED_IN
from webmap.photos.store import photos
from webmap.site import create_site
from webmap.tiles.drawn import KEY as DRAWN

SMALL, LARGE = 100, 10_000
MOST: Final = 3.0
"""How many times as long an answer may take among a hundred times as many reports."""
SHARE: Final = 95
CALLS: Final = 40
ZOOM: Final = 16
SEED: Final = 4
BOX: Final = (8.690, 36.165, 8.725, 36.195)
"""The streets of El Kef (west, south, east, north)."""
BEGUN: Final = datetime(2026, 11, 1, tzinfo=UTC)
MODERATOR: Final = Actor("moderator")
PHOTO: Final = Picture(b"", 1600, 1200)
THUMBNAIL: Final = Picture(b"", 400, 300)

NOTE: Final = (
    f"ours: {SMALL} reports, filed and shown as people do; peer: {LARGE}, "
    "the others copies of their rows elsewhere in town; the slowest in twenty"
)

COLD: Final = ", drawn anew"
"""Of a tile that nobody has asked for since the data changed."""
WARM: Final = ", kept"
"""Of a tile that somebody has asked for before."""

Where = tuple[float, float]
Question = Callable[[Where], str]


def _tile(layer: str) -> Question:
    def ask(where: Where) -> str:
        tile = tile_at(*where, ZOOM)
        return f"/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt"

    return ask


def _box(where: Where) -> str:
    lon, lat = where
    box = f"{lon - 0.002:.5f},{lat - 0.002:.5f},{lon + 0.002:.5f},{lat + 0.002:.5f}"
    return f"/api/v1/reports?bbox={box}&limit=50"


INBOX: Final[dict[str, Question]] = {
    "inbox of staff": lambda _where: "/en/inbox",
    "inbox of staff, with a map": lambda _where: "/en/inbox?map=1",
}
"""Whole pages; measured on PostGIS too, where it is installed."""
QUESTIONS: Final[dict[str, Question]] = {
    **INBOX,
    "public list with photos": lambda _where: "/en/reports",
    "map: reports of a box": _box,
    f"map: tile of reports{COLD}": _tile("reports"),
    f"map: tile of reports{WARM}": _tile("reports"),
    f"map: tile of barriers{COLD}": _tile("barriers"),
    f"map: tile of barriers{WARM}": _tile("barriers"),
    "Open311 list, 50 a page": lambda _where: (
        "/open311/v2/requests.json?page_size=50&extensions=true"
    ),
}


def measure_reports(setting: Setting) -> Iterator[Row]:
    """Measure the same questions among few reports and among many."""
    folder = setting.folder / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    yield from _measure(
        setting, QUESTIONS, "", lambda count: _prepare(folder, count, setting)
    )
    programs = find_programs(os.environ.get("WUSUL_PG_BIN", ""))
    if programs is None:
        setting.say("reports: PostgreSQL is not installed, so only one is measured")
        return
    with cluster(programs) as server:
        yield from _measure(
            setting,
            INBOX,
            " (PostGIS)",
            lambda count: _prepare(folder, count, setting, server),
        )


def _measure(
    setting: Setting,
    questions: dict[str, Question],
    where: str,
    prepare: Callable[[int], Runtime],
) -> Iterator[Row]:
    held = [prepare(count) for count in (SMALL, LARGE)]
    few, many = (_client(one) for one in held)
    places = np.random.default_rng(SEED).uniform(BOX[:2], BOX[2:], (CALLS, 2)).tolist()
    for name, question in questions.items():
        asked = [question((lon, lat)) for lon, lat in places]
        ask = _ask_anew if name.endswith(COLD) else _ask
        done = compare(
            lambda asked=asked, ask=ask: ask(few, asked),
            lambda asked=asked, ask=ask: ask(many, asked),
            setting.rounds,
        )
        goal = Goal(f"reports: {name}{where}", f"itself at {LARGE}", MOST, at_most=True)
        yield make_row(goal, done, share=SHARE, note=NOTE)
    for one in held:
        one.close()


def _ask(client: FlaskClient, addresses: list[str]) -> list[float]:
    def call(address: str) -> None:
        answer = client.get(address)
        if answer.status_code not in {200, 204}:
            raise DataError(f"{address} answered {answer.status_code}")

    return time_each([lambda address=address: call(address) for address in addresses])


def _ask_anew(client: FlaskClient, addresses: list[str]) -> list[float]:
    """Ask for each tile when none of them is kept."""
    drawn = client.application.extensions[DRAWN]
    taken = []
    for address in addresses:
        drawn.forget()
        taken += _ask(client, [address])
    return taken


def _prepare(folder: Path, count: int, setting: Setting, server: str = "") -> Runtime:
    """Give a town with so many reports, each with a photo that is shown.

    On a server of PostgreSQL it is made anew each time: the server is thrown away.
    """
    home = folder / f"with-{count}{'-postgis' if server else ''}"
    url = _make_database(server, f"with{count}") if server else ""
    if server:
        shutil.rmtree(home, ignore_errors=True)
    fresh = not home.exists()
    if fresh:
        setting.say(f"reports: a town with {count} is made{' in PostGIS' * bool(url)}")
        copy_kef(build_kef(folder), home)
    if url and (done := wusul(home, "init", url=url)).returncode:
        raise DataError(done.stdout + done.stderr)
    held = Runtime(Settings(data_dir=home, database_url=url))
    if fresh:
        random = np.random.default_rng(SEED)
        _file(held, random.uniform(BOX[:2], BOX[2:], (SMALL, 2)).tolist())
        with held.database.write() as session:
            for _ in range(count // SMALL - 1):
                copy_reports(session, random)
    return held


def _make_database(server: str, name: str) -> str:
    """Make an empty database on a server; give its address."""
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def _file(held: Runtime, places: list[list[float]]) -> None:
    """File reports as people do, show them and their photos."""
    kinds = list(report_categories())
    with held.database.write() as session:
        for number, (lon, lat) in enumerate(places):
            at = BEGUN + timedelta(minutes=number)
            kind = kinds[number % len(kinds)]
            draft = Draft(kind, f"number {number}", (), "", (lon, lat), "en")
            tracking = file_report(session, draft, at=at).tracking
            move = Move("published", MODERATOR, at)
            advance_report(session, tracking, move)
            _show(held, session, tracking, at)


def _show(held: Runtime, session: Session, tracking: str, at: datetime) -> None:
    """Give a report a photo; its files are one file under many names."""
    store = photos(held)
    first = store.folder / "one.webp"
    if not first.exists():
        store.remove([store.show(b"")])
        first.write_bytes(b"photo")
    names = [f"{part}/{tracking[:2].lower()}" for part in ("sealed", "shown", "shown")]
    files = [f"{n}/{tracking}-{i}.webp" for i, n in enumerate(names)]
    for file in files:
        path = store.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(first, path)
    taken = add_photo(
        session, tracking, Caption("a kerb"), digest=tracking, sealed=files[0], at=at
    )
    shown = Shown(files[1], PHOTO, files[2], THUMBNAIL, hidden=0)
    show_photo(session, taken.key, shown, seen="waiting", actor=MODERATOR, at=at)


def _client(held: Runtime) -> FlaskClient:
    """Give a browser that is signed in as staff."""
    client: FlaskClient = create_site(held).test_client()
    with held.database.write() as session:
        at = held.clock()
        email = f"bench-{at:%Y%m%d%H%M%S%f}@example.org"
        person = NewPerson("Bench", email, "staff", "", "en")
        known = add_person(session, person, by=SYSTEM, at=at)
        token = start_sign_in(session, known.key, device="bench", at=at)
    client.set_cookie(SIGNED_IN, token)
    return client
