"""cafein: journeys of a walker and of a wheelchair, from door to door."""

import time

import cafein


class Adapter:
    """One city."""

    def load(self, osm, feeds, transfer_min):
        """Read streets and feeds."""
        begun = time.perf_counter()
        self.city = cafein.TransportNetwork.from_gtfs(
            [f"{feed}.zip" for feed in feeds],
            osm_pbf=osm,
            max_walking_time=transfer_min,
            street_modes=("walk", "wheelchair"),
        )
        return {"seconds": [time.perf_counter() - begun]}

    def journeys(self, pairs, at, rides, access_min, wheelchair):
        """Find the journeys of each pair; what is not known is fine to it."""
        traveler = cafein.TravelerProfile(
            wheelchair=wheelchair, max_walking_time=access_min
        )
        times, found = [], 0
        for (lon, lat), (to_lon, to_lat) in pairs:
            begun = time.perf_counter()
            try:
                told = self.city.route_between_coordinates(
                    (lat, lon), (to_lat, to_lon), at, rides, traveler=traveler
                )
            except ValueError:
                told = []  # it says so where an end is far from every street
            times.append(time.perf_counter() - begun)
            found += any(journey["rides"] > 0 for journey in told)
        return {"seconds": times, "found": found}
