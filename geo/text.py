"""Names as people type them: folded, without article, with a slip of the finger.

One fold for Arabic and Latin script, so that a name is found however it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

LETTERS: Final = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ھ": "ه",
        "ہ": "ه",
        "ڤ": "ف",
        "ڨ": "ق",
        "گ": "ك",
        "ء": "",
        "ـ": "",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "’": " ",
        "'": " ",
    }
)
"""Letters that Unicode does not take apart; Persian and Maghrebi forms included."""

ARTICLES: Final = frozenset(
    {
        *("al", "el", "le", "la", "les", "l", "the", "a", "of", "de", "du", "des", "d"),
        *("do", "da", "dos", "das", "o", "os", "as", "del", "della", "di"),
    }
)
"""Articles and particles of the languages of names: optional wherever they stand."""

ARABIC_ARTICLE: Final = "ال"
SHORTEST_STEM: Final = 2
"""Letters that must stay when an Arabic article is cut off."""

JOINED_ARTICLES: Final = ("بال", "وال", "فال", "كال", "لل")
"""In, and, so, like, to + article, written as one."""
SHORTEST_JOINED_STEM: Final = 3

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})

ARABIC_SOUNDS: Final = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhhddrzsxsdtzGfkklmnh", "اويعىء"
)
LATIN_PAIRS: Final = (
    ("ch", "x"),
    ("sh", "x"),
    ("kh", "h"),
    ("gh", "G"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("dj", "j"),
)
LATIN_SOUNDS: Final = str.maketrans("cqgv", "kkkf", "aeiouwy")
"""How names of the Maghreb are written in French letters."""

SHORTEST_TYPO: Final = 3
"""A word of fewer letters is taken as it is typed."""

EXACT: Final = 1.0
PREFIX: Final = 0.9
TYPO: Final = 0.7

_GAP = re.compile(r"[^\w]+|_+")
_REPEAT = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold a text so that spellings of one name become equal.

    Accents, Arabic vowel signs and the lengthening stroke go, the forms of alef,
    yeh, teh marbuta and hamza become one, digits become 0–9, signs become spaces.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower case words parted by single spaces.

    Examples
    --------
    >>> fold("  Hôpital – EL-KEF ")
    'hopital el kef'
    >>> fold("مُسْتَشْفَى الأَمَل") == fold("مستشفي الامل")
    True
    """
    # Case is folded between two decompositions: 𝐀 becomes A, and İ becomes i + dot.
    parted = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", text).casefold()
    )
    bare = "".join(c for c in parted if not unicodedata.combining(c))
    plain = "".join(_digit(c) for c in bare.translate(LETTERS))
    return " ".join(_GAP.sub(" ", plain).split())


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def words(text: str) -> tuple[str, ...]:
    """Cut a text into folded words without articles and particles.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of str
        At least one word if the text has any: an article alone stays.

    Examples
    --------
    >>> words("El Kef") == words("Le Kef") == words("kef")
    True
    """
    folded = fold(text).split()
    kept = tuple(_without_article(word) for word in folded if word not in ARTICLES)
    return kept or tuple(folded)


def _without_article(word: str) -> str:
    stem = word.removeprefix(ARABIC_ARTICLE)
    if stem != word:
        return stem if len(stem) >= SHORTEST_STEM else word
    for joined in JOINED_ARTICLES:
        stem = word.removeprefix(joined)
        if stem != word and len(stem) >= SHORTEST_JOINED_STEM:
            return stem
    return word


def has_typo(typed: str, word: str, *, is_last: bool) -> bool:
    """Tell whether a typed word is a word with one slip.

    A slip is a letter too many, too few, wrong, or two neighbours swapped.

    Parameters
    ----------
    typed : str
        Folded word of the question.
    word : str
        Folded word of a name.
    is_last : bool
        Whether the person may still be typing it: the beginning of the word is
        then enough.
    """
    if len(typed) < SHORTEST_TYPO:
        return False
    heads = [word]
    if is_last and len(typed) > SHORTEST_TYPO:
        heads += [word[: len(typed)], word[: len(typed) + 1]]
    return any(OSA.distance(typed, head, score_cutoff=1) <= 1 for head in heads)


def match_word(typed: str, word: str, *, is_last: bool) -> float:
    """Rate how well a typed word matches a word of a name.

    Returns
    -------
    float
        ``EXACT``, ``PREFIX`` (of the last word only), ``TYPO`` or 0.
    """
    if typed == word:
        return EXACT
    if is_last and word.startswith(typed):
        return PREFIX
    return TYPO if has_typo(typed, word, is_last=is_last) else 0.0


def choose_name(names: Mapping[str, str], lang: str) -> str:
    """Choose the name to show in a language.

    Parameters
    ----------
    names : mapping
        Language → name; the key ``""`` holds the default.
    lang : str
        Wanted language.

    Returns
    -------
    str
        The name in that language, else the default, else any; but what is written in
        letters that the reader may not know comes after all the others. Empty where
        there is no name.
    """
    known = {language: name for language, name in names.items() if name}
    if lang in known:
        return known[lang]
    order = [known[language] for language in ("", *sorted(known)) if language in known]
    read = (name for name in order if is_read(name, lang))
    return next(read, order[0] if order else "")


@lru_cache(maxsize=8192)
def is_read(name: str, lang: str) -> bool:
    """Tell whether a reader of a language reads all letters of a name."""
    foreign = frozenset() if lang in RIGHT_TO_LEFT else {"R", "AL"}
    return not any(unicodedata.bidirectional(letter) in foreign for letter in name)


def skeleton(word: str) -> str:
    """Reduce a folded word to its consonants, the same from Arabic and Latin script.

    It tells whether two spellings of one name sound alike; it is too coarse to find
    anything by itself.

    Parameters
    ----------
    word : str
        Folded word.

    Returns
    -------
    str
        Latin consonants, without repeats.

    Examples
    --------
    >>> skeleton(fold("زيتونة")) == skeleton(fold("Zitouna")) == "ztn"
    True
    """
    if not word.isascii():
        heard = word.removesuffix("ه").translate(ARABIC_SOUNDS)
        return _REPEAT.sub(r"\1", heard)
    for pair, sound in LATIN_PAIRS:
        word = word.replace(pair, sound)
    return _REPEAT.sub(r"\1", word.translate(LATIN_SOUNDS))
