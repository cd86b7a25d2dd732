"""Commands that show: serve, trip, lists."""

from __future__ import annotations

import click

from webmap import lists
from webmap.building import build
from webmap.check import check
from webmap.exports.cli import gaps, plan
from webmap.reports.cli import report
from webmap.server import serve

commands: list[click.Command] = [
    build,
    gaps,
    plan,
    *lists.commands,
    report,
    serve,
    check,
]
