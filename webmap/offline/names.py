"""Names of places and stops for a device without a network, ready to be searched."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.orm import Session

from data.queries.name import NamedThing, list_named_things
from geo.text import ARTICLES, LETTERS, choose_name, words
from webmap.i18n import gettext, ngettext
from webmap.search.views import LAYER_WORDS
from webmap.wording.feature import kind_word

MOST: Final = 4000
"""Names that a device keeps: a town's places, stops and streets, the larger first."""


SUGGESTED: Final = 8
"""Most names that are suggested at once."""


def tell_names(session: Session, lang: str) -> dict[str, Any]:
    """List names in a language, each with the folded words it is found by.

    Parameters
    ----------
    session : Session
    lang : str

    Returns
    -------
    dict
        ``counts``: what is said of none, one, two … suggestions; ``letters`` and
        ``articles``: how to fold what is typed, see ``geo.text.fold``;
        ``names``: name, kind, lon, lat, words.
    """
    things = list_named_things(session)[:MOST]
    counted = (
        ngettext("%(num)s suggestion", "%(num)s suggestions", num)
        for num in range(1, SUGGESTED + 1)
    )
    return {
        "counts": [gettext("Nothing found"), *counted],
        "letters": {chr(letter): other for letter, other in LETTERS.items()},
        "articles": sorted(ARTICLES),
        "names": [_row(thing, lang) for thing in things],
    }


def _row(thing: NamedThing, lang: str) -> list[Any]:
    called = [*thing.names.values(), *thing.label.values()]
    found_by = dict.fromkeys(word for name in called for word in words(name))
    layer = gettext(LAYER_WORDS[thing.layer])
    kind = kind_word(thing.kind) if thing.layer == "places" else layer
    if thing.is_demonstration:
        kind = f"{kind} · {gettext('Demonstration')}"
    name = choose_name(thing.names, lang) or choose_name(thing.label, lang)
    lon, lat = thing.lonlat
    return [name, kind, round(lon, 6), round(lat, 6), " ".join(found_by)]
