"""The answers of a reconciliation service as JSON Schema, written from the specification 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
PATTERN = {"type": "string", "pattern": r"\{\{id\}\}"}


def an_object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object of these members and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


def a_list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


NAMED = an_object({"id": TEXT, "name": TEXT})
SUGGEST_SERVICE = an_object({"service_url": TEXT, "service_path": {**TEXT, "pattern": "^/"}})
MANIFEST = an_object(
    {
        "versions": {**a_list(TEXT), "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
    },
    defaultTypes={**a_list(NAMED), "uniqueItems": True},
    view=an_object({"url": PATTERN}),
    suggest=an_object({}, entity=SUGGEST_SERVICE, property=SUGGEST_SERVICE, type=SUGGEST_SERVICE),
    preview=an_object(
        {"url": PATTERN, "width": {"type": "integer"}, "height": {"type": "integer"}}
    ),
    extend=an_object(
        {"propose_properties": SUGGEST_SERVICE, "property_settings": {"type": "array"}}
    ),
    authentication=an_object({"type": {"const": "apiKey"}, "name": TEXT, "in": TEXT}),
)
FEATURE = an_object({"id": TEXT, "value": {"type": ["number", "boolean"]}})
CANDIDATE = an_object(
    {"id": TEXT, "name": TEXT, "score": {"type": "number"}},
    description=TEXT,
    match={"type": "boolean"},
    type=a_list(NAMED),
    features=a_list(FEATURE),
)
RESULTS = {
    "type": "object",
    "additionalProperties": an_object({"result": a_list(CANDIDATE)}),
}
SUGGESTIONS = an_object(
    {
        "result": a_list(
            an_object({"id": TEXT, "name": TEXT}, description=TEXT, notable=a_list(NAMED))
        )
    }
)
PROPOSED = an_object({"type": TEXT, "properties": a_list(NAMED)}, limit={"type": "integer"})
VALUE = {"oneOf": [an_object({"str": TEXT}), NAMED]}
EXTENSION = an_object(
    {
        "meta": a_list(NAMED),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": a_list(VALUE)},
        },
    }
)
