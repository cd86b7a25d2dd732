"""Add translations to the catalogues, or compile them.

    python tools/translate.py add FILE.json
    python tools/translate.py compile
    python tools/translate.py missing

FILE.json maps an English sentence to its Arabic and French; a plural joins its two
English forms by ``|`` and lists the forms of each language.
"""

from __future__ import annotations

import fcntl
import json
import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
CATALOGUES = ROOT / "webmap" / "translations"
LANGUAGES = ("ar", "fr")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def catalogue(language: str) -> Path:
    """Give the file of a language."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def entry(msgid: str, forms: str | list[str]) -> polib.POEntry:
    """Build one entry; a list of forms makes it a plural."""
    if isinstance(forms, str):
        return polib.POEntry(msgid=msgid, msgstr=forms)
    one, many = msgid.split("|")
    return polib.POEntry(
        msgid=one, msgid_plural=many, msgstr_plural=dict(enumerate(forms))
    )


def check(msgid: str, forms: str | list[str]) -> None:
    """Stop where a placeholder is lost or made up."""
    wanted = set(PLACEHOLDER.findall(msgid))
    for form in [forms] if isinstance(forms, str) else forms:
        if not set(PLACEHOLDER.findall(form)) <= wanted:
            sys.exit(f"{msgid!r}: {form!r} has a placeholder of its own")
    if isinstance(forms, str) and set(PLACEHOLDER.findall(forms)) != wanted:
        sys.exit(f"{msgid!r}: {forms!r} has lost a placeholder")


def on_one_line(forms: str | list[str], language: str) -> str | list[str]:
    """Keep the signs that French writes apart on the line of their word."""
    if language != "fr":
        return forms
    if isinstance(forms, list):
        return [str(on_one_line(form, language)) for form in forms]
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\N{NO-BREAK SPACE}", forms)


def add(file: Path) -> None:
    """Merge a JSON file into both catalogues."""
    texts = json.loads(file.read_text(encoding="utf-8"))
    with (CATALOGUES / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for language in LANGUAGES:
            book = polib.pofile(str(catalogue(language)), wrapwidth=0)
            for msgid, forms in texts.items():
                check(msgid, forms[language])
                fresh = entry(msgid, on_one_line(forms[language], language))
                known = book.find(fresh.msgid)
                if known is not None:
                    book.remove(known)
                book.append(fresh)
            book.sort(key=lambda one: one.msgid)
            book.save(str(catalogue(language)))


def compile_all() -> None:
    """Write the binary catalogues that the program reads."""
    for language in LANGUAGES:
        book = polib.pofile(str(catalogue(language)))
        book.save_as_mofile(str(catalogue(language).with_suffix(".mo")))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["add", name]:
            add(Path(name))
            compile_all()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit(__doc__)
