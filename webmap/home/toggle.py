"""What can be switched on and off, on the map and in the list beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from webmap.i18n import N_


@dataclass(frozen=True)
class Toggle:
    """One switch of the map page.

    Attributes
    ----------
    key : str
        Word in the address.
    word : str
        What the switch says.
    layers : tuple of str
        Layers that it shows.
    is_on : bool
        Whether they are shown at first sight.
    """

    key: str
    word: str
    layers: tuple[str, ...]
    is_on: bool


TOGGLES: Final = (
    Toggle("places", N_("Places"), ("places",), is_on=True),
    Toggle("transit", N_("Stops and lines"), ("stops", "lines"), is_on=True),
    Toggle("obstacles", N_("Obstacles"), ("barriers", "reports"), is_on=True),
    Toggle("gaps", N_("Gaps: what cannot be reached"), ("gaps",), is_on=False),
)

HEADINGS: Final = {
    "places": N_("Places"),
    "stops": N_("Stops"),
    "lines": N_("Lines"),
    "barriers": N_("Known obstacles"),
    "reports": N_("Obstacles that people reported"),
    "gaps": N_("Gaps"),
}
"""Layer → heading of its list."""

LISTED: Final[Mapping[str, Mapping[str, str]]] = {
    "barriers": {"status": "active"},
    "reports": {"status": "open"},
    "stops": {"location_type": "0"},
}
"""Layer → what its list is narrowed to: what is there now, and can be boarded."""
