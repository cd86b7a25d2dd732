"""Two imports at once, and a disk that is full: nothing is left half done."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from data.lock import import_lock
from data.models import AuditEvent, ObservationRow, Place, Source, Stop, StopTime
from geo.errors import ConflictError, SourceError
from tests.importers.gtfs.small import FEED, write_feed
from tests.importers.gtfs.small import all_rows as feed_rows
from tests.importers.gtfs.small import bring_in as bring_feed
from tests.importers.survey.small import bring_in, look_at, write_csv

ROOT = Path(__file__).parent.parent.parent
PLACES = "id,kind,name,lon,lat,lit\n1,cafe,A,8.7,36.1,yes\n"
TABLES = (Place, ObservationRow, Source, AuditEvent, Stop, StopTime)

HOLD = """
import sys
from data.db import Database
from data.lock import import_lock
with import_lock(Database(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""

BOTH = """
import sys
from pathlib import Path
from data.db import Database
from data.queries.source import SourceInfo
from geo.errors import ConflictError
from importers.base import run
from importers.gtfs import GtfsImporter
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
try:
    run(GtfsImporter(), database, path=Path(sys.argv[2]),
        source=SourceInfo("feed", "A feed", "open", "its maker"))
    print("written")
except ConflictError as error:
    print(error)
"""


def start(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def count_rows(database):
    with database.read() as session:
        return [session.scalar(select(func.count(model.id))) for model in TABLES]


def test_while_another_process_imports_we_are_told_so_at_once(database, tmp_path):
    path = write_csv(tmp_path, PLACES)
    with start(HOLD, database.url) as other:
        assert other.stdout.readline() == "held\n"

        for attempt in (bring_in, look_at):
            with pytest.raises(ConflictError, match="another import is running"):
                attempt(database, path, **{"as": "places"})

        assert count_rows(database) == [0] * len(TABLES)
        other.communicate("go\n")

    bring_in(database, path, **{"as": "places"})
    assert count_rows(database)[:2] == [1, 1]


def test_the_lock_of_a_process_that_died_is_free(database):
    with start(HOLD, database.url) as other:
        assert other.stdout.readline() == "held\n"
        other.kill()
        other.communicate()

    with import_lock(database):
        assert other.returncode != 0


def test_two_processes_that_import_at_once_leave_one_whole_feed(database, tmp_path):
    path = write_feed(tmp_path / "feed")
    both = [start(BOTH, database.url, str(path)) for _ in range(2)]
    for process in both:
        assert process.stdout.readline() == "ready\n"

    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in both]

    assert "written" in said
    others = {words for words in said if words != "written"}
    assert others <= {
        "another import is running on this database; wait for it to end",
    }
    before = feed_rows(database)
    bring_feed(database, path)
    assert feed_rows(database) == before


def _fill_disk(database, pages):
    """Let the file of an embedded database grow by a few pages only."""
    database.engine.dispose()

    @event.listens_for(database.engine, "connect")
    def limit(connection, _record):
        (size,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {size + pages}")


def test_a_full_disk_is_told_and_leaves_the_database_as_it_was(embedded, tmp_path):
    bring_in(embedded, write_csv(tmp_path, PLACES), **{"as": "places"})
    before = count_rows(embedded)
    stops = "".join(f"X{i},Stop {i},36.18,8.70{i},0,,1,\n" for i in range(3000))
    path = write_feed(tmp_path / "feed")
    with (path / "stops.txt").open("a") as handle:
        handle.write(stops)
    _fill_disk(embedded, pages=20)

    with pytest.raises(SourceError, match="the disk is full; nothing was written"):
        bring_feed(embedded, path)

    assert count_rows(embedded) == before
    with embedded.read() as session:
        assert session.scalar(select(Source.id).where(Source.key == FEED.key)) is None


def test_a_disk_that_fills_up_while_a_feed_is_replaced_leaves_the_old_one(
    embedded, tmp_path
):
    path = write_feed(tmp_path / "feed")
    bring_feed(embedded, path)
    before = feed_rows(embedded)
    with (path / "stops.txt").open("a") as handle:
        handle.writelines(f"X{i},Stop,36.18,8.7,0,,1,\n" for i in range(3000))

    for pages in range(0, 60, 7):
        _fill_disk(embedded, pages=pages)
        with pytest.raises(SourceError, match="the disk is full"):
            bring_feed(embedded, path)

        assert feed_rows(embedded) == before


def test_after_a_full_disk_a_small_import_works(embedded, tmp_path):
    path = write_feed(tmp_path / "feed")
    with (path / "stops.txt").open("a") as handle:
        handle.writelines(f"X{i},Stop,36.18,8.7,0,,1,\n" for i in range(3000))
    _fill_disk(embedded, pages=40)
    with pytest.raises(SourceError):
        bring_feed(embedded, path)

    bring_in(embedded, write_csv(tmp_path, PLACES), **{"as": "places"})

    assert count_rows(embedded)[0] == 1
