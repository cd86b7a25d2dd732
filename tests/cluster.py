"""A private, throw-away PostgreSQL cluster with PostGIS; works as root too."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}


def find_programs(wanted: str = "") -> Path | None:
    """Find the folder of ``initdb``."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders = [Path(wanted)] if wanted else []
    folders += [*versions, *([Path(on_path).parent] if on_path else [])]
    return next((f for f in folders if (f / "initdb").exists()), None)


def _owner() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a cluster and give the URL of its server, without a database name."""
    owner = _owner()
    base = Path(tempfile.mkdtemp(prefix="wusul-pg-"))
    if owner:
        os.chown(base, owner["user"], owner["group"])  # type: ignore[arg-type]
    base.chmod(0o711)
    port = _free_port()

    def call(*arguments: str) -> None:
        subprocess.run(
            arguments,
            check=True,
            cwd=base,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **owner,  # type: ignore[call-overload]
        )

    control = (f"{programs}/pg_ctl", "-D", f"{base}/data")
    options = (
        f"-p {port} -k {base} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    )
    call(f"{programs}/initdb", "-D", f"{base}/data", "-A", "trust", "-U", "test", "-N")
    call(*control, "-w", "-t", "60", "-l", f"{base}/log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://test@127.0.0.1:{port}"
    finally:
        call(*control, "-m", "immediate", "stop")
        shutil.rmtree(base, ignore_errors=True)
