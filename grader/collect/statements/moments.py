"""Whether a result is the best, the final or the initial one."""

from collections.abc import Sequence

from grader.collect.statements.marks import Mark
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Parsed
from grader.collect.statements.subjects import only

_IS_BEST = {"accuracy": ("best", "highest", "peak", "max", "top", "optimal", "最"),
            "loss": ("best", "lowest", "min", "optimal", "最")}  # fmt: skip


def moment_of(
    parsed: Parsed, moments: Sequence[Mark], results: Sequence[tuple[int, int]], pair: Pair
) -> str:
    """Best, final or initial, where it stands next to the quantity or the number."""
    first = min(pair.mention.start if pair.mention else pair.found.start, pair.group.start)
    previous = max((end for _, end in results if end <= first), default=0)
    near = [
        mark for mark in moments
        if (
            max(previous, first - 45) <= mark.start < pair.group.end
            or (mark.value == "final" and _leads_or_follows(parsed, mark, pair))
            or parsed.text[pair.group.end : mark.end].lower() == " at best"
        )
        and parsed.is_one_clause(mark.start, pair.found.start)
        and not (mark.value != "best" and _is_behind_another(parsed, results, mark, pair))
    ]  # fmt: skip
    words = _IS_BEST.get(pair.quantity, ())
    fitting = [
        mark for mark in near
        if mark.value != "best" or mark.start >= pair.group.end
        or parsed.text[mark.start : mark.end].lower().startswith((*words, "beste", "höch"))
    ]  # fmt: skip
    return only([mark.value for mark in fitting])


def _is_behind_another(
    parsed: Parsed, results: Sequence[tuple[int, int]], mark: Mark, pair: Pair
) -> bool:
    """Whether the words stand right behind another number: `0.62 at the end and 0.65 at`."""
    if mark.start >= pair.group.start:
        return False
    ends = [end for _, end in results if end <= mark.start]
    return bool(ends) and not parsed.text[max(ends) : mark.start].strip(" %")


def _leads_or_follows(parsed: Parsed, mark: Mark, pair: Pair) -> bool:
    """Whether `at the end` opens the clause, or stands right behind the number."""
    gap = parsed.text[pair.group.end : mark.start]
    follows = pair.group.end <= mark.start and len(gap) < 20 and "," not in gap
    return follows or mark.start - parsed.clause(pair.found.start)[0] < 3
