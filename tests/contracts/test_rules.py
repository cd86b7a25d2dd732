"""Rules of the house that a machine can see."""

from __future__ import annotations

import ast
import re

import pytest

from tests.contracts.sources import PACKAGES, ROOT, name, python_files, tracked, tree

CRS_HOMES = ("geo/crs.py", "data/functions.py", "data/models/")
CRS_LITERAL = re.compile(r"\b(4326|3857|326\d\d|327\d\d)\b")
PHYSICAL = re.compile(r"(?<![-\w])(left|right)\s*:|[-](left|right)\s*:")


def test_only_one_module_knows_reference_systems() -> None:
    strangers = [
        name(file)
        for file in python_files(*PACKAGES)
        if not name(file).startswith(CRS_HOMES)
        and any(
            isinstance(node, ast.Constant)
            and isinstance(node.value, int)
            and CRS_LITERAL.fullmatch(str(node.value))
            for node in ast.walk(tree(file))
        )
    ]

    assert strangers == []


def test_style_sheets_know_no_left_or_right() -> None:
    sheets = [f for f in tracked() if f.suffix == ".css"]

    physical = {
        name(sheet): found
        for sheet in sheets
        if (found := PHYSICAL.findall(sheet.read_text(encoding="utf-8")))
    }

    assert sheets
    assert physical == {}


@pytest.mark.parametrize("banned", ["flask", "sqlalchemy", "requests", "folium"])
def test_the_domain_is_pure(banned: str) -> None:
    guilty = [
        name(file)
        for file in python_files("geo")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and banned in ast.unparse(node).split()
    ]

    assert guilty == []


def test_the_broad_except_stands_only_at_the_outermost_door() -> None:
    broad = [
        name(file)
        for file in python_files(*PACKAGES, "app.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or ast.unparse(node.type) in {"Exception", "BaseException"}
        )
    ]

    assert len(broad) <= 1


def test_no_mark_of_unfinished_work_is_left() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK)\b")

    marked = [
        name(file)
        for file in tracked()
        if file.suffix in {".py", ".js", ".html", ".css", ".sh"}
        and marks.search(file.read_text(encoding="utf-8"))
    ]

    assert marked == []


def test_no_tracked_file_is_large() -> None:
    large = [name(file) for file in tracked() if file.stat().st_size > 1_100_000]

    assert (ROOT / "pyproject.toml").exists()
    assert large == []


ASKING = {"execute", "scalar", "scalars"}
NO_QUERIES = {"sqlalchemy.exc", "sqlalchemy.orm"}
TYPES = {"JSON", "String"}
"""What a column holds, of which the API tells other programs."""


def _asks_the_database(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
        return bool({alias.name for alias in node.names} - TYPES)
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
        "sqlalchemy"
    ):
        return node.module not in NO_QUERIES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ASKING
    return isinstance(node, ast.Import) and "sqlalchemy" in ast.unparse(node)


def test_pages_ask_the_database_by_queries_that_have_a_name() -> None:
    guilty = [
        name(file)
        for file in python_files("webmap")
        for node in ast.walk(tree(file))
        if _asks_the_database(node)
    ]

    assert python_files("webmap")
    assert guilty == []
