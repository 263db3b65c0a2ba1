"""Completes the OpenAPI document: problems on every operation, keys, and examples drawn from the served topics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.api import examples
from service.api.editors import HEADER
from service.api.engine import Engine
from service.api.problems import MEDIA_TYPE
from service.api.shapes.closed import ProblemOut

VERSION = "1"

_PROBLEMS = {
    "400": "The body is not JSON.",
    "401": "No valid key, where keys are configured; for editors, no valid editor's key.",
    "403": "No editor has a key, so the desk is closed.",
    "404": "Nothing is kept or known under this id.",
    "409": "What the request builds on has changed in the meantime.",
    "413": "The body or the question is too long.",
    "415": "The body is not application/json.",
    "422": "The request does not fit the contract; `errors` says where.",
    "429": "Too many wrong keys from one address.",
    "500": "The service failed.",
    "503": "A part is not ready; `detail` says what to do.",
}
_CALLER_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_ONLY_WITH_BODY = {"400", "413", "415"}
_ONLY_WITH_ID = {"404"}
_ONLY_FOR_EDITORS = {"403", "409", "429"}


def install(app: FastAPI, engine: Engine, *, secured: bool) -> None:
    """Make `/openapi.json` the full description. It is built on the first request and kept."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, engine, secured=secured)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _document(app: FastAPI, engine: Engine, *, secured: bool) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=VERSION, description=app.description, routes=app.routes)
    schemas = found["components"]["schemas"]
    problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemOut"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    shown = examples.of(engine)
    callers: list[dict[str, list[str]]] = [{"bearer": []}, {"header": []}] if secured else [{}]
    for path, operation in _operations(found):
        editors = "editors" in operation.get("tags", ())
        _add_problems(operation, has_id="{" in path, editors=editors)
        _add_example(operation, shown.get(operation["operationId"], examples.Example()))
        if editors:
            operation["security"] = [{**caller, "editor": []} for caller in callers]
    found["components"]["securitySchemes"] = {
        **(_CALLER_SCHEMES if secured else {}),
        "editor": {"type": "apiKey", "in": "header", "name": HEADER},
    }
    if secured:
        found["security"] = callers
    return found


def _operations(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in found["paths"].items():
        for operation in methods.values():
            yield path, operation


def _add_problems(operation: dict[str, Any], *, has_id: bool, editors: bool) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    for status, description in _PROBLEMS.items():
        if (
            (status in _ONLY_WITH_BODY and "requestBody" not in operation)
            or (status in _ONLY_WITH_ID and not has_id)
            or (status in _ONLY_FOR_EDITORS and not editors)
        ):
            continue
        schema = {"$ref": "#/components/schemas/ProblemOut"}
        responses[status] = {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def _add_example(operation: dict[str, Any], example: examples.Example) -> None:
    if example.request is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example.request
    if example.response is not None:
        media_type = "text/calendar" if isinstance(example.response, str) else "application/json"
        operation["responses"]["200"]["content"][media_type]["example"] = example.response
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.parameters:
            parameter["example"] = example.parameters[parameter["name"]]
