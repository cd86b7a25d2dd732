"""Hidden parts: nothing but falsified means of large blocks is left of them."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.mask import (
    BLOCKS,
    MOST_PARTS,
    NOISE,
    WHOLE,
    Part,
    cut_grid,
    hide_parts,
    parse_part,
    parse_parts,
)

ALL = Part(0, 0, WHOLE, WHOLE)


@st.composite
def some_part(draw):
    x, y = draw(st.integers(0, WHOLE - 1)), draw(st.integers(0, WHOLE - 1))
    width, height = draw(st.integers(1, WHOLE - x)), draw(st.integers(1, WHOLE - y))
    return Part(x, y, width, height)


@st.composite
def pictures(draw):
    height, width = draw(st.integers(1, 90)), draw(st.integers(1, 90))
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (height, width, 3), dtype=np.uint8)


def inside(part, height, width):
    hidden = np.zeros((height, width), dtype=bool)
    for row in range(height):
        for column in range(width):
            across = (column + 1) * WHOLE > part.x * width
            across &= column * WHOLE < (part.x + part.width) * width
            down = (row + 1) * WHOLE > part.y * height
            down &= row * WHOLE < (part.y + part.height) * height
            hidden[row, column] = across and down
    return hidden


@settings(max_examples=60)
@given(picture=pictures(), part=some_part())
def test_what_is_outside_stays_and_all_that_a_part_touches_is_replaced(picture, part):
    marked = inside(part, *picture.shape[:2])

    seen = hide_parts(picture, [part], np.random.default_rng(1))

    assert (seen[~marked] == picture[~marked]).all()
    colours = np.unique(seen[marked], axis=0)
    assert len(colours) <= (BLOCKS + 1) ** 2


@settings(max_examples=40)
@given(picture=pictures(), seed=st.integers(0, 99))
def test_only_the_means_of_blocks_are_read(picture, seed):
    """Two pictures whose blocks have one mean look the same, whatever was on them."""
    height, width = picture.shape[:2]
    side = -(-max(height, width) // BLOCKS)
    mixed = picture.copy()
    random = np.random.default_rng(seed)
    for top in range(0, height, side):
        for left in range(0, width, side):
            block = mixed[top : top + side, left : left + side].reshape(-1, 3)
            turned = random.permutation(block).reshape(
                mixed[top : top + side, left : left + side].shape
            )
            mixed[top : top + side, left : left + side] = turned

    one, other = (
        hide_parts(p, [ALL], np.random.default_rng(seed)) for p in (picture, mixed)
    )

    assert np.abs(one.astype(int) - other.astype(int)).max() <= 1


def test_the_noise_falsifies_means_so_that_a_text_cannot_be_guessed_from_them():
    grey = np.full((160, 160, 3), 128, np.uint8)

    seen = hide_parts(grey, [ALL], np.random.default_rng(7)).astype(float)

    assert seen.std() == pytest.approx(NOISE, rel=0.2)


def test_two_looks_at_the_same_part_differ():
    grey = np.full((64, 64, 3), 128, np.uint8)

    one, other = (hide_parts(grey, [ALL], np.random.default_rng()) for _ in range(2))

    assert (one != other).any()


@given(part=some_part())
def test_a_part_is_read_back_as_it_was_written(part):
    text = f"{part.x},{part.y},{part.width},{part.height}"

    assert parse_part(text) == part


@given(text=st.text(max_size=30))
def test_any_text_is_a_part_within_the_picture_or_refused(text):
    part = None
    with suppress(InputError):
        part = parse_part(text)

    assert part is None or part.x + part.width <= WHOLE >= part.y + part.height


def test_a_crowd_of_parts_is_refused():
    with pytest.raises(InputError, match="are more than"):
        parse_parts(["0,0,1,1"] * (MOST_PARTS + 1))


@pytest.mark.parametrize(("columns", "rows"), [(12, 9), (9, 12), (7, 3)])
def test_the_cells_of_a_grid_leave_nothing_out_and_do_not_overlap(columns, rows):
    covered = np.zeros((WHOLE, WHOLE), dtype=int)

    for cell in cut_grid(columns, rows):
        covered[cell.y : cell.y + cell.height, cell.x : cell.x + cell.width] += 1

    assert len(cut_grid(columns, rows)) == columns * rows
    assert (covered == 1).all()
