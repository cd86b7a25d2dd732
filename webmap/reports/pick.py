"""What the script is told that lets people point to a place on a map."""

from __future__ import annotations

from typing import Any, Final

from werkzeug.datastructures import MultiDict

from webmap.context import runtime
from webmap.home.question import read_question
from webmap.home.scene import build_scene
from webmap.i18n import N_, messages

FAILED: Final = N_(
    "The map could not be drawn on this device. Please write the place instead."
)


def pick_scene() -> dict[str, Any]:
    """Tell of the town's map, and what to say where it cannot be drawn."""
    scene = build_scene(runtime(), read_question(MultiDict()))
    return {
        **scene,
        "failed": FAILED,
        "messages": {**scene["messages"], **messages(FAILED)},
    }
