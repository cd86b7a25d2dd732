"""What is told of the vehicles of a line."""

from __future__ import annotations

from typing import Final

OF_VEHICLES: Final = (
    "low_floor",
    "ramp_wheelchair",
    "wheelchair_space",
    "vehicle_floor_m",
    "next_stop_audible",
    "next_stop_visual",
    "driver_help",
)
"""Attributes that are named where they are known, and where they are not."""
