"""Small files, small functions: the budgets of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contracts.sources import PACKAGES, name, python_files, tracked, tree

FILE_LINES = 350
FUNCTION_LINES = 40
KERNELS = {
    "geo/search.py",
    "geo/engine/climb.py",
    "geo/engine/descent.py",
    "geo/engine/elimination.py",
    "geo/engine/few.py",
    "geo/engine/triangle.py",
}
"""Modules of numba kernels: see NUMERIC-KERNELS in DECISIONS.md."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, Function]]:
    for file in python_files(*PACKAGES, "app.py"):
        if name(file) in KERNELS:
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, Function):
                yield f"{name(file)}:{node.name}", node


def _code_lines(function: Function) -> int:
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(
        first.value, ast.Constant
    )
    start = first.end_lineno if has_docstring else function.lineno
    return (function.end_lineno or 0) - (start or 0)


def test_no_file_is_too_long_to_read_in_one_go() -> None:
    suffixes = {".py", ".js", ".mjs", ".css", ".html"}
    files = [f for f in tracked() if f.suffix in suffixes]

    long = {
        name(f): lines
        for f in files
        if (lines := len(f.read_text(encoding="utf-8").splitlines())) > FILE_LINES
        and "migrations/versions" not in name(f)
    }

    assert files
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        where: lines
        for where, function in _functions()
        if (lines := _code_lines(function)) > FUNCTION_LINES
    }

    assert long == {}


def test_no_function_takes_a_crowd_of_parameters() -> None:
    crowded = {
        where: count
        for where, function in _functions()
        if (
            count := len(function.args.args)
            + len(function.args.kwonlyargs)
            - (function.args.args[:1] != [] and function.args.args[0].arg == "self")
        )
        > 7
    }

    assert crowded == {}
