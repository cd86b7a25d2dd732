"""OSRM: what its own server needs; its walker is fixed when that is built."""

import subprocess
import time
from pathlib import Path

import osrm

STEPS = ("extract", "partition", "customize")
TOOLS = Path(osrm.__file__).parent


class Adapter:
    """Its tools."""

    def build(self, path, folder):
        """Build what it searches, unless it is there; tell how to serve it."""
        home, begun = Path(folder), time.perf_counter()
        base = str(home / "walk.osrm")
        if not (home / "done").exists():
            home.mkdir(parents=True, exist_ok=True)
            foot = str(TOOLS / "share" / "profiles" / "foot.lua")
            for step in STEPS:
                read = ["-p", foot, "-o", base, path] if step == "extract" else [base]
                command = [str(TOOLS / "bin" / f"osrm-{step}"), *read]
                subprocess.run(command, check=True, capture_output=True)
            (home / "done").touch()
        server = [str(TOOLS / "bin" / "osrm-routed"), "--algorithm", "mld", base]
        return {"seconds": [time.perf_counter() - begun], "server": server}
