"""Seconds as whole milliseconds."""

from __future__ import annotations

import numpy as np

from geo.engine.arc import CLOSED, to_seconds, to_weights


def test_seconds_are_rounded_to_milliseconds() -> None:
    found = to_weights(np.array([1.0, 0.0015, 2.0004]))

    assert found.tolist() == [1000, 2, 2000]
    assert found.dtype == np.int32


def test_what_is_closed_or_endless_stays_closed() -> None:
    found = to_weights(np.array([np.inf, np.nan, 1e9]))

    assert found.tolist() == [CLOSED, CLOSED, CLOSED]
    assert np.isinf(to_seconds(found)).all()


def test_nothing_is_free() -> None:
    assert to_weights(np.array([0.0])).tolist() == [1]


def test_milliseconds_become_the_same_seconds_again() -> None:
    assert to_seconds(to_weights(np.array([12.345]))).tolist() == [12.345]
