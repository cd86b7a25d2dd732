"""The two dialects of Open311: XML for everybody, JSON as bare arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import orjson
from flask import Response, request
from lxml import etree

XML: Final = "xml"
JSON: Final = "json"
CSV: Final = "csv"
MIMES: Final = {
    XML: "text/xml; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    CSV: "text/csv; charset=utf-8",
}
DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>\n'
ITEMS: Final = {
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "values": "value",
    "answers": "answer",
    "affected": "profile",
    "evidence": "item",
    "severities": "severity",
}
"""What the parts of a list are called in XML."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML text may hold."""

Row = Mapping[str, Any]


def asked_format() -> str:
    """Tell the format that is asked for: by the address, else by ``Accept``."""
    ending = request.path.rpartition(".")[2].lower()
    if ending in MIMES:
        return ending
    mimes = request.accept_mimetypes
    best = mimes.best_match(["text/xml", "application/xml", "application/json"])
    return JSON if best == "application/json" else XML


def text_of(value: object) -> str:
    """Write a value as the text of an element."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _FORBIDDEN.sub("�", str(value))


def element_of(name: str, value: object) -> etree._Element:
    """Write a value as an element; lists and mappings as its children."""
    made = etree.Element(name)
    if isinstance(value, Mapping):
        made.extend([element_of(part, one) for part, one in value.items()])
    elif isinstance(value, list | tuple):
        made.extend([element_of(ITEMS[name], one) for one in value])
    else:
        made.text = text_of(value)
    return made


def _xml(names: tuple[str, str], rows: Iterable[Row]) -> Iterator[bytes]:
    whole, part = names
    yield DECLARATION + f"<{whole}>".encode()
    for row in rows:
        yield etree.tostring(element_of(part, row), encoding="utf-8")
    yield f"</{whole}>\n".encode()


def _json(rows: Iterable[Row]) -> Iterator[bytes]:
    before = b"["
    for row in rows:
        yield before + orjson.dumps(row)
        before = b","
    yield b"[]\n" if before == b"[" else b"]\n"


def stream(names: tuple[str, str], rows: Iterable[Row], status: int = 200) -> Response:
    """Write a list piece by piece; the first row is made before the answer begins.

    Parameters
    ----------
    names : tuple of str
        Of the whole and of a part, in XML.
    rows : iterable of mapping
    status : int
    """
    form = asked_format()
    begun = iter(rows)
    first = list(_first(begun))
    pieces = chain(first, begun)
    body = _json(pieces) if form == JSON else _xml(names, pieces)
    return Response(body, status, content_type=MIMES[JSON if form == JSON else XML])


def _first(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the first row if there is one: what fails, fails before the headers."""
    for row in rows:
        yield row
        return


def write_list(names: tuple[str, str], rows: list[Row], status: int = 200) -> Response:
    """Write a short list at once."""
    form = JSON if asked_format() == JSON else XML
    body = b"".join(_json(rows) if form == JSON else _xml(names, rows))
    return Response(body, status, content_type=MIMES[form])


def write_one(name: str, row: Row, status: int = 200) -> Response:
    """Write one thing that is no list."""
    if asked_format() == JSON:
        return Response(orjson.dumps(row) + b"\n", status, content_type=MIMES[JSON])
    made = etree.tostring(element_of(name, row), encoding="utf-8")
    return Response(DECLARATION + made + b"\n", status, content_type=MIMES[XML])
