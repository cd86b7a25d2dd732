"""Texts of places, read in each language apart."""

from __future__ import annotations

from data.db import Database
from data.queries.observation import write_observations
from data.queries.place_text import list_texts
from data.queries.source import SourceInfo, ensure_source
from geo.observation import Method, Observation
from geo.place_text import PlaceText


def test_the_texts_of_a_place_are_listed_with_their_languages(
    database: Database,
) -> None:
    rows = {
        "blind_description": "Three steps.",
        "blind_description_ar": "ثلاث درجات.",
        "deaf_description_fr": "Boucle magnétique.",
        "wheelchair": "no",
    }
    with database.write() as session:
        source = ensure_source(session, SourceInfo("map", "Map", "CC0", "nobody"))
        said = [
            Observation("map:n1", name, value, Method.TAGGED, "map")
            for name, value in rows.items()
        ]
        write_observations(session, source, said)

    with database.read() as session:
        assert list_texts(session, "map:n1") == (
            PlaceText("blind_description", "", "Three steps.", "map"),
            PlaceText("blind_description", "ar", "ثلاث درجات.", "map"),
            PlaceText("deaf_description", "fr", "Boucle magnétique.", "map"),
        )
        assert list_texts(session, "map:n2") == list_texts(session, "") == ()
