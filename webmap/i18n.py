"""Languages: which one is spoken now, its sentences, and names from the data.

The first part of a page's address is its language. Blueprints of pages take
``url_prefix=PREFIX``; the language is taken out of the address before the view is
called, and ``url_for`` puts it back in. The command line speaks inside
``with speaking("fr"):``. Sentences are English in the code: ``_("Map")``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from apiflask import APIFlask
from babel import Locale
from babel.support import NullTranslations, Translations
from flask import g, request

from geo.text import choose_name

LANGUAGES: Final = ("ar", "fr", "en")
NAMES: Final = {"ar": "العربية", "fr": "Français", "en": "English"}
SOURCE_LANGUAGE: Final = "en"
PREFIX: Final = "/<any(ar,fr,en):lang>"
CATALOGUES: Final = Path(__file__).parent / "translations"

KEPT: Final = 8192
"""The same sentences and names come again and again."""

_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE_LANGUAGE)


def current_language() -> str:
    """Tell the language that is spoken now."""
    return _spoken.get()


@cache
def direction(language: str) -> str:
    """Tell which way a language is written: ``"rtl"`` or ``"ltr"``."""
    return "rtl" if Locale.parse(language).character_order == "right-to-left" else "ltr"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    token = _spoken.set(language if language in LANGUAGES else SOURCE_LANGUAGE)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])


@lru_cache(maxsize=KEPT, typed=True)
def _translated(message: str, language: str) -> str:
    return _catalogue(language).gettext(message)


def gettext(message: str, **values: object) -> str:
    """Say a sentence in the language that is spoken."""
    said = _translated(message, _spoken.get()) if message else ""
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Say a sentence about a number of things; ``%(num)s`` is the number."""
    said = _catalogue(current_language()).ngettext(one, many, num)
    return said % {"num": num, **values}


def N_(message: str) -> str:  # noqa: N802
    """Mark a sentence that is translated where it is shown."""
    return message


def messages(*sentences: str) -> dict[str, str]:
    """Give sentences and what they are now, for a script's page data."""
    return {sentence: gettext(sentence) for sentence in sentences}


def best_name(names: Mapping[str, str] | None, language: str = "") -> str:
    """Choose a name for a reader: their language, the default, then any.

    A default in letters that the reader may not know comes after a name in a language
    that is written alike: signs in two scripts are common.

    Parameters
    ----------
    names : mapping or None
        Language → name; the key ``""`` holds the default.
    language : str
        The language that is spoken now, if it is left out.

    Returns
    -------
    str
        Empty if there is no name at all.
    """
    if not names:
        return ""
    return _chosen(tuple(names.items()), language or current_language())


@lru_cache(maxsize=KEPT)
def _chosen(names: tuple[tuple[str, str], ...], language: str) -> str:
    return choose_name(dict(names), language)


def best_language() -> str:
    """Choose the language of a visitor whose address has none."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def install(site: APIFlask) -> None:
    """Make a site speak: its addresses, its templates and its scripts."""
    site.url_value_preprocessor(_take_language)
    site.url_defaults(_put_language(site))
    site.teardown_request(_fall_silent)
    environment = site.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    install_gettext = environment.install_gettext_callables  # type: ignore[attr-defined]
    install_gettext(gettext, ngettext, newstyle=False)
    environment.globals.update(
        _=gettext, gettext=gettext, ngettext=ngettext, N_=N_, best_name=best_name
    )


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    language = (values or {}).pop("lang", "") or _language_of_path()
    g.lang = language
    _spoken.set(language)


def _fall_silent(_error: BaseException | None) -> None:
    _spoken.set(SOURCE_LANGUAGE)


def _language_of_path() -> str:
    first = request.path.split("/", 2)[1]
    asked = request.args.get("lang", "")
    return next((one for one in (first, asked) if one in LANGUAGES), best_language())


def _put_language(site: APIFlask) -> Any:  # noqa: ANN401
    def put(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and site.url_map.is_endpoint_expecting(
            endpoint, "lang"
        ):
            values["lang"] = current_language()

    return put
