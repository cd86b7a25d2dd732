"""Front-end files put inside a document, so that it needs no other file."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Final

from geo.errors import MissingError

VENDOR: Final = Path(__file__).parent.parent / "static" / "vendor"
SCHEME: Final = "vendor:"
"""How folium is told the address of a file of ours."""
KNOWN: Final = frozenset(
    {
        "vendor:leaflet/leaflet.js",
        "vendor:leaflet/leaflet.css",
        "vendor:readex-pro/readex-pro-arabic-wght-normal.woff2",
        "vendor:readex-pro/readex-pro-latin-wght-normal.woff2",
    }
)
TYPES: Final = {".png": "image/png", ".woff2": "font/woff2"}
_ADDRESS: Final = re.compile(r"url\(([^)]*)\)")
_SOURCE_MAP: Final = re.compile(r"//# sourceMappingURL=\S+")


def read_asset(address: str) -> Path:
    """Find the file of an address.

    Raises
    ------
    MissingError
        If it is not one of the files that a document may hold, or is not installed:
        nothing may ever be fetched from elsewhere.
    """
    if address not in KNOWN:
        raise MissingError(f"the front-end file {address!r} is not one of ours")
    path = VENDOR / address.removeprefix(SCHEME)
    if not path.is_file():
        raise MissingError(f"{path.name} is not installed; type: ./run")
    return path


def data_address(path: Path) -> str:
    """Give a file as an address that holds it."""
    kept = base64.b64encode(path.read_bytes()).decode()
    return f"data:{TYPES[path.suffix]};base64,{kept}"


@cache
def inline_script(address: str) -> str:
    """Give a script, ready to stand inside an element of a page."""
    text = read_asset(address).read_text(encoding="utf-8")
    return _SOURCE_MAP.sub("", text).replace("</script", "<\\/script").strip()


@cache
def inline_sheet(address: str) -> str:
    """Give a style sheet with its pictures inside; those that are not ours go."""
    path = read_asset(address)

    def held(match: re.Match[str]) -> str:
        file = path.parent / Path(match[1].strip("'\" ")).name
        return f"url({data_address(file)})" if file.is_file() else "none"

    return _ADDRESS.sub(held, path.read_text(encoding="utf-8"))


@cache
def inline_font(address: str) -> str:
    """Give a font as an address that holds it."""
    return data_address(read_asset(address))
