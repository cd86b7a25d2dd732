"""The loader: no order of imports and no thread may crash or change an answer."""

from __future__ import annotations

import subprocess
import sys

import pytest

GEO = ("shapely", "pyproj", "rasterio", "pyogrio")
ORDERS = ((), ("shapely",), ("rasterio",), ("pyproj", "pyogrio"))
SCRIPT = """
import sqlite3, threading
{before}
from data.db import Database
def ask(answers):
    database = Database("sqlite:///{file}")
    with database.engine.connect() as c:
        sql = "SELECT ST_Length(ST_Transform(ST_GeomFromText("
        sql += "'LINESTRING(8 36, 9 37)', 4326), 32632))"
        answers.append(c.exec_driver_sql(sql).scalar())
answers = []
threads = [threading.Thread(target=ask, args=(answers,)) for _ in range({threads})]
for t in threads: t.start()
for t in threads: t.join()
{after}
import shapely, pyproj
from shapely import wkt
assert abs(wkt.loads("POLYGON((0 0,2 0,2 2,0 2,0 0))").buffer(1).area - 15.1365) < .01
metric = pyproj.Transformer.from_crs(4326, 32632, always_xy=True)
(x0, y0), (x1, y1) = metric.transform(8, 36), metric.transform(9, 37)
expected = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
print(len(answers), all(abs(a - expected) < 0.01 for a in answers))
"""


@pytest.mark.parametrize("first", ORDERS)
def test_any_order_of_imports_gives_the_same_answers(first, tmp_path):
    later = [name for name in GEO if name not in first]
    script = SCRIPT.format(
        before="".join(f"import {name}\n" for name in first),
        after="".join(f"import {name}\n" for name in later),
        file=tmp_path / "town.sqlite",
        threads=3,
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.stdout.split() == ["3", "True"]


def test_a_plain_connection_is_left_alone():
    script = (
        "import sqlite3\n"
        "from data import spatialite\n"
        "spatialite.install()\n"
        "c = sqlite3.connect(':memory:')\n"
        'print(c.execute("select count(*) from pragma_function_list '
        "where name='st_length'\").fetchone()[0])"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "0"
