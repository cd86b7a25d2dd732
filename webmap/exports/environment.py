"""Templates of documents that leave the site: no request, no address, no script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from webmap.i18n import N_, gettext, ngettext

TEMPLATES: Final = Path(__file__).parent.parent / "templates"


@cache
def document_environment() -> Environment:
    """Give the environment in which documents are written."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=gettext, ngettext=ngettext, N_=N_)
    return environment
