"""A report on paper: the town at a glance, the gravest gaps, the method on a page."""

from __future__ import annotations

from typing import Final

from webmap.exports.document import LOOKS, MapDocument
from webmap.exports.drawing import draw_map
from webmap.exports.environment import document_environment
from webmap.exports.html_map import STYLES
from webmap.i18n import current_language, direction
from webmap.pdf import print_pdf

LISTED: Final = 20
"""On paper; the map in one file and the tables hold them all."""
QUARTERS: Final = 5
"""Of one table."""


def render_paper(document: MapDocument) -> bytes:
    """Print a report as tagged PDF, in the language that is spoken now.

    Parameters
    ----------
    document : MapDocument
    """
    items = document.items[:LISTED]
    language = current_language()
    html = (
        document_environment()
        .get_template("exports/paper.html")
        .render(
            document=document,
            items=items,
            looks=LOOKS,
            drawing=draw_map(
                document.streets, [(item.look, item.shape) for item in items]
            ),
            lang=language,
            dir=direction(language),
            styles=STYLES,
            most=QUARTERS,
        )
    )
    return print_pdf(html)
