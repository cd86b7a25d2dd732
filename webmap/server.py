"""The production server: ``wusul serve``."""

from __future__ import annotations

import socket
from typing import Any, Final

import click
from granian import Granian
from granian.constants import Interfaces

from data.runtime import Runtime
from data.schema import find_schema_lag
from geo.errors import InputError, MissingError
from webmap.mail_server import check_mail_settings

TARGET: Final = "app:create_worker"
THREADS: Final = 4
"""Requests at the same time per worker: numpy, numba and SQLite let go of the lock."""
STOP_S: Final = 20
"""Longest that requests in flight may take to end once the server is told to stop."""
HIGHEST_PORT: Final = 65535
ANYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 — what these mean, not what we bind to

LOGS: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(name)s %(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        name: {"handlers": ["err"], "level": level, "propagate": False}
        for name, level in (("wusul", "INFO"), ("_granian", "WARNING"))
    },
}


def require_free(host: str, port: int) -> None:
    """Refuse an address that another program listens at.

    The server itself would not notice: its workers share their port.

    Raises
    ------
    InputError
        Naming the option.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as cause:
            raise InputError("--port", f"{port} is for the system alone") from cause
        except OSError as cause:
            raise InputError(
                "--port", f"{host}:{port} cannot be listened at: {cause.strerror}"
            ) from cause


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until told to stop; every worker builds its own application."""
    server = Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_S,
        respawn_failed_workers=True,
        factory=True,
        websockets=False,
        log_dictconfig=LOGS,
    )
    server.serve()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address.")
@click.option("--port", default=8000, show_default=True, help="Port.")
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.pass_obj
def serve(runtime: Runtime, host: str, port: int, workers: int) -> None:
    """Serve the site; Ctrl+C stops it once the requests in flight have ended."""
    if not 1 <= port <= HIGHEST_PORT:
        raise InputError("--port", f"{port} is outside 1 … {HIGHEST_PORT}")
    if workers < 1:
        raise InputError("--workers", f"{workers} is less than 1")
    lag = find_schema_lag(runtime.database)
    if lag:
        raise MissingError(lag)
    check_mail_settings(runtime.settings)
    require_free(host, port)
    runtime.settings.key()
    runtime.close()
    shown = "localhost" if host in ANYWHERE else host
    click.echo(f"Wusul is at http://{shown}:{port}/ (Ctrl+C stops it)")
    run_server(host, port, workers)
