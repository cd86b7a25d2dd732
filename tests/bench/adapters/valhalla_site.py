"""Valhalla behind the same kind of server as ours: WSGI, granian."""

import os

import valhalla
from adapter_valhalla import configure

ACTOR = valhalla.Actor(configure(os.environ["PEER_FOLDER"]))
JSON = [("Content-Type", "application/json")]


def site(environ, start_response):
    """Answer a route, or nothing at all: the floor of the server."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    question = environ["wsgi.input"].read(length).decode()
    if environ["PATH_INFO"] == "/empty":
        start_response("200 OK", JSON)
        return [b"{}"]
    try:
        answer = ACTOR.route(question)
    except RuntimeError as cause:
        start_response("400 Bad Request", JSON)
        return [str(cause).encode()]
    start_response("200 OK", JSON)
    return [answer.encode() if isinstance(answer, str) else answer]
