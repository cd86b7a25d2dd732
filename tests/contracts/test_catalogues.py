"""The translations: complete, and with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

from tests.contracts.sources import ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
LANGUAGES = ("ar", "fr")
METHODS = [
    ("**/node_modules/**", "ignore"),
    ("**/vendor/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.js", "javascript"),
]


def _catalogue(language: str) -> polib.POFile:
    folder = ROOT / "webmap" / "translations" / language / "LC_MESSAGES"
    return polib.pofile(str(Path(folder) / "messages.po"))


def _used() -> set[str]:
    messages = extract_from_dir(
        ROOT / "webmap",
        method_map=METHODS,
        keywords={"_": None, "gettext": None, "ngettext": (1, 2), "N_": None},
    )
    return {m[2] if isinstance(m[2], str) else m[2][0] for m in messages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    known = {entry.msgid for entry in _catalogue(language) if entry.translated()}

    assert _used() - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    lost = [
        entry.msgid
        for entry in _catalogue(language)
        if entry.msgstr
        and set(PLACEHOLDER.findall(entry.msgid))
        != set(PLACEHOLDER.findall(entry.msgstr))
    ]

    assert lost == []


def test_both_languages_have_the_same_sentences() -> None:
    arabic, french = (
        {entry.msgid for entry in _catalogue(language)} for language in LANGUAGES
    )

    assert arabic == french


def test_french_signs_never_begin_a_line_and_apostrophes_are_curved() -> None:
    said = [
        form
        for entry in _catalogue("fr")
        for form in (entry.msgstr, *entry.msgstr_plural.values())
    ]

    assert [one for one in said if re.search(r" [?!:;»]|« |'", one)] == []
