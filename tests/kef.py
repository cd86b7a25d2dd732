"""The El Kef sample, loaded and built once for all tests that only look at it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from data.runtime import Runtime
from data.settings import Settings

ROOT = Path(__file__).parent.parent
UNTOUCHED = "kef-untouched"


def wusul(
    folder: Path, *arguments: str, url: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command line on a data folder, as a person would."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("WUSUL_")}
    clean["WUSUL_DATA_DIR"] = str(folder)
    if url:
        clean["WUSUL_DATABASE_URL"] = url
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=clean,
    )


def build_kef(shared: Path) -> Path:
    """Load and build the sample under a shared folder; the first test run does it."""
    folder = shared / "kef"
    with (shared / "kef.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for command in ("init", "build"):
                done = wusul(folder, command)
                if done.returncode:
                    raise RuntimeError(done.stdout + done.stderr)
            shutil.copytree(folder, shared / UNTOUCHED)
            (folder / "done").touch()
    return folder


def copy_kef(folder: Path, target: Path) -> Path:
    """Copy the loaded sample, from files that nobody has open: none comes or goes."""
    return Path(shutil.copytree(folder.with_name(UNTOUCHED), target))


def open_kef(folder: Path) -> Runtime:
    """Open the loaded sample."""
    return Runtime(Settings(data_dir=folder))
