"""The worker of the browser and the pages that it keeps."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, jsonify, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from webmap.assets import asset
from webmap.context import read_session, runtime
from webmap.i18n import LANGUAGES, PREFIX, current_language
from webmap.offline.look import NoProof
from webmap.offline.names import tell_names
from webmap.offline.shell import shell_addresses, shell_version
from webmap.offline.told import tell_device
from webmap.reports.form import ReportForm
from webmap.reports.views import form_page

offline = Blueprint("offline", __name__)

WORKER: Final = """import {{ work }} from {module};
work(self, {told});
"""
RETIRED: Final = """import {{ retire }} from {module};
retire(self);
"""
"""What a worker becomes once it is off: it deletes what it kept, and itself."""


@offline.get("/sw.js")
def worker() -> Response:
    """Give the service worker; it changes whenever what it keeps does."""
    if runtime().settings.offline:
        told = {
            "version": shell_version(read_session()),
            "addresses": shell_addresses(),
            "languages": {
                lang: {
                    name: url_for(f"offline.{name}", lang=lang)
                    for name in ("form", "queue", "lost", "names")
                }
                for lang in LANGUAGES
            },
            "device": tell_device(),
        }
        module = json.dumps(asset("js/offline/worker.js"))
        code = WORKER.format(module=module, told=json.dumps(told))
    else:
        code = RETIRED.format(module=json.dumps(asset("js/offline/retire.js")))
    response = Response(code, mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    response.cache_control.no_cache = True
    response.add_etag()
    return response


@offline.get(f"{PREFIX}/reports/offline")
def form() -> BaseResponse:
    """Give the empty form that devices keep."""
    empty = ReportForm.fresh()
    empty.typed |= {"send_key": "", "opened": "", "desk": ""}
    return _kept(form_page(empty, NoProof(), 200))


@offline.get(f"{PREFIX}/reports/queue")
def queue() -> BaseResponse:
    """Give the page that shows what waits on a device; the server knows none of it."""
    page = render_template("offline/queue.html", page_data={"offline": tell_device()})
    return _kept(Response(page, mimetype="text/html"))


@offline.get(f"{PREFIX}/offline")
def lost() -> BaseResponse:
    """Give the page that is shown where there is no network for another one."""
    return _kept(Response(render_template("offline/lost.html"), mimetype="text/html"))


@offline.get(f"{PREFIX}/reports/names.json")
def names() -> BaseResponse:
    """Give the names that a place can be written by."""
    return _kept(jsonify(tell_names(read_session(), current_language())))


@offline.get(f"{PREFIX}/reports/device.json")
def device() -> BaseResponse:
    """Tell the scripts of any page how to send what waits."""
    return _kept(jsonify(tell_device()))


def _kept(response: BaseResponse) -> BaseResponse:
    """Let nobody but the worker keep an answer: it says when there is a newer one."""
    del response.cache_control.no_store
    response.cache_control.no_cache = True
    return response
