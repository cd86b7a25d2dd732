"""Valhalla in process: routes of its wheelchair, rides too, and the tiles it needs."""

import json
import subprocess
import time
from pathlib import Path

import valhalla

FAR_M = 1_000_000
MOST_EXCLUDED = 50


def ask_for(pair, excluded=(), **limits):
    """Write the question for one route."""
    (lon, lat), (to_lon, to_lat) = pair
    question = {
        "locations": [{"lon": lon, "lat": lat}, {"lon": to_lon, "lat": to_lat}],
        "costing": "pedestrian",
        "costing_options": {"pedestrian": {"type": "wheelchair", **limits}},
    }
    if excluded:
        points = [{"lon": lon, "lat": lat} for lon, lat in excluded]
        question["exclude_locations"] = points
    return json.dumps(question)


def ask_for_ride(pair, at, kind, access_m, transfer_m):
    """Write the question for one trip by public transport."""
    limits = {
        "type": kind,
        "transit_start_end_max_distance": access_m,
        "transit_transfer_max_distance": transfer_m,
    }
    question = {
        "locations": [{"lon": lon, "lat": lat} for lon, lat in pair],
        "costing": "multimodal",
        "costing_options": {"pedestrian": limits},
        "date_time": {"type": 1, "value": at},
    }
    return json.dumps(question)


def configure_rides(folder, feeds):
    """Give the configuration for tiles with timetables."""
    config = configure(folder)
    transit = Path(folder) / "transit"
    transit.mkdir(parents=True, exist_ok=True)
    config["mjolnir"]["transit_dir"] = str(transit)
    config["mjolnir"]["transit_feeds_dir"] = feeds
    return config


def configure(folder):
    """Give the configuration for the tiles of a folder."""
    tiles = Path(folder) / "valhalla_tiles"
    tiles.mkdir(parents=True, exist_ok=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(tiles))
    config["service_limits"]["pedestrian"]["max_distance"] = FAR_M
    config["service_limits"]["max_exclude_locations"] = MOST_EXCLUDED
    config["mjolnir"]["logging"] = {"type": ""}
    config["loki"]["logging"] = {"type": "", "long_request": 1e9}
    config["thor"]["logging"] = {"type": "", "long_request": 1e9}
    config["odin"]["logging"] = {"type": "", "long_request": 1e9}
    return config


class Adapter:
    """One actor."""

    def build(self, path, folder):
        """Build the tiles, unless they are there."""
        target = Path(folder)
        begun = time.perf_counter()
        if not (target / "done").exists():
            target.mkdir(parents=True, exist_ok=True)
            file = target / "valhalla.json"
            file.write_text(json.dumps(configure(folder)))
            tool = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
            command = [str(tool), "-c", str(file), path]
            subprocess.run(command, check=True, capture_output=True)
            (target / "done").touch()
        taken = time.perf_counter() - begun
        self.actor = valhalla.Actor(configure(folder))
        return {"seconds": [taken]}

    def excluding(self, pairs, closed):
        """Find ways that leave out one spot each."""
        times, found = [], 0
        for pair, spot in zip(pairs, closed, strict=True):
            question = ask_for(pair, [spot])
            begun = time.perf_counter()
            try:
                self.actor.route(question)
                found += 1
            except RuntimeError:
                pass  # it says so where there is no way
            times.append(time.perf_counter() - begun)
        return {"seconds": times, "found": found}

    def build_rides(self, osm, feeds, folder):
        """Build tiles with timetables, unless they are there."""
        target, begun = Path(folder), time.perf_counter()
        config = configure_rides(folder, feeds)
        if not (target / "done").exists():
            file = target / "valhalla.json"
            file.write_text(json.dumps(config))
            tools = Path(valhalla.__file__).parent / "bin"
            for name, *rest in (
                ("valhalla_ingest_transit",),
                ("valhalla_convert_transit",),
                ("valhalla_build_tiles", osm),
            ):
                command = [str(tools / name), "-c", str(file), *rest]
                subprocess.run(command, check=True, capture_output=True)
            (target / "done").touch()
        taken = time.perf_counter() - begun
        self.actor = valhalla.Actor(config)
        return {"seconds": [taken]}

    def rides(self, pairs, **asked):
        """Find trips; how many were answered, and how many of them by a vehicle."""
        times, answered, found = [], 0, 0
        for pair in pairs:
            question = ask_for_ride(pair, **asked)
            begun = time.perf_counter()
            try:
                told = self.actor.route(question)
            except RuntimeError:
                told = ""  # it says so where there is no way
            times.append(time.perf_counter() - begun)
            answered += bool(told)
            found += '"travel_mode":"transit"' in str(told)
        return {"seconds": times, "answered": answered, "found": found}
