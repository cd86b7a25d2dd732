"""El Kef in parts on disk says what El Kef in one piece says."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from data.cluster import spread
from data.measuring import TownMeter, build_meter
from data.part_file import Asked, read_part
from data.regions import count_all, count_part, join_parts, write_parts
from geo.errors import DataError
from geo.measure.town import Counted
from geo.profile import get_profile
from tests.data.test_cluster import scheduler
from tests.kef import open_kef

__all__ = ["scheduler"]
PROFILES = [get_profile("manual_wheelchair"), get_profile("white_cane")]


@pytest.fixture(scope="module")
def meter(kef_folder) -> TownMeter:
    runtime = open_kef(kef_folder)
    yield build_meter(runtime)
    runtime.close()


@pytest.fixture(scope="module")
def asked(meter: TownMeter) -> Asked:
    return meter.ask(PROFILES)


@pytest.fixture(scope="module")
def whole(meter: TownMeter, asked: Asked) -> list[Counted]:
    return count_all(asked, meter.hierarchy)


def check_same(found: list[Counted], whole: list[Counted]) -> None:
    assert len(found) == len(whole) == 1 + 2 * len(PROFILES)
    for one, other in zip(found, whole, strict=True):
        assert np.array_equal(one.counts, other.counts)
        assert np.array_equal(one.nearest_s, other.nearest_s)


def count_part_or_die(path: str) -> list[Counted]:
    """Kill the worker that does the second part first; nobody else."""
    grave = Path(path) / "died"
    if Path(path).name == "part-00001" and not grave.exists():
        grave.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return count_part(path)


def test_parts_say_what_the_whole_says_to_the_last_digit(
    meter, asked, whole, tmp_path
) -> None:
    parts, regions = write_parts(asked, meter.hierarchy, tmp_path, most=700)

    found = [count_part(str(part)) for part in parts]

    assert len(parts) > 3
    check_same(join_parts(asked, regions, found), whole)
    assert whole[0].counts.sum() > whole[1].counts.sum() > 0


def test_two_workers_of_which_one_is_killed_say_the_same(
    meter, asked, whole, scheduler, tmp_path
) -> None:
    parts, regions = write_parts(asked, meter.hierarchy, tmp_path, most=700)

    found = spread(scheduler, count_part_or_die, parts, lambda _done, _of: None)

    assert (tmp_path / "part-00001" / "died").exists()
    check_same(join_parts(asked, regions, found), whole)


def test_a_part_that_was_written_is_read_as_it_was(meter, asked, tmp_path) -> None:
    (part,), (region,) = write_parts(
        asked, meter.hierarchy, tmp_path, most=len(asked.homes)
    )

    found = read_part(part)

    inside = set(region.segments.tolist())
    acting = [one for one in asked.barriers if inside.intersection(one.segments)]
    assert [one.key for one in found.barriers] == [one.key for one in acting]
    assert [one.evidence for one in found.barriers] == [one.evidence for one in acting]
    assert [one.value for one in found.barriers] == [one.value for one in acting]
    assert found.limits_s == asked.limits_s


def test_a_part_that_is_not_whole_is_refused(meter, asked, tmp_path) -> None:
    part = write_parts(asked, meter.hierarchy, tmp_path, most=2000)[0][0]
    (part / "asked.json").write_text("{")

    with pytest.raises(DataError, match="broken"):
        read_part(part)
