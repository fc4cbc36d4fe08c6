"""Records become JSON and come back; every document begins with its format number.

Format 1: `evidence.json` holds the fields of `records.Evidence`, `verdict.json` those of
`records.Verdict` with the grade in front. Accuracies are in per cent, points are exact decimals
written as strings. Bounds without an end are the strings `inf` and `-inf`.
"""

import contextlib
import json
import math
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from grader.errors import StoreError
from grader.records import Evidence, Verdict

FORMAT = 1

_WITHOUT_END = (b"Infinity", b"NaN")
"""Words that JSON does not have; a text of the student's that has them costs only time."""

_BEGINNING = f'{{\n "format": {FORMAT},\n'
"""Of every document that we wrote."""

_EVIDENCE = TypeAdapter(Evidence)
_VERDICT = TypeAdapter(Verdict)
_NOT_TOLD = {"question": ""}


def write_evidence(evidence: Evidence) -> str:
    """The evidence as a JSON document."""
    return _document(_EVIDENCE.dump_python(evidence, mode="json"))


def read_evidence(text: str, *, source: str) -> Evidence:
    """The evidence in a JSON document; `source` says where it came from, for errors."""
    if text.startswith(_BEGINNING):
        # Twice as fast as reading JSON first; what is wrong is looked into below.
        with contextlib.suppress(ValidationError):
            return _EVIDENCE.validate_json(text)
    try:
        content = json.loads(text)
        found = content.pop("format", None)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise StoreError(f"{source}: not a document of evidence, run again with --fresh") from error
    if found != FORMAT:
        raise StoreError(f"{source}: format {found}, this version reads {FORMAT}; use --fresh")
    try:
        return _EVIDENCE.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise StoreError(f"{source}: {place}: {first['msg'].lower()}") from error


def write_verdict(verdict: Verdict) -> str:
    """The verdict as a JSON document, the grade first."""
    grade = {
        "lowest": str(verdict.lowest),
        "highest": str(verdict.highest),
        "of": str(verdict.points),
        "provisional": verdict.is_provisional,
        "waiting": [finding.criterion.id for finding in verdict.waiting],
    }
    return _document({"grade": grade, **_VERDICT.dump_python(verdict, mode="json")})


def read_outcomes(text: str, *, source: str) -> Verdict:
    """The verdict in a JSON document without reasons and facts, which are most of it."""
    try:
        content = json.loads(text)
        found = content.pop("format", None)
        if found != FORMAT:
            raise StoreError(f"{source}: format {found}, this version reads {FORMAT}")
        for question in content["questions"]:
            for finding in question["findings"]:
                finding["criterion"]["condition"] = _NOT_TOLD
                for part in (finding, *finding["levels"]):
                    part["answer"] = {"outcome": part["answer"]["outcome"]}
        return _VERDICT.validate_python(content)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
        raise StoreError(f"{source}: not a verdict that this version reads") from error


def _with_ends(content: Any) -> Any:
    """The content without numbers that JSON has no words for; reading takes the strings back."""
    if isinstance(content, dict):
        return {key: _with_ends(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_with_ends(value) for value in content]
    if isinstance(content, float) and not math.isfinite(content):
        return str(content)
    return content


def _document(content: dict[str, Any]) -> str:
    whole = {"format": FORMAT, **content}
    try:
        # Ten times as fast as Python's own, which matters when a whole class is judged again.
        text = to_json(whole, indent=1, inf_nan_mode="constants")
        if any(word in text for word in _WITHOUT_END):
            text = to_json(_with_ends(whole), indent=1)
        return text.decode() + "\n"
    except PydanticSerializationError:
        # Half characters in student text cannot be written as UTF-8.
        lenient = json.dumps(_with_ends(whole), ensure_ascii=False, indent=1)
        return lenient.encode("utf-8", "backslashreplace").decode() + "\n"
