"""What an analysis says of the gaps that were declared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.queries.gap_declared import ToCheck
from data.town_analysis import DOOR_M, ProfileSurvey
from geo.gap.declared import Here, judge_declared
from geo.island import find_parts
from geo.passage import Flags


def check_declared(
    survey: ProfileSurvey, declared: Sequence[ToCheck]
) -> dict[str, str]:
    """Tell of each declared gap of a profile whether the analysis finds it too.

    Parameters
    ----------
    survey : ProfileSurvey
    declared : sequence of ToCheck
        Those of other profiles are left out.

    Returns
    -------
    dict of str to str
        Key → ``"confirmed"``, ``"rejected"`` or ``"doubt"``.
    """
    own = [one for one in declared if one.profile == survey.profile.key]
    if not own:
        return {}
    near = survey.attach([one.lonlat for one in own], DOOR_M)
    where = dict(zip(near.index.tolist(), near.sites.segment.tolist(), strict=True))
    main = _MainParts(survey)
    return {
        one.key: judge_declared(
            main.here(one.service, where[number]) if number in where else None
        )
        for number, one in enumerate(own)
    }


class _MainParts:
    """Who is on the main part of the network: for sure, perhaps, as a walker."""

    def __init__(self, survey: ProfileSurvey) -> None:
        self.survey = survey
        self.on = {
            name: _on_main(survey, passage.usable)
            for name, passage in vars(survey.access).items()
        }

    def here(self, service: str, segment: int) -> Here:
        """Tell what is known of one segment, for a service or for all."""
        if service not in self.survey.search.doors:
            return Here(**{name: bool(on[segment]) for name, on in self.on.items()})
        reach = self.survey.search.reach(service)
        return Here(
            strict=bool(reach.reached[segment]),
            hopeful=bool(reach.reached[segment] | reach.unknown[segment]),
            walker=bool(reach.walker[segment]),
        )


def _on_main(survey: ProfileSurvey, usable: Flags) -> Flags:
    parts = find_parts(survey.town.network, usable)
    return np.asarray(parts.inside == parts.main)
