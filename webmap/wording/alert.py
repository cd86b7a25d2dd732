"""What operators tell their passengers, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.transit.live import Alert
from webmap.i18n import best_name, current_language


@dataclass(frozen=True)
class AlertWords:
    """An alert.

    Attributes
    ----------
    kind, header, description, url : str
    lang : str
        Language of the operator's own words; empty where it is the reader's, or not
        said.
    is_access : bool
        It is about the access of people with disabilities.
    """

    kind: str
    header: str
    description: str
    url: str
    lang: str
    is_access: bool


def say_alert(alert: Alert) -> AlertWords:
    """Say an alert; words for loudspeakers stand in where there are no others."""
    header = alert.header or alert.spoken
    lang = _language(header)
    return AlertWords(
        kind=best_name(alert.effect.label),
        header=header.get(lang, ""),
        description=alert.description.get(lang, ""),
        url=_safe(alert.url.get(lang) or alert.url.get("", "")),
        lang="" if lang == current_language() else lang,
        is_access=alert.effect.access,
    )


def _language(texts: Mapping[str, str]) -> str:
    """Choose the reader's language, else what the operator gives without one."""
    for lang in (current_language(), "", "fr", "en", "ar"):
        if lang in texts:
            return lang
    return next(iter(texts), "")


def _safe(url: str) -> str:
    """Follow nothing but addresses of the web."""
    return url if url.startswith(("https://", "http://")) else ""
