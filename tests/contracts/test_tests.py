"""A test that cannot fail is none."""

from __future__ import annotations

import ast

from tests.contracts.sources import name, python_files, tree

CHECKS = ("raises", "expect", "fail", "check_", "assert_", "require_")


def _checks(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rsplit(".", maxsplit=1)[-1]
            if called.startswith(CHECKS):
                return True
    return False


def test_every_test_asserts_something() -> None:
    tests = [
        (f"{name(file)}:{node.name}", node)
        for file in python_files("tests")
        if file.name.startswith("test_")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    idle = [where for where, function in tests if not _checks(function)]

    assert tests
    assert idle == []
