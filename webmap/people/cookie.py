"""The cookies of people: of a device that is signed in, and of one that is known."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from webmap.context import runtime

SIGNED_IN: Final = "wusul_person"
KNOWN: Final = "wusul_known"
HOST_ONLY: Final = "__Host-"
"""No neighbouring host, and no answer without encryption, can set such a cookie."""
KNOWN_S: Final = 365 * 24 * 3600


def is_secure() -> bool:
    """Tell whether people reach us encrypted, perhaps through a proxy."""
    return runtime().settings.public_url.startswith("https://") or request.is_secure


def cookie_name(name: str) -> str:
    """Give the name that a cookie really bears."""
    return f"{HOST_ONLY}{name}" if is_secure() else name


def read_cookie(name: str) -> str:
    """Read a cookie; empty without it."""
    return request.cookies.get(cookie_name(name), "")


def set_cookie(
    response: Response, name: str, value: str, *, lasts_s: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends.

    Parameters
    ----------
    response : Response
    name, value : str
    lasts_s : int, optional
        Seconds; until the browser is closed if it is left out.
    """
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=lasts_s,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(
        cookie_name(name), path="/", secure=is_secure(), httponly=True, samesite="Lax"
    )
