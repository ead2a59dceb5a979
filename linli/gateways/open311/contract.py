"""The machine-readable contract of our Open311 addresses (OpenAPI 3.1): what GeoReport v2 says, and what we add. Pure."""

from typing import Any

from linli.gateways.open311 import reading

ENDING = {
    "name": "ending",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": ["json", "xml"]},
}
WORDS: dict[str, Any] = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}


def _query(name: str, schema: dict[str, Any], words: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": words}


JURISDICTION = _query("jurisdiction_id", WORDS, "the address word of the community; may be left out")


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _record(needed: list[str], /, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": needed, "properties": properties}


SERVICE = _record(
    ["service_code", "service_name", "metadata", "type"],
    service_code=WORDS, service_name=WORDS, description=WORDS, metadata={"type": "boolean"},
    type={"type": "string", "enum": ["realtime"]}, keywords=WORDS, group=WORDS,
)  # fmt: skip
VALUE = _record(["key", "name"], key=WORDS, name=WORDS)
ATTRIBUTE = _record(
    ["variable", "code", "datatype", "required", "order", "values"],
    variable={"type": "boolean"}, code=WORDS,
    datatype={"type": "string", "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
    required={"type": "boolean"}, datatype_description=WORDS, order={"type": "integer", "minimum": 1},
    description=WORDS, values={"type": "array", "items": VALUE},
)  # fmt: skip
DEFINITION = _record(
    ["service_code", "attributes"],
    service_code=WORDS, attributes={"type": "array", "items": ATTRIBUTE},
)  # fmt: skip
REQUEST = _record(
    ["service_request_id", "status", "service_code", "requested_datetime", "updated_datetime"],
    service_request_id=WORDS, status={"type": "string", "enum": ["open", "closed"]}, status_notes=WORDS,
    service_name=WORDS, service_code=WORDS, description=WORDS, agency_responsible=WORDS, service_notice=WORDS,
    requested_datetime=MOMENT, updated_datetime=MOMENT, expected_datetime=MOMENT,
    address=WORDS, address_id=WORDS, zipcode=WORDS,
)  # fmt: skip
TAKEN = _record(["service_request_id", "service_notice"], service_request_id=WORDS, service_notice=WORDS)
TOKEN = _record(["service_request_id", "token"], service_request_id=WORDS, token=WORDS)
FAULT = _record(["code", "description"], code={"type": "integer"}, description=WORDS)
ENDPOINT = _record(
    ["specification", "url", "type", "formats"],
    specification=WORDS, url=WORDS, changeset=WORDS, type=WORDS, formats={"type": "array", "items": WORDS},
)  # fmt: skip
DISCOVERY = _record(
    ["endpoints"],
    changeset=WORDS, contact=WORDS, key_service=WORDS, endpoints={"type": "array", "items": ENDPOINT},
)  # fmt: skip


def _several(record: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": record}


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    # The XML is mapped from the same record (`documents`); a schema language of JSON says nothing about it.
    return {"description": words, "content": {"application/json": {"schema": schema}, "text/xml": {}}}


def _operation(name: str, words: str, schema: dict[str, Any], *faults: int, **more: Any) -> dict[str, Any]:
    refused = {str(status): _answer("refused", _several(FAULT)) for status in (*faults, 405)}
    parameters = [ENDING, JURISDICTION, *more.pop("parameters", [])]
    told = {"200": _answer(words, schema), **refused}
    return {"operationId": name, "summary": words, "parameters": parameters, "responses": told, **more}


FILTERS = [
    _query("service_request_id", WORDS, "one or more, comma delimited; overrides all other filters"),
    _query("service_code", WORDS, "one or more, comma delimited"),
    _query("start_date", MOMENT, "the earliest requested_datetime; the span is at most 90 days"),
    _query("end_date", MOMENT, "the latest requested_datetime"),
    _query("status", {"type": "string", "enum": ["open", "closed", "open,closed"]}),
    _query("page", {"type": "integer", "minimum": 1, "maximum": reading.MOST_PAGES}, "ours: which page"),
    _query(
        "page_size", {"type": "integer", "minimum": 1, "maximum": reading.MOST}, "ours: requests of a page"
    ),
]


def _long(most: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": most}


SENT: dict[str, Any] = {
    "type": "object",
    "required": ["api_key", "service_code"],
    "properties": {
        "api_key": {"type": "string", "minLength": 1},
        "jurisdiction_id": WORDS,
        "service_code": {"type": "string", "minLength": 1},
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "address_string": _long(reading.ADDRESS),
        "address_id": WORDS,
        "description": _long(reading.DESCRIPTION),
        "first_name": _long(reading.NAME),
        "last_name": _long(reading.NAME),
        "phone": _long(reading.NAME),
        "media_url": _long(reading.LINK),
        "attribute[building]": WORDS,
        "attribute[place]": WORDS,
    },
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": _long(200),
    "description": "ours: the same key with the same words is the same request",
}


def contract(begin: str) -> dict[str, Any]:
    """The document for addresses that begin with `begin`."""
    by_id = [_in_path("service_request_id")]
    create = _operation(
        "createRequest", "what was written down", _several(TAKEN), 400, 403, 404,
        parameters=[KEY],
        requestBody={"required": True, "content": {"application/x-www-form-urlencoded": {"schema": SENT}}},
    )  # fmt: skip
    find = _operation(
        "requests", "service requests, the newest first", _several(REQUEST), 400, 404, parameters=FILTERS
    )
    paths: dict[str, Any] = {
        "/services.{ending}": {"get": _operation("services", "kinds of matters", _several(SERVICE), 404)},
        "/services/{service_code}.{ending}": {
            "get": _operation(
                "definition", "its attributes", DEFINITION, 404, parameters=[_in_path("service_code")]
            )
        },
        "/requests.{ending}": {"get": find, "post": create},
        "/requests/{service_request_id}.{ending}": {
            "get": _operation("request", "a list of one", _several(REQUEST), 404, parameters=by_id)
        },
        "/request/{service_request_id}.{ending}": {
            "get": _operation("single", "the same, alone", REQUEST, 404, parameters=by_id)
        },
        "/tokens/{token}.{ending}": {
            "get": _operation("token", "its id", _several(TOKEN), 404, parameters=[_in_path("token")])
        },
        "/discovery.{ending}": {"get": _operation("discovery", "where all this is", DISCOVERY, 404)},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Linli 邻里 · Open311 GeoReport v2", "version": "2"},
        "servers": [{"url": begin}],
        "paths": paths,
    }
