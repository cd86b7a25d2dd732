"""Paper: HTML of ours as a tagged PDF, with our fonts and nothing from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from webmap.assets import FOLDER

FONTS: Final = FOLDER / "vendor" / "readex-pro"
SCHEME: Final = "font:"
RANGES: Final = {
    "arabic": "U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFC",
    "latin-ext": "U+0100-02BA, U+1E00-1E9F, U+2C60-2C7F",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122",
}
FACE: Final = (
    '@font-face {{ font-family: "Readex {name}"; font-weight: 160 700; '
    'src: url("font:readex-pro-{name}-wght-normal.woff2") format("woff2"); '
    "unicode-range: {range}; }}"
)

# WeasyPrint lets all of Pillow take pictures that are broken off; we refuse them.
ImageFile.LOAD_TRUNCATED_IMAGES = False


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives our own fonts; nothing is fetched from elsewhere."""

    def fetch(
        self,
        url: str,
        headers: dict[str, str] | None = None,  # noqa: ARG002
    ) -> URLFetcherResponse:
        if url.startswith(SCHEME):
            font = FONTS / url.removeprefix(SCHEME)
            if font.parent == FONTS and font.is_file():
                return URLFetcherResponse(url, font.read_bytes())
        message = f"{url[:80]} is not fetched for paper"
        raise ValueError(message)


@lru_cache(maxsize=32)
def print_pdf(html: str) -> bytes:
    """Print a page: PDF/UA, tagged, for readers too.

    Parameters
    ----------
    html : str
        With its language, title and styles; pictures as SVG inside it.
    """
    fonts = FontConfiguration()
    fetcher = _Fetcher()
    faces = "\n".join(FACE.format(name=name, range=r) for name, r in RANGES.items())
    sheet = CSS(string=faces, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=html, url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    )
    return pdf
