"""Lists of every layer as GeoJSON, and one thing by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from data.queries.layer import Feature, FeaturePage, get_feature, list_features
from data.queries.layer_table import LAYERS
from data.queries.source import list_sources
from webmap.api import api
from webmap.api.fresh import GEOJSON, fresh_answer
from webmap.api.question import PERSONAL, layer_question, single_question
from webmap.api.spec import collection_response, feature_response
from webmap.context import read_session, runtime
from webmap.geojson import feature_json, source_json
from webmap.stops.person import read_person

PAGING = ("bbox", "limit", "cursor")
PROFILE = "profile"


def _links(page: FeaturePage) -> list[dict[str, str]]:
    links = [{"rel": "self", "href": request.full_path.rstrip("?")}]
    if page.next_cursor:
        asked = {**request.args.to_dict(), "cursor": page.next_cursor}
        links.append({"rel": "next", "href": f"{request.path}?{urlencode(asked)}"})
    return links


def _for_whom(
    features: Sequence[Feature], name: str, profile: str
) -> list[dict[str, Any]]:
    """Write features; where a profile is asked for, with what they are to it."""
    written = [feature_json(feature, name) for feature in features]
    if profile:
        keys = [feature.key for feature in features]
        told = read_person(runtime(), read_session(), keys, profile)
        for one in written:
            one["properties"] = {**one["properties"], "person": told[one["id"]]}
    return written


def _collection(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    session = read_session()
    profile = asked.get(PROFILE, "") if name in PERSONAL else ""
    told = (*PAGING, PROFILE) if name in PERSONAL else PAGING
    filters = {k: v for k, v in asked.items() if k not in told}
    paging = {k: v for k, v in asked.items() if k in PAGING}
    page = list_features(session, name, filters=filters, **paging)
    return {
        "type": "FeatureCollection",
        "features": _for_whom(page.features, name, profile),
        "numberMatched": page.total,
        "numberReturned": len(page.features),
        "links": _links(page),
        "attribution": [source_json(source) for source in list_sources(session)],
    }


def _listing(name: str) -> Callable[..., Response]:
    @api.input(layer_question(name), location="query", unknown="raise")
    @api.doc(
        summary=f"List {name}",
        operation_id=f"list_{name}",
        responses=collection_response(name),
    )
    def listing(query_data: Mapping[str, Any]) -> Response:
        return fresh_answer(
            read_session(), lambda: _collection(name, query_data), mimetype=GEOJSON
        )

    return listing


def _single(name: str) -> Callable[..., Response]:
    @api.input(single_question(name), location="query", unknown="raise")
    @api.doc(
        summary=f"Get one of the {name} by its key",
        operation_id=f"get_{name}",
        responses=feature_response(name),
    )
    def single(key: str, query_data: Mapping[str, Any]) -> Response:
        session = read_session()
        return fresh_answer(
            session,
            lambda: _for_whom(
                [get_feature(session, name, key)], name, query_data.get("profile", "")
            )[0],
            mimetype=GEOJSON,
        )

    return single


for _name in LAYERS:
    api.add_url_rule(f"/{_name}", f"list_{_name}", _listing(_name), methods=["GET"])
    api.add_url_rule(
        f"/{_name}/<path:key>", f"get_{_name}", _single(_name), methods=["GET"]
    )
