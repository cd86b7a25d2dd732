"""Makers of GTFS Realtime messages, and an operator who hands them out."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from google.transit import gtfs_realtime_pb2 as protocol


def message(at: datetime):
    """Begin a message."""
    made = protocol.FeedMessage()
    made.header.gtfs_realtime_version = "2.0"
    made.header.timestamp = int(at.timestamp())
    return made


def tell_trip(made, trip, *, access=0, relationship="SCHEDULED", day="20261123"):
    """Tell of a trip."""
    entity = made.entity.add(id=f"t{len(made.entity)}")
    update = entity.trip_update
    update.trip.trip_id, update.trip.start_date = trip, day
    kinds = protocol.TripDescriptor.ScheduleRelationship
    update.trip.schedule_relationship = kinds.Value(relationship)
    update.vehicle.wheelchair_accessible = access
    return update


def tell_delay(update, sequence, delay_s):
    """Tell of a delay."""
    call = update.stop_time_update.add(stop_sequence=sequence)
    call.arrival.delay = call.departure.delay = delay_s


def tell_alert(made, effect="ACCESSIBILITY_ISSUE", *, words, **informed):
    """Tell the passengers something."""
    entity = made.entity.add(id=f"a{len(made.entity)}")
    entity.alert.effect = protocol.Alert.Effect.Value(effect)
    entity.alert.informed_entity.add(**informed)
    for language, text in words.items():
        entity.alert.header_text.translation.add(language=language, text=text)
    return entity.alert


@contextmanager
def operator(body: bytes = b"", status: int = 200):
    """Run a server that hands a message out; its ``body`` may be changed."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_words):
            """Say nothing."""

        def do_GET(self):
            """Answer."""
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.body, server.status = body, status
    server.url = f"http://127.0.0.1:{server.server_port}/live"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
