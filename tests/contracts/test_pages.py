"""Every page in every language: answers, says its language, loads from nowhere else."""

from __future__ import annotations

import re

import pytest

from webmap.site import create_site

DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
SUBRESOURCE = re.compile(
    r"""<(?:script|img|iframe|source|audio|video)[^>]*\ssrc=["']([^"']+)"""
    r"""|<link(?![^>]*rel=["'](?:alternate|canonical|license))[^>]*\shref=["']([^"']+)"""
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\sstyle="
)


@pytest.fixture
def site(kef):
    return create_site(kef)


def _pages(site) -> list[str]:
    return [
        rule.rule
        for rule in site.url_map.iter_rules()
        if "GET" in rule.methods and rule.arguments == {"lang"}
    ]


def _html(site):
    client = site.test_client()
    for rule in _pages(site):
        for lang, direction in DIRECTIONS.items():
            path = re.sub(r"<[^>]*lang>", lang, rule)
            answer = client.get(path)
            if answer.get_data()[:15].lower().lstrip() == b"<!doctype html>":
                yield path, lang, direction, answer


def test_there_are_pages(site):
    assert len(_pages(site)) >= 8


def test_every_page_answers_and_says_its_language_and_direction(site):
    wrong = [
        path
        for path, lang, direction, answer in _html(site)
        if answer.status_code != 200
        or not re.search(
            rf'<html[^>]*lang="{lang}"[^>]*dir="{direction}"',
            answer.get_data(as_text=True),
        )
        or not re.search(r"<title>[^<]+</title>", answer.get_data(as_text=True))
    ]

    assert wrong == []


def test_no_page_loads_from_another_host_or_runs_inline(site):
    strangers = []
    for path, _lang, _direction, answer in _html(site):
        text = answer.get_data(as_text=True)
        loaded = [a or b for a, b in SUBRESOURCE.findall(text)]
        strangers += [(path, u) for u in loaded if re.match(r"(https?:)?//", u)]
        strangers += [(path, found) for found in INLINE.findall(text)]

    assert strangers == []


def test_every_answer_carries_the_security_headers(site):
    bare = [
        path
        for path, _lang, _direction, answer in _html(site)
        if "default-src 'none'" not in answer.headers.get("Content-Security-Policy", "")
        or answer.headers.get("X-Content-Type-Options") != "nosniff"
    ]

    assert bare == []


def test_demonstration_data_is_said_in_words_on_every_screen(site):
    words = {"ar": "تجريبية", "fr": "démonstration", "en": "demonstration"}

    silent = [
        path
        for path, lang, _direction, answer in _html(site)
        if words[lang] not in answer.get_data(as_text=True).lower()
    ]

    assert silent == []
