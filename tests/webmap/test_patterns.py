"""The design system: contrast, themes, and a page with every component."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webmap import assets
from webmap.site import create_site

CSS = Path(assets.__file__).parent / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
MACROS = Path(assets.__file__).parent / "templates" / "macros" / "ui.html"
TEXTS = (
    "ink",
    "ink-soft",
    "action",
    "link",
    "usable",
    "limited",
    "unusable",
    "unknown",
    "report",
    "transit",
)
GROUNDS = ("page", "card", "sand")
THEMES = {
    "light": r":root {\s+color-scheme",
    "auto-dark": r'prefers-color-scheme: dark\) {\s+:root\[data-theme="auto"\] {',
    "dark": r':root\[data-theme="dark"\] {',
    "auto-contrast": r'prefers-contrast: more\) {\s+:root\[data-theme="auto"\] {',
    "contrast": r':root\[data-theme="contrast"\] {',
}


def _theme(name: str) -> dict[str, str]:
    block = re.split(THEMES[name], TOKENS)[1].split("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_can_be_read_on_every_ground(theme, ground, text):
    colours = _theme(theme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_fields_focus_and_signs_can_be_seen(theme):
    colours = _theme(theme)

    for seen in ("edge", "focus"):
        assert contrast(colours[seen], colours["card"]) >= 3
        assert contrast(colours[seen], colours["page"]) >= 3
    assert contrast(colours["on-action"], colours["action"]) >= 4.5
    assert contrast(colours["on-action"], colours["action-strong"]) >= 4.5
    for sign in ("usable", "unusable"):
        assert contrast(colours["shape-cut"], colours[sign]) >= 4.5


def test_high_contrast_is_higher():
    ordinary, high = _theme("light"), _theme("contrast")

    for text in TEXTS:
        assert contrast(high[text], high["page"]) >= 7
        assert contrast(high[text], high["page"]) > contrast(
            ordinary[text], ordinary["page"]
        )


def test_a_theme_is_the_same_whether_chosen_or_asked_by_the_device():
    assert _theme("auto-dark") == _theme("dark")
    assert _theme("auto-contrast") == _theme("contrast")
    assert set(_theme("light")) == set(_theme("dark")) == set(_theme("contrast"))


def test_every_sheet_of_every_page_stands_in_a_layer():
    joined = assets.site_sheet()
    layers = re.findall(r"^@layer (\w+) {", joined, re.MULTILINE)
    outside = re.sub(r"^@layer \w+ {.*?^}", "", joined, flags=re.MULTILINE | re.DOTALL)

    assert len(layers) > 10
    assert re.findall(r"^[.\w:\[].*{", outside, re.MULTILINE) == []


def test_only_the_tokens_name_colours():
    named = {
        sheet.name: found
        for sheet in (CSS / "components").glob("*.css")
        if (found := re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()))
    }

    assert named == {}


def test_targets_are_at_least_forty_four_pixels():
    size = re.search(r"--target: ([\d.]+)rem", TOKENS)

    assert size is not None
    assert float(size[1]) * 16 >= 44


@pytest.fixture
def page(kef):
    return create_site(kef).test_client().get("/en/patterns").get_data(as_text=True)


@pytest.mark.parametrize(
    "mark",
    [
        "button button-primary",
        "button button-quiet",
        "button-report",
        "disabled",
        "field-wrong",
        "aria-invalid",
        "<textarea",
        "<select",
        'type="radio"',
        'type="checkbox"',
        'class="card"',
        "chip-demo",
        "status-yes",
        "status-limited",
        "status-no",
        "status-unknown",
        'class="steps"',
        "<caption>",
        "<dialog",
        'class="empty"',
        "error-summary",
        "notice-doubt",
        "demo-notice",
        'class="pager"',
    ],
)
def test_the_page_of_patterns_shows_every_component(page, mark):
    assert mark in page


def test_every_component_that_templates_can_use_is_on_the_page():
    macros = re.findall(r"{% macro ([a-z]\w+)\(", MACROS.read_text())
    patterns = (MACROS.parent.parent / "patterns.html").read_text()

    assert [name for name in macros if f"ui.{name}(" not in patterns] == []


def test_a_state_is_a_shape_and_a_word_never_colour_alone(page):
    states = re.findall(
        r'<span class="status status-\w+">(.*?)</span></span>', page, re.DOTALL
    )

    assert len(states) >= 4
    assert all("<svg" in state and re.search(r"<span>\s*\w", state) for state in states)


def test_static_files_may_be_kept_for_a_year_and_change_their_address(kef):
    site = create_site(kef)
    with site.test_request_context():
        address = assets.asset("css/site.css")

    answer = site.test_client().get(address)

    assert assets.static_digest() in address
    assert answer.cache_control.max_age == assets.YEAR_S
    assert answer.cache_control.immutable
    assert "--action" in answer.get_data(as_text=True)
    with site.test_client().get("/static/000000000000/js/main.js") as old:
        assert old.cache_control.max_age == 0
