"""A town or a country in parts on disk, each measured wherever somebody reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from data.part_file import Asked, read_part, write_part
from geo.engine.arc import to_weights
from geo.engine.hierarchy import Hierarchy, build_hierarchy
from geo.engine.metric import build_metric
from geo.engine.order import find_order
from geo.measure.region import Region, find_region, least_weights, split_homes
from geo.measure.town import Counted, build_walks, count_town


def count_all(asked: Asked, hierarchy: Hierarchy, *, threads: int = 1) -> list[Counted]:
    """Count what every home reaches, one answer a question.

    Parameters
    ----------
    asked : Asked
    hierarchy : Hierarchy
        Of the network.
    threads : int

    Returns
    -------
    list of Counted
        Nothing is nearest that is farther than the last time.
    """
    network, barriers = asked.network, asked.barriers
    passages = [one.passage(network, barriers) for one in asked.questions]
    walks = build_walks(network, hierarchy, passages)
    found = []
    for walk, one in zip(walks, asked.questions, strict=True):
        counted = count_town(
            walk, asked.homes, one.supply, limits_s=asked.limits_s, threads=threads
        )
        found.append(_within(counted))
    return found


def _within(counted: Counted) -> Counted:
    near = counted.nearest_s
    beyond = near > counted.limits_s[-1]
    return Counted(counted.limits_s, counted.counts, np.where(beyond, np.inf, near))


def write_parts(
    asked: Asked, hierarchy: Hierarchy, folder: Path, *, most: int
) -> tuple[list[Path], list[Region]]:
    """Write a network in parts, each with what is asked of it.

    Parameters
    ----------
    asked : Asked
    hierarchy : Hierarchy
        Of the network.
    folder : Path
    most : int
        Homes of one part.

    Returns
    -------
    list of Path, list of Region
        One a part.

    Raises
    ------
    SourceError
        If the folder cannot be written.
    """
    network = asked.network
    rows = []
    for one in asked.questions:
        passage = one.passage(network, asked.barriers)
        open_s = np.where(passage.bare, passage.seconds, np.inf)
        rows.append(to_weights(open_s))
    metric = build_metric(hierarchy, least_weights(rows))
    middle = network.node_lonlat[network.tail[asked.homes.segment]]
    paths, regions = [], []
    for number, own in enumerate(split_homes(middle, most=most)):
        region = find_region(
            network, metric, asked.homes, own, within_s=asked.limits_s[-1]
        )
        path = folder / f"part-{number:05}"
        write_part(asked, region, path)
        paths.append(path)
        regions.append(region)
    return paths, regions


def count_part(path: str) -> list[Counted]:
    """Count what the homes of a part reach: the job of one worker."""
    asked = read_part(Path(path))
    network = asked.network
    order = find_order(network.tail, network.head, network.node_lonlat)
    hierarchy = build_hierarchy(network.tail, network.head, order)
    return count_all(asked, hierarchy)


def join_parts(
    asked: Asked, regions: Sequence[Region], found: Sequence[Sequence[Counted]]
) -> list[Counted]:
    """Put the homes of all parts in their order again.

    Parameters
    ----------
    asked : Asked
        Of the whole network.
    regions : sequence of Region
    found : sequence of sequence of Counted
        One a part, one a question.

    Returns
    -------
    list of Counted
        What ``count_all`` says of the whole network, to the last digit.
    """
    joined = []
    for number, one in enumerate(asked.questions):
        homes, kinds = len(asked.homes), one.supply.amount.shape[1]
        counts = np.zeros((homes, len(asked.limits_s), kinds))
        nearest = np.full((homes, kinds), np.inf)
        for region, answers in zip(regions, found, strict=True):
            counts[region.homes] = answers[number].counts
            nearest[region.homes] = answers[number].nearest_s
        joined.append(Counted(asked.limits_s, counts, nearest))
    return joined
