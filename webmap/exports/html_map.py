"""A map in one HTML file, made by folium, that opens without a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import folium
import numpy as np
import shapely
from branca.element import CssLink, JavascriptLink
from folium.features import GeoJson, GeoJsonPopup
from markupsafe import Markup, escape
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from webmap.exports.document import LOOKS, MapDocument, MapItem
from webmap.exports.environment import document_environment
from webmap.exports.inline import inline_font, inline_script, inline_sheet
from webmap.i18n import current_language, direction, gettext

PLACES: Final = 6
"""Decimal places of a degree: about 10 cm."""
SCRIPTS: Final = [("leaflet", "vendor:leaflet/leaflet.js")]
SHEETS: Final = [("leaflet_css", "vendor:leaflet/leaflet.css")]
FONTS: Final = {
    "latin": "vendor:readex-pro/readex-pro-latin-wght-normal.woff2",
    "arabic": "vendor:readex-pro/readex-pro-arabic-wght-normal.woff2",
}
STREET: Final = {"color": "#c9b99f", "weight": 2, "opacity": 1.0}
STYLES: Final[dict[str, dict[str, Any]]] = {
    "bad": {"color": "#8e1b1b", "weight": 5, "dashArray": "2 7"},
    "doubt": {"color": "#5d5870", "weight": 4, "dashArray": "1 6"},
    "other": {"color": "#48545b", "weight": 3, "dashArray": "12 6"},
    "work": {"color": "#0b5a66", "weight": 5, "dashArray": None},
    "idle": {"color": "#8a5a00", "weight": 3, "dashArray": "8 5"},
}
"""Lines differ by their dashes, points by their size, both by the word beside them."""
QUARTERS: Final = 25
"""Of one table."""
SIZES: Final = {"bad": 9, "doubt": 7, "other": 5, "work": 10, "idle": 6}


def render_map(document: MapDocument) -> str:
    """Write a map, its list and its legend as one HTML file.

    Parameters
    ----------
    document : MapDocument
        In the language that is spoken now.

    Returns
    -------
    str

    Raises
    ------
    MissingError
        If folium asks for a front-end file that is not one of ours.
    """
    drawn = _draw(document)
    root: Any = drawn.get_root()
    root.render()
    scripts, sheets = _assets(root)
    language = current_language()
    return (
        document_environment()
        .get_template("exports/map.html")
        .render(
            document=document,
            lang=language,
            dir=direction(language),
            scripts=[Markup(inline_script(one)) for one in scripts],  # noqa: S704
            sheets=[Markup(inline_sheet(one)) for one in sheets],  # noqa: S704
            fonts={name: Markup(inline_font(one)) for name, one in FONTS.items()},  # noqa: S704
            body=Markup(root.html.render()),  # noqa: S704
            drawing=Markup(root.script.render()),  # noqa: S704
            styles=STYLES,
            sizes=SIZES,
            most=QUARTERS,
        )
    )


def _draw(document: MapDocument) -> folium.Map:
    drawn = folium.Map(
        tiles=None,
        control_scale=True,
        attributionControl=False,
        zoomSnap=0.25,
        width="100%",
        height="100%",
    )
    drawn.default_js, drawn.default_css = list(SCRIPTS), list(SHEETS)
    if document.streets:
        _lines(document.streets).add_to(drawn)
    shapes = [item.shape for item in document.items]
    for look, word in LOOKS.items():
        chosen = [item for item in document.items if item.look == look]
        if chosen:
            _items(chosen, look, gettext(word)).add_to(drawn)
    drawn.fit_bounds(_bounds(shapes or document.streets), padding=(24, 24))
    if len(document.looks) > 1:
        folium.LayerControl(collapsed=False).add_to(drawn)
    return drawn


def _lines(streets: Sequence[BaseGeometry]) -> GeoJson:
    lines = shapely.MultiLineString(
        [part for street in streets for part in shapely.get_parts(street)]
    )
    feature = {"type": "Feature", "properties": {}, "geometry": _geometry(lines)}
    return GeoJson(
        feature, control=False, style_function=lambda _f: STREET, interactive=False
    )


def _items(items: Sequence[MapItem], look: str, word: str) -> GeoJson:
    features = [
        {
            "type": "Feature",
            "properties": {"text": "<hr>".join(_popup(item) for item in held)},
            "geometry": _geometry(held[0].shape),
        }
        for held in _stacks(items)
    ]
    line = STYLES[look]
    point = {"color": line["color"], "fillColor": line["color"], "fillOpacity": 0.5}
    return GeoJson(
        {"type": "FeatureCollection", "features": features},
        name=str(escape(word)),
        style_function=lambda one: point if _is_point(one) else line,
        marker=folium.CircleMarker(radius=SIZES[look], weight=2, fill=True),
        popup=GeoJsonPopup(fields=["text"], labels=False),
    )


def _stacks(items: Sequence[MapItem]) -> list[list[MapItem]]:
    """Put items of one place together: one sign that tells them all."""
    held: dict[bytes, list[MapItem]] = {}
    for item in items:
        held.setdefault(shapely.to_wkb(item.shape), []).append(item)
    return list(held.values())


def _is_point(feature: dict[str, Any]) -> bool:
    return str(feature["geometry"]["type"]) == "Point"


def _popup(item: MapItem) -> str:
    facts = Markup("").join(Markup("<br>{}").format(fact) for fact in item.facts)
    way = direction(current_language())
    text = Markup('<div dir="{}"><strong>{}</strong>{}</div>')
    return str(text.format(way, item.title, facts))


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    return dict(mapping(shapely.transform(shape, lambda c: np.round(c, PLACES))))


def _bounds(shapes: Sequence[BaseGeometry]) -> list[list[float]]:
    west, south, east, north = (
        shapely.total_bounds(list(shapes))
        if shapes
        else (
            -180.0,
            -60.0,
            180.0,
            70.0,
        )
    )
    # Leaflet wants latitude first.
    return [[float(south), float(west)], [float(north), float(east)]]


def _assets(root: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401
    links = list(root.header._children.values())  # noqa: SLF001
    scripts = [link.url for link in links if isinstance(link, JavascriptLink)]
    sheets = [link.url for link in links if isinstance(link, CssLink)]
    return scripts, sheets
