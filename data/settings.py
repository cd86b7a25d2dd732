"""Settings, read once from the environment by ``app.py`` and passed down."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from geo.errors import InputError, StorageError
from geo.transit.live import LiveSource

PREFIX: Final = "WUSUL_"
SWITCH: Final = {"on": True, "off": False}


@dataclass(frozen=True)
class Settings:
    """What an instance of Wusul is told by its environment.

    Attributes
    ----------
    database_url : str
        SQLAlchemy URL; empty means the embedded database under ``data_dir``.
    secret_key : str
        Signs sessions and forms; made and kept under ``data_dir`` when empty.
    data_dir : Path
        Runtime files: database, graphs, photos, tiles.
    town : str
        Key of the town file in ``data/samples``, or a path to a town folder.
    test_data : str
        Folder of real data for the tests; empty skips them with a reason.
    nominatim_url : str
        Place-name service used by ``import osm --place``; empty means osmnx's own.
    overpass_url : str
        Download service used by ``import osm --place``; empty means osmnx's own.
    max_upload_mb : int
        Largest accepted request body, megabytes.
    proxies : int
        Reverse proxies in front of the server, whose word on who asks counts.
    smtp_url : str
        Mail server, ``smtp://user:password@host:587?starttls=1`` or ``smtps://…``;
        empty sends no mail.
    mail_from : str
        Address that our mail comes from.
    public_url : str
        Where people reach the site, for links in mail: ``https://host``.
    offline : bool
        Whether devices may keep the report form and send without a network later.
    realtime : str
        GTFS Realtime feeds that are read: ``source=https://…``, a space between two.
    pg_bin : str
        Folder of the PostgreSQL server programs for the tests; empty searches.
    """

    database_url: str = ""
    secret_key: str = ""
    data_dir: Path = Path("var")
    town: str = "kef"
    test_data: str = ""
    nominatim_url: str = ""
    overpass_url: str = ""
    max_upload_mb: int = 12
    proxies: int = 0
    smtp_url: str = ""
    mail_from: str = ""
    public_url: str = ""
    offline: bool = True
    realtime: str = ""
    pg_bin: str = ""

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings that have the prefix ``WUSUL_``.

        Raises
        ------
        InputError
            If a number is not a number, or a switch neither on nor off.
        """
        found = {
            name: environment[PREFIX + name.upper()]
            for name in cls.__dataclass_fields__
            if environment.get(PREFIX + name.upper())
        }
        values: dict[str, object] = dict(found)
        if "data_dir" in found:
            values["data_dir"] = Path(found["data_dir"])
        if "max_upload_mb" in found:
            values["max_upload_mb"] = _positive(found["max_upload_mb"])
        if "proxies" in found:
            values["proxies"] = _positive(found["proxies"], "WUSUL_PROXIES")
        if "offline" in found:
            values["offline"] = _switch("WUSUL_OFFLINE", found["offline"])
        return cls(**values)  # type: ignore[arg-type]

    @property
    def url(self) -> str:
        """The database's URL, the embedded one by default."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{(self.data_dir / 'wusul.sqlite').absolute()}"

    @cached_property
    def live_feeds(self) -> tuple[LiveSource, ...]:
        """The feeds of ``realtime``.

        Raises
        ------
        InputError
            If one of them is not ``source=address``.
        """
        return tuple(dict.fromkeys(map(_live_feed, self.realtime.split())))

    def key(self) -> str:
        """Give the secret key, making and keeping one the first time."""
        if self.secret_key:
            return self.secret_key
        kept = self.data_dir / "secret-key"
        if not kept.exists() or not kept.stat().st_size:
            _keep(kept, secrets.token_hex(32))
        return kept.read_text(encoding="ascii")


def _keep(path: Path, text: str) -> None:
    """Write a file for us alone, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(text, encoding="ascii")
        fresh.replace(path)
    except OSError as cause:
        reason = f"{path} cannot be written: {cause.strerror}"
        with suppress(OSError):
            fresh.unlink()
        raise StorageError(reason, permanent=False) from cause


def _switch(name: str, text: str) -> bool:
    if text not in SWITCH:
        raise InputError(name, f"{text!r} is neither on nor off")
    return SWITCH[text]


def _live_feed(text: str) -> LiveSource:
    source, _, url = text.partition("=")
    if not source or not url.startswith(("http://", "https://")):
        raise InputError("WUSUL_REALTIME", f"{text!r} is not source=https://…")
    return LiveSource(source, url)


def _positive(text: str, setting: str = "WUSUL_MAX_UPLOAD_MB") -> int:
    if not text.isdecimal() or int(text) < 1:
        raise InputError(setting, f"{text!r} is not a whole number of at least 1")
    return int(text)
