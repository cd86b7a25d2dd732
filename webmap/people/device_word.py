"""Browser and system in two words: enough to tell one's own devices apart."""

from __future__ import annotations

from typing import Final

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
"""What a browser says of itself → its name; the first that fits."""


def device_word(said: str) -> str:
    """Name a device by what its browser says; empty if that is unheard of."""
    words = (
        next((name for sign, name in table if sign in said), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return " · ".join(word for word in words if word)
