"""What Schemathesis cannot know: our media types, and which refusals of a schema-valid request are right."""

import re

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response

# Files of contacts and papers are bytes to the document, so any text will do as one.
PLAIN = [
    "application/jsonl",
    "application/pdf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
    "application/zip",
    "text/calendar",
    "text/csv",
    "text/html",
    "text/markdown",
    "text/vcard",
]

# What a schema can say, it must say: a request that the document allows is never refused with one of these codes of
# crates/api/src/contract/violation.rs ("malformed" is the one of headers). Rules across fields use two of them as well,
# and say more than the schema would: hence the words. "min_length" is missing: texts are trimmed, so that white space alone
# is too short for the service and long enough for the schema.
SAYABLE = {
    "enum": "",
    # The pattern of an e-mail address says its shape; that it has no control characters, the service adds.
    "format": r"(?!must be an e-mail address)",
    "malformed": "",
    "max_items": "",
    "max_length": "",
    "maximum": "",
    "min_items": r"must have at least \d+ items$",
    "minimum": "",
    "min_properties": "",
    "one_of": "",
    "pattern": "",
    "required": r"is required$",
    "type": "",
    "unique_items": "",
    "unknown_member": "",
    "unknown_parameter": "",
}

# Why a request that fits its schema may be malformed all the same: a cursor is sealed, and parameters depend on each other.
MALFORMED = {"invalid_cursor", "invalid_parameter"}


class UnexplainedRefusal(Failure):
    """The document allows the request and the service refuses it for a reason that the document could have told."""

    code = "refused"


@schemathesis.serializer(*PLAIN)
def as_text(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.deserializer(*PLAIN)
def from_text(ctx, response):
    return response.content.decode("utf-8", "replace")


@schemathesis.check
def refusal_is_explained(ctx, response: Response, case):
    """Sharper than `positive_data_acceptance`: of 400 and 422, the code and the field's code must be of meaning."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return None
    if response.status_code not in (400, 422):
        return None
    problem = response.json()
    told = any(sayable(error) for error in problem.get("errors", []))
    if problem["code"] == "invalid_header":
        explained = not all(fits(case, error) for error in problem["errors"])
    elif response.status_code == 400:
        explained = problem["code"] in MALFORMED and not told
    else:
        explained = not told
    if not explained:
        raise UnexplainedRefusal(
            operation=case.operation.label,
            title="Schema-valid request refused for what a schema can say",
            message=f"{problem['code']}: {problem.get('errors')}",
        )
    return None


def sayable(error):
    words = SAYABLE.get(error["code"])
    return words is not None and re.match(words, error["detail"]) is not None


def fits(case, error):
    """Whether the header really is as documented: a longest value is at times made without regard to its pattern."""
    if error["header"] == "Content-Digest":
        # It is a digest, but of another file: no schema can tell.
        return False
    sent = {name.lower(): value for name, value in (case.headers or {}).items()}
    for parameter in case.operation.headers:
        name = parameter.name.lower()
        if name == error["header"].lower():
            pattern = parameter.definition["schema"]["pattern"]
            return re.search(pattern, sent.get(name, "")) is not None
    return True
