"""Commands that show: serve, trip, lists."""

from __future__ import annotations

import click

commands: list[click.Command] = []
