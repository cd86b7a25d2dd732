"""The elevation importer: modelled heights at the nodes of the network."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

from data.models import Source
from data.queries.height import (
    HeightsWritten,
    list_node_positions,
    write_heights,
)
from data.queries.source import SourceInfo
from geo.errors import InputError
from geo.finding import Finding
from importers.base import Parsed, Progress, Written
from importers.elevation.model import Floats, HeightModel
from importers.elevation.read import HIGHEST_M, LOWEST_M, read_model


class ElevationImporter:
    """Gives nodes the height of a model; the newest import wins.

    Heights of a model are *modelled*: the slopes made from them may cost and warn,
    and never refuse on their own.

    Parameters
    ----------
    sigma_m : float, optional
        Standard error of the heights, metres; by default what is usual for the file.
    """

    name = "elevation"

    def __init__(self, sigma_m: float | None = None) -> None:
        if sigma_m is not None and not (math.isfinite(sigma_m) and sigma_m > 0):
            raise InputError("sigma", f"{sigma_m} is not above 0 m")
        self.sigma_m = sigma_m

    def parse(
        self, path: Path, source: SourceInfo, progress: Progress
    ) -> Parsed[HeightModel]:
        """Open the model.

        Raises
        ------
        InputError
            If the file is of another format, or broken.
        CrsError
            If it has no reference system.
        """
        del source, progress
        model, findings = read_model(path, sigma_m=self.sigma_m)
        return Parsed(model, findings)

    def check(self, frames: HeightModel) -> list[Finding]:
        """Nothing can be told before the network is known."""
        del frames
        return []

    def write(self, session: Session, source: Source, frames: HeightModel) -> Written:
        """Interpolate at every node of the network.

        Raises
        ------
        InputError
            If there is no network, or the model covers none of it.
        """
        nodes = list_node_positions(session)
        if not nodes.ids:
            raise InputError(
                frames.file, "there is no network yet; import streets first"
            )
        heights, sigmas = frames.heights(nodes.lonlat)
        heights, odd = _on_earth(heights)
        if np.isnan(heights).all():
            reason = odd[0].message if odd else _elsewhere(nodes.lonlat)
            raise InputError(frames.file, reason)
        done = write_heights(session, source, nodes.ids, (heights, sigmas))
        return Written(
            counts={
                "nodes": len(nodes.ids),
                "heights": done.known,
                "heights changed": done.changed,
            },
            findings=[*odd, *_findings(len(nodes.ids), done)],
            network=bool(done.changed),
        )


def _on_earth(heights: Floats) -> tuple[Floats, list[Finding]]:
    """Forget heights that no ground has: a hole not marked as one, or another unit."""
    odd = (heights < LOWEST_M) | (heights > HIGHEST_M)
    if not odd.any():
        return heights, []
    message = (
        f"{odd.sum()} heights such as {heights[odd][0]:g} are outside "
        f"{LOWEST_M:g} … {HIGHEST_M:g} m: taken as unknown; are they in metres?"
    )
    found = Finding("height-outside-world", "network", message, "error")
    return np.where(odd, np.nan, heights), [found]


def _elsewhere(lonlat: np.typing.NDArray[np.float64]) -> str:
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    box = f"{west:.3f}, {south:.3f} … {east:.3f}, {north:.3f}"
    return f"the model knows no height of the network, which is at {box}"


def _findings(nodes: int, done: HeightsWritten) -> list[Finding]:
    found = []
    if nodes > done.known:
        message = (
            f"{nodes - done.known} of {nodes} nodes get no height: outside, or a hole"
        )
        found.append(Finding("heights-unknown", "network", message))
    for source, count in done.replaced.items():
        message = (
            f"{count} heights of this source were replaced: the newest import wins"
        )
        found.append(Finding("heights-replaced", source, message))
    if done.withdrawn:
        message = f"{done.withdrawn} heights that this source gave before are gone"
        found.append(Finding("heights-withdrawn", "network", message))
    return found
