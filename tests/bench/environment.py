"""The peers and the environments that they live in, apart from ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import InputError, SourceError
from tests.cluster import find_programs

_TABLE: Final = Path(__file__).parent / "peers.toml"
PYENV: Final = Path.home() / ".pyenv" / "versions"
TIMEOUT_S: Final = 900
ALL, NONE = "all", "none"


@dataclass(frozen=True)
class Environment:
    """Where some peers are installed: a Python of its own, or the system."""

    name: str
    python: str = ""
    packages: tuple[str, ...] = ()
    debian: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether it is the environment that runs now."""
        return not self.python and not self.debian


@dataclass(frozen=True)
class Peer:
    """Somebody else's program."""

    name: str
    environment: Environment
    module: str


@lru_cache
def load_peers() -> dict[str, Peer]:
    """Read the table of peers: name → peer."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    homes = {
        name: Environment(
            name,
            row.get("python", ""),
            tuple(row.get("packages", ())),
            tuple(row.get("debian", ())),
        )
        for name, row in table["environment"].items()
    }
    rows = table["peer"]
    return {
        r["name"]: Peer(r["name"], homes[r["environment"]], r["module"]) for r in rows
    }


def choose_peers(asked: str) -> frozenset[str]:
    """Read ``all``, ``none`` or names with commas between them.

    Raises
    ------
    InputError
        Naming the peers that there are.
    """
    known = load_peers()
    if asked in (ALL, NONE):
        return frozenset(known if asked == ALL else ())
    names = frozenset(name.strip() for name in asked.split(","))
    if unknown := sorted(names - known.keys()):
        reason = f"{', '.join(unknown)} is none of {', '.join(known)}"
        raise InputError("--peers", reason)
    return names


def find_python(folder: Path, peer: Peer) -> Path | None:
    """Find the Python that can import a peer; ``None`` where it is not installed."""
    if peer.environment.is_ours:
        return Path(sys.executable)
    python = folder / peer.environment.name / "bin" / "python"
    runs = python.exists() and _succeeds(str(python), "-c", f"import {peer.module}")
    return python if runs else None


def find_pgrouting() -> Path | None:
    """Find the PostgreSQL programs whose server knows pgRouting."""
    programs = find_programs()
    if programs is None:
        return None
    version = programs.parent.name
    control = Path(f"/usr/share/postgresql/{version}/extension/pgrouting.control")
    return programs if control.exists() else None


def install_peers(folder: Path) -> Iterator[str]:
    """Make the environments; gives what was done, line by line.

    What cannot be installed is said and left out: its rows say "not installed".
    """
    homes = {p.environment.name: p.environment for p in load_peers().values()}
    for home in homes.values():
        if home.debian:
            yield _install_debian(home)
        elif home.python:
            yield _install_python(folder / home.name, home)


def _install_debian(home: Environment) -> str:
    command = ("apt-get", "install", "-y", *home.debian)
    if find_pgrouting() is not None:
        return f"{home.name}: {', '.join(home.debian)} is there"
    if os.geteuid() == 0 and _succeeds(*command):
        return f"{home.name}: installed {', '.join(home.debian)}"
    return f"{home.name}: type as root: {' '.join(command)}"


def _install_python(folder: Path, home: Environment) -> str:
    python = _find_interpreter(home.python)
    if python is None:
        return f"{home.name}: needs Python {home.python} or newer on the PATH"
    own = str(folder / "bin" / "python")
    steps = (
        (python, "-m", "venv", "--clear", str(folder)),
        (own, "-m", "pip", "install", "--quiet", *home.packages),
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SourceError(f"{home.name}: {done.stderr.strip()}", permanent=False)
    return f"{home.name}: {', '.join(home.packages)}"


def _find_interpreter(least: str) -> str | None:
    """Find a Python that runs and is new enough: on the PATH, then with pyenv."""
    major, minor = (int(part) for part in least.split("."))
    names = [f"python{major}.{later}" for later in range(minor, minor + 3)]
    on_path = [found for name in names if (found := shutil.which(name))]
    managed = [
        str(path)
        for name in names
        for path in sorted(PYENV.glob(f"{name.removeprefix('python')}.*/bin/python"))
    ]
    check = f"import sys; sys.exit(sys.version_info < ({major}, {minor}))"
    return next((p for p in (*on_path, *managed) if _succeeds(p, "-c", check)), None)


def _succeeds(*command: str) -> bool:
    done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT_S)
    return done.returncode == 0
