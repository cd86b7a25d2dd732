"""The files that the contracts walk."""

from __future__ import annotations

import ast
import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("geo", "data", "importers", "webmap")
MIGRATIONS = ROOT / "data" / "migrations" / "versions"


@lru_cache
def tracked() -> tuple[Path, ...]:
    """List the files that belong to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = (ROOT / line for line in listed.splitlines())
    return tuple(sorted(file for file in files if file.is_file()))


def python_files(*tops: str) -> list[Path]:
    """List the Python files below some top folders, migrations left out."""
    return [
        file
        for file in tracked()
        if file.suffix == ".py"
        and file.relative_to(ROOT).parts[0] in tops
        and not file.is_relative_to(MIGRATIONS)
    ]


@lru_cache
def tree(file: Path) -> ast.Module:
    """Parse a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def name(file: Path) -> str:
    """Give a file's path inside the project."""
    return str(file.relative_to(ROOT))
