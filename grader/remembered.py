"""What judging a submission came to is kept beside its evidence, so that less is worked out twice.

Rubrics are changed often, and a change touches few items. What came of holding write-ups against
the work does not depend on the rubric's items at all, and the answer of a check depends on the
check, its settings, the evidence, the rubric's networks and the titles of its questions. Each is
kept under a digest of all that it follows from and of the whole program, so that nothing old can
be taken for new; what cannot be read is worked out anew.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from grader.consistency.works import Held
from grader.evidence_key import program_digest
from grader.hold import expected_of, held_of
from grader.judge import Ask, ask_check, judge, outlined
from grader.records import Answer, Case, CheckCondition, Checked, Evidence, Rubric, Verdict
from grader.store import FOLDER, write_whole

JUDGED = "judged"
"""The folder, beside the stored evidence, with a file for each submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What one file holds."""

    held: str = ""
    """What `checked` follows from, as a digest."""
    checked: tuple[tuple[Checked, ...], ...] = ()
    """Document by document, in the order of the evidence."""
    asked: str = ""
    """What all `answers` follow from besides the check and its settings."""
    answers: tuple[tuple[str, Answer], ...] = ()
    """The answer to each check, under a digest of its name and settings."""


_KEPT = TypeAdapter(_Kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A submission, judged."""

    verdict: Verdict
    """What it gets."""
    held: tuple[Held, ...]
    """Its documents, held against its work."""


def judge_remembering(
    evidence: Evidence,
    rubric: Rubric,
    *,
    out: Path,
    document: str,
    late_days: int | None = None,
) -> Judged:
    """The verdict, as `judge` gives it, of what was kept below `out` and of what is new.

    `document` is the evidence as it is stored, from which everything else follows.
    """
    path = out / FOLDER / JUDGED / f"{evidence.submission}.json"
    kept = _read(path)
    expected = expected_of(rubric)
    held_key = _digest(document, repr(expected), program_digest())
    if kept.held == held_key and len(kept.checked) == len(evidence.accounts):
        held = tuple(
            Held(write_up=account.write_up, checked=checked)
            for account, checked in zip(evidence.accounts, kept.checked, strict=True)
        )
    else:
        held = held_of(evidence, expected=expected)
    # Checks see the questions without their items: see `outlined`.
    asked_key = _digest(held_key, repr(rubric.networks), repr(outlined(rubric.questions)))
    answers = dict(kept.answers) if kept.asked == asked_key else {}
    used: dict[str, Answer] = {}
    verdict = judge(
        evidence,
        rubric,
        late_days=late_days,
        checked=tuple(record for each in held for record in each.checked),
        ask=_remembering(answers, used),
    )
    if kept.held != held_key or kept.asked != asked_key or used.keys() != answers.keys():
        now = _Kept(
            held=held_key,
            checked=tuple(each.checked for each in held),
            asked=asked_key,
            answers=tuple(used.items()),
        )
        _write(path, now)
    return Judged(verdict=verdict, held=held)


def _remembering(known: dict[str, Answer], used: dict[str, Answer]) -> Ask:
    """Asks checks of which no answer is known; all that was asked for comes into `used`."""

    def ask(condition: CheckCondition, case: Case) -> Answer:
        key = _question_key(condition)
        answer = known.get(key) or used.get(key) or ask_check(condition, case)
        used[key] = answer
        return answer

    return ask


def _question_key(condition: CheckCondition) -> str:
    return _digest(condition.check, repr(condition.settings))


def _read(path: Path) -> _Kept:
    try:
        return _KEPT.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return _Kept()


def _write(path: Path, kept: _Kept) -> None:
    """What cannot be kept costs only time, here and in the next run."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _KEPT.dump_json(kept))
    except (OSError, PydanticSerializationError):
        path.unlink(missing_ok=True)


def _digest(*parts: str) -> str:
    total = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        total.update(b"%d:" % len(content))
        total.update(content)
    return total.hexdigest()
