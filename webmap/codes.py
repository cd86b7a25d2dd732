"""Addresses on paper and on screens: in full, and as QR codes."""

from __future__ import annotations

import io

import segno
from flask import request

from webmap.context import runtime
from webmap.mail_server import public_address


def full_address(path: str) -> str:
    """Give the full address; the host that was asked where none is set."""
    held = runtime().settings
    if held.public_url:
        return public_address(held, path)
    return request.host_url.rstrip("/") + path


def draw_code(address: str) -> str:
    """Draw an address as a QR code: SVG, as large as its place."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=True,
        nl=False,
        omitsize=True,
    )
    return out.getvalue().decode()
