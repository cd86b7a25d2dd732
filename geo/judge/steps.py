"""Steps: how many, with a handrail, or with a ramp beside them."""

from __future__ import annotations

import numpy as np

from geo.judge.about import climbed, step_count
from geo.judge.kernel import Mark, Record, kernel


@kernel
def steps(row: Record, need: Record) -> Mark:
    """Judge the steps of a way or of a barrier on it."""
    taken, count = climbed(row, need), step_count(row)
    vague = (row["steps_doubt"] | row["step_count_doubt"]) & (not taken)
    if not (taken | vague):
        return False, False, False, 0.0, 0.0
    burden = need["flight_s"] if taken else 0.0
    rail, above = row["handrail"], need["handrail_above"]
    needs_rail = taken & (not np.isnan(above)) & (not count <= above)
    no_rail = needs_rail & (rail == 0)
    hard = taken & ((row["steps"] > 0) | (row["step_count"] > 0))
    most = need["most_steps"]
    refused = hard & ((count > most) | (most == 0) | no_rail)
    unsure = np.isnan(count) | (needs_rail & (rail < 0)) | (not hard)
    doubtful = ((taken & unsure) | vague) & (not refused)
    plain = taken & need["contrast"] & (row["step_contrast"] == 0)
    limited = most < np.inf
    beyond = taken if limited else no_rail | plain
    return refused & limited, doubtful & limited, beyond, 0.0, burden
