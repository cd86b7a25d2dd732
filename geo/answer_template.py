"""Answers that are written again and again, with words filled in from the report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.life_cycle import get_state

_TABLE: Final = Path(__file__).parent / "tables" / "answer_templates.toml"
LANGUAGES: Final = ("ar", "fr", "en")
PLACEHOLDERS: Final = ("number", "category", "where", "state", "body", "reason", "day")
"""What can be filled in: nothing of it tells who sent the report."""
LONGEST: Final = 2000
"""Letters of one answer."""
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class AnswerTemplate:
    """One answer in every language.

    Attributes
    ----------
    key : str
    state : str
        Offered with the step that leads there; empty for any update.
    texts : dict of str to str
        Language → words.
    """

    key: str
    texts: dict[str, str]
    state: str = ""


@lru_cache
def usual_templates() -> tuple[AnswerTemplate, ...]:
    """Read the answers that an instance begins with."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["template"]
    return tuple(AnswerTemplate(**row) for row in rows)


def find_placeholders(text: str) -> list[str]:
    """List the words in braces, in their order."""
    return list(dict.fromkeys(_BRACES.findall(text)))


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Fill an answer in.

    Parameters
    ----------
    text : str
    values : mapping of str to str

    Returns
    -------
    str
        What is not known stands as a line to be filled in by hand; braces within a
        value are left as they are.
    """
    return _BRACES.sub(lambda found: values.get(found[1]) or "…", text)


def check_template(template: AnswerTemplate) -> AnswerTemplate:
    """Refuse an answer that cannot be filled in or lacks a language.

    Raises
    ------
    InputError
        Naming the key, the state or the language (``text_ar`` …) that is wrong.
    """
    if not _KEY.fullmatch(template.key):
        raise InputError("key", f"{template.key[:40]!r} is not a word of a-z, 0-9, _")
    if template.state:
        get_state(template.state)
    for lang in LANGUAGES:
        text = template.texts.get(lang, "").strip()
        if not text:
            raise InputError(f"text_{lang}", "is missing")
        if len(text) > LONGEST:
            raise InputError(f"text_{lang}", f"{len(text)} letters are over {LONGEST}")
        for word in find_placeholders(text):
            if word not in PLACEHOLDERS:
                known = ", ".join(PLACEHOLDERS)
                raise InputError(f"text_{lang}", f"{{{word}}} is not one of {known}")
    return template
