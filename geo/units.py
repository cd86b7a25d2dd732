"""Conversions of units; nothing else may multiply by 3.6 or divide by 60."""

from __future__ import annotations


def minutes(seconds: float) -> float:
    """Turn seconds into minutes."""
    return seconds / 60


def percent(ratio: float) -> float:
    """Turn a ratio into per cent."""
    return ratio * 100


def centimetres(metres: float) -> float:
    """Turn metres into centimetres."""
    return metres * 100


def mps_to_kmh(speed: float) -> float:
    """Turn metres per second into kilometres per hour."""
    return speed * 3.6


def kmh_to_mps(speed: float) -> float:
    """Turn kilometres per hour into metres per second."""
    return speed / 3.6
