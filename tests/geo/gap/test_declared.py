import pytest

from geo.errors import InputError
from geo.gap.declared import Here, judge_declared, read_declared

SOUND = {
    "title": "Le marché du samedi",
    "text": "Trois marches à l’entrée, sans rampe.",
    "kind": "service",
    "profile": "manual_wheelchair",
    "service": "market",
    "position": "8.7047,36.1742",
    "lang": "fr",
}


def read(**other):
    return read_declared(SOUND | other, profiles=["manual_wheelchair"], country="TN")


def test_a_sound_declaration_is_read_with_its_place():
    found = read()

    assert (found.kind, found.service) == ("service", "market")
    assert found.lonlat == (8.7047, 36.1742)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "x" * 161),
        ("text", " "),
        ("text", "Appelez le +216 98 123 456"),
        ("kind", "abyss"),
        ("profile", "deaf"),
        ("service", ""),
        ("service", "casino"),
        ("position", ""),
        ("position", "north"),
        ("position", "36.17,190"),
    ],
)
def test_what_is_wrong_is_refused_by_the_name_of_its_field(name, value):
    with pytest.raises(InputError) as refused:
        read(**{name: value})

    assert refused.value.field == name


@pytest.mark.parametrize(
    ("here", "word"),
    [
        (None, "doubt"),
        (Here(strict=False, hopeful=True, walker=True), "doubt"),
        (Here(strict=False, hopeful=False, walker=True), "confirmed"),
        (Here(strict=True, hopeful=True, walker=True), "rejected"),
        (Here(strict=False, hopeful=False, walker=False), "rejected"),
    ],
)
def test_the_analysis_confirms_rejects_or_does_not_know(here, word):
    assert judge_declared(here) == word
