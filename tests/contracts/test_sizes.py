"""Small files, small functions: the budgets of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contracts.sources import PACKAGES, name, python_files, tracked, tree

FILE_LINES = 350
FUNCTION_LINES = 40
KERNELS = ("kernel", "njit")
"""Compiled kernels may be longer and take more: NUMERIC-KERNELS in DECISIONS.md."""
QUESTIONS = ("geo/trip.py:plan_trip",)
"""Asked from outside by the names of what they take."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, Function]]:
    for file in python_files(*PACKAGES, "app.py"):
        for node in ast.walk(tree(file)):
            if isinstance(node, Function) and not _is_kernel(node):
                yield f"{name(file)}:{node.name}", node


def _is_kernel(function: Function) -> bool:
    marks = (m.func if isinstance(m, ast.Call) else m for m in function.decorator_list)
    return any(isinstance(mark, ast.Name) and mark.id in KERNELS for mark in marks)


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
        and where not in QUESTIONS
    }

    assert crowded == {}
