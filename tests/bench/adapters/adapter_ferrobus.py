"""ferrobus: journeys on foot and by vehicle; it knows nothing of wheelchairs."""

import json
import time
from datetime import date

import ferrobus


class Adapter:
    """One city, and the ends of trips in it."""

    def load(self, osm, feeds, day, transfer_s):
        """Read streets and feeds of one day."""
        begun = time.perf_counter()
        when = date.fromisoformat(day)
        self.city = ferrobus.create_transit_model(osm, feeds, when, transfer_s)
        return {"seconds": [time.perf_counter() - begun]}

    def _points(self, ends, access_s, most):
        return [
            ferrobus.create_transit_point(lat, lon, self.city, access_s, most)
            for lon, lat in ends
        ]

    def journeys(self, pairs, at_s, rides, access_s, most):
        """Find the journey of each pair with its legs, from its coordinates."""
        times, found = [], 0
        for ends in pairs:
            begun = time.perf_counter()
            start, end = self._points(ends, access_s, most)
            told = ferrobus.detailed_journey(self.city, start, end, at_s, rides - 1)
            times.append(time.perf_counter() - begun)
            legs = json.loads(told) or {}
            found += _rides(legs)
        return {"seconds": times, "found": found}

    def searches(self, pairs, at_s, rides, access_s, most):
        """Do the same with the ends on the network beforehand."""
        times = []
        for ends in pairs:
            start, end = self._points(ends, access_s, most)
            begun = time.perf_counter()
            ferrobus.detailed_journey(self.city, start, end, at_s, rides - 1)
            times.append(time.perf_counter() - begun)
        return {"seconds": times}

    def hours(self, pairs, at_s, end_s, rides, access_s, most):
        """Find the journeys of some time of departures."""
        times = []
        for ends in pairs:
            begun = time.perf_counter()
            start, end = self._points(ends, access_s, most)
            ferrobus.range_multimodal_routing(
                self.city, start, end, (at_s, end_s), rides - 1
            )
            times.append(time.perf_counter() - begun)
        return {"seconds": times}


def _rides(legs):
    kinds = [row["properties"].get("leg_type") for row in legs.get("features", ())]
    return "transit" in kinds
