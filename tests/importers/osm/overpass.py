"""A place-name and download service on this machine, answering from a real extract.

It reads the extract by itself and evaluates the query that it is asked, so what it
answers is what the real service would answer for that area.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import osmium

TYPES = {"n": "node", "w": "way", "r": "relation"}
_PART = re.compile(
    r"\((node|way|relation)\['([^']+)'(?:='([^']+)')?\]\(poly:'([^']+)'\)"
)


def read_elements(path) -> dict:
    """Read every element of an extract: (type, id) → element as the service has it."""
    found = {}
    for item in osmium.FileProcessor(str(path)):
        kind = TYPES[item.type_str()]
        element = {"type": kind, "id": item.id}
        if kind == "node":
            element |= {"lat": item.lat, "lon": item.lon}
        if kind == "way":
            element["nodes"] = [node.ref for node in item.nodes]
        if kind == "relation":
            element["members"] = [
                {"type": TYPES[m.type], "ref": m.ref, "role": m.role}
                for m in item.members
            ]
        if tags := dict(item.tags):
            element["tags"] = tags
        found[kind, item.id] = element
    return found


def answer(elements: dict, query: str) -> list:
    """Evaluate a query of unions of key or key=value, each with its parts below it."""
    wanted = set()
    for kind, key, value, outline in _PART.findall(query):
        assert len(outline.split()) >= 6
        for name, element in elements.items():
            said = element.get("tags", {}).get(key)
            if name[0] == kind and said is not None and value in {"", said}:
                wanted |= {name, *_below(elements, name)}
    return [elements[name] for name in sorted(wanted)]


def _below(elements: dict, name: tuple) -> set:
    element = elements.get(name, {})
    parts = {("node", ref) for ref in element.get("nodes", ())}
    for member in element.get("members", ()):
        inner = (member["type"], member["ref"])
        if inner[0] != "relation":
            parts |= {inner, *_below(elements, inner)}
    return {part for part in parts if part in elements}


def outline(elements: dict) -> dict:
    """Draw a box around the extract, as the place-name service gives an outline."""
    lons = [e["lon"] for e in elements.values() if "lon" in e]
    lats = [e["lat"] for e in elements.values() if "lat" in e]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "place_id": 1,
        "osm_type": "relation",
        "osm_id": 1,
        "lat": str((south + north) / 2),
        "lon": str((west + east) / 2),
        "display_name": "Town",
        "importance": 0.5,
        "boundingbox": [str(south), str(north), str(west), str(east)],
        "geojson": {"type": "Polygon", "coordinates": [ring]},
    }


@contextmanager
def serving(elements: dict, *, places=None, broken=False) -> Iterator[str]:
    """Serve on 127.0.0.1 only; gives the address."""
    known = {"Town": [outline(elements)], **(places or {})} if elements else {}

    class Service(BaseHTTPRequestHandler):
        def do_GET(self):
            name = parse_qs(urlsplit(self.path).query)["q"][0]
            self._send(200, known.get(name, []))

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            query = parse_qs(self.rfile.read(length).decode())["data"][0]
            if broken:
                self._send(500, None)
            else:
                base = {"timestamp_osm_base": "2026-03-03T11:27:49Z"}
                found = answer(elements, query)
                self._send(200, {"osm3s": base, "elements": found})

        def _send(self, status, body):
            content = (
                b"<html>sorry</html>" if body is None else json.dumps(body).encode()
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
