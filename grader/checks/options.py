"""Whether somebody who starts the code may have told it another value of a setting.

Options that cannot reach a setting leave no doubt about it, and neither do options for a setting of
which the write-up says the very value that ran.
"""

import re
from collections.abc import Collection, Iterator

from grader.checks.code.texts import OPTIONS, code_mention, options_doubt
from grader.checks.runs.fields import words_of
from grader.checks.runs.pools import Pool, Run
from grader.records import Case, Consistency, Evidence, HeldAgainst, Place

_NAMED = r"\b(?:argparse|ArgumentParser)\b"
"""The way to take options whose names can be read."""

_OTHERS = OPTIONS.replace("argparse|ArgumentParser|", "")

_ADDED = re.compile(r"add_argument\(")
_NAME = re.compile(r"""["'](-{0,2}[A-Za-z][\w-]{0,40})["']""")
_AFTER = 160
"""Characters behind `add_argument(` in which the names stand."""

_GENERAL = re.compile(
    r"conf|cfg|opts?\b|option|param|overr|json|ya?ml|hyper|preset|profile|mode|exp|setting|task|part"
    r"|question|variant|model|arch|net|recipe|stage|args|quick|fast|debug|test|demo|full|paper"
)
"""Parts of the names of options that may choose other values of any setting."""

_OF_FIELD = {
    "optimizer": r"opt|solver",
    "learning_rate": r"lr|rate|eta|alpha|step.?size|learn",
    "momentum": r"mom|beta",
    "weight_decay": r"decay|wd|l2|reg|lambda",
    "batch_size": r"batch|bs|^b$|size",
    "epochs": r"epoch|iter|steps?|^e$|^n$|max|num|patience|early|time",
    "loss": r"loss|crit|objective",
    "schedule": r"sched|step|gamma|decay|mile|lr|warm|anneal|cos|plateau",
    "gradient_clip": r"clip|norm|grad|max",
    "label_smoothing": r"smooth|label",
}
"""Parts of the names of options that a setting may come from."""


def setting_doubt(case: Case, pool: Pool, run: Run, fields: Collection[str]) -> str:
    """Why the run may have been told other values of these settings; empty if it was not."""
    doubt = options_doubt(case.evidence)
    if not doubt or not fields:
        return doubt
    names = set(_names(case.evidence, run.training.place.file))
    is_read = bool(names) and case.evidence.handed_in.is_code_whole
    if not is_read or code_mention(case.evidence, _OTHERS):
        return doubt
    # All of them would have to be other ones, so a single certain setting suffices.
    is_free = (
        _may_reach(names, field)
        and not _is_absent(case.evidence, run, field)
        and not _is_confirmed(case, pool, run, field)
        for field in fields
    )
    return doubt if all(is_free) else ""


def _is_absent(evidence: Evidence, run: Run, field: str) -> bool:
    """Whether nothing in the code could do it, whatever it is told."""
    if field != "gradient_clip" or run.training.gradient_clip is not None:
        return False
    return code_mention(evidence, r"clip_grad|clip_by|clamp|\.clip\(") is None


def _may_reach(names: Collection[str], field: str) -> bool:
    pattern = _OF_FIELD.get(field)
    return pattern is None or any(
        _GENERAL.search(name) or re.search(pattern, name) for name in names
    )


def _names(evidence: Evidence, started: str) -> Iterator[str]:
    """The names of the options of what was started, dashes left out, in small letters.

    Where a name is computed, it may be any.
    """
    for source in evidence.handed_in.sources:
        if source.is_prose or _is_anothers(evidence, source.place.file, started):
            continue
        for found in _ADDED.finditer(source.text):
            words = source.text[found.end() : found.end() + _AFTER]
            head = words.partition("=")[0]
            names = _NAME.findall(head)
            yield from (name.lstrip("-").lower() for name in names)
            if not names:
                yield "config"


def _is_anothers(evidence: Evidence, file: str, started: str) -> bool:
    """Whether a file is a program of its own, which the started one never speaks of."""
    programs = {each.path for each in evidence.notebooks}
    if file == started or file not in programs or started not in programs:
        return False
    word = re.compile(rf"\b{re.escape(_stem(file))}\b")
    own = (each.text for each in evidence.handed_in.sources if each.place.file == started)
    return not any(word.search(text) for text in own)


def _is_confirmed(case: Case, pool: Pool, run: Run, field: str) -> bool:
    """Whether the write-up states the value that ran, of this very training."""
    where = run.training.place
    elsewhere = {
        other.place.file
        for other in case.evidence.training
        if other.kind is run.training.kind
        and other.network not in {each.training.network for each in pool.observed}
        and _same_place(other.place, where)
    }
    if elsewhere:
        return False
    return any(
        each.outcome is Consistency.CONSISTENT
        and each.check is HeldAgainst.RUN
        and words_of(field) in each.subject
        and each.other is not None
        and _same_place(each.other, where)
        for each in case.checked
    )


def _same_place(left: Place, right: Place) -> bool:
    return left.file == right.file and left.cell == right.cell


def _stem(file: str) -> str:
    """The name of a file without its folders and its ending."""
    name = file.rpartition("/")[2]
    return name.rpartition(".")[0] or name
