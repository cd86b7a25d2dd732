"""The paper form: tagged, in three languages, the same questions in the same order."""

from __future__ import annotations

import re
import zlib

import pytest
import segno
from flask import render_template

from geo.category import report_categories
from geo.question import list_questions, report_questions
from webmap.codes import draw_code
from webmap.i18n import best_name, speaking
from webmap.pdf import print_pdf
from webmap.reports.paper import _content


def inside(pdf: bytes) -> bytes:
    """Unpack all streams of a PDF."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = []
    for part in parts:
        try:
            unpacked.append(zlib.decompress(part))
        except zlib.error:
            unpacked.append(part)
    return pdf + b"\n".join(unpacked)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_form_is_a_tagged_pdf_in_each_language(client, lang):
    answer = client.get(f"/{lang}/reports/paper.pdf")
    content = inside(answer.data)

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"/MarkInfo" in content
    assert b"pdfuaid" in content
    assert f"/Lang ({lang})".encode() in content
    assert b"Readex" in content


def written(site, path):
    with site.test_request_context(path), speaking(path[1:3]):
        about = {"near": "Poste", "at": "8.7,36.1", "category": "steps"}
        if "steps" not in path:
            about = dict.fromkeys(about, "")
        return _content(about), render_template("reports/paper.html", **_content(about))


def test_every_question_stands_on_paper_in_the_order_of_the_form(site):
    _, html = written(site, "/fr/reports/paper.pdf")
    labels = [q.label["fr"] for q in report_questions().values() if q.part == "what"]

    places = [
        html.index(f'"label">{label.replace(chr(39), "&#39;")}') for label in labels
    ]

    assert places == sorted(places)
    for number, kind in enumerate(report_categories().values(), start=1):
        name = f'<span class="name">{kind.label["fr"].replace(chr(39), "&#39;")}</span>'
        assert f'<span class="number">{number}.</span>{name}' in html


def test_of_a_chosen_category_only_its_questions_with_the_place_filled_in(site):
    content, html = written(site, "/en/reports/paper.pdf?category=steps")
    labels = [q.label["en"] for q in list_questions("steps") if q.part == "what"]

    assert [line.label for line in content["what"]] == labels
    assert "<bdi>Poste</bdi>" in html
    assert html.count("box ticked") == 1
    assert content["address"] == (
        "http://localhost/en/reports/new?near=Poste&at=8.7,36.1&category=steps"
    )


def test_the_code_on_paper_leads_to_the_form(site):
    content, html = written(site, "/ar/reports/paper.pdf")

    assert content["code"] == draw_code("http://localhost/ar/reports/new")
    assert content["code"] in html
    modules = sum(map(sum, segno.make(content["address"], error="m").matrix))
    assert modules > 100


def test_nothing_from_elsewhere_is_fetched_for_paper():
    page = '<html lang="en"><title>x</title><body><img src="{}" alt="x"></body></html>'
    strange = [page.format(url) for url in ("file:///etc/passwd", "http://localhost/")]

    pdfs = [print_pdf(one) for one in strange]

    assert all(b"root:" not in inside(pdf) for pdf in pdfs)


def test_every_language_names_what_the_code_is(site):
    _, html = written(site, "/en/reports/paper.pdf")

    assert 'aria-label="QR code that leads to the form: http://localhost' in html
    assert best_name({"en": "x"}, "en") == "x"
