"""Which of several optimizers or the like a setting is of: `0.1 for SGD and 0.001 for Adam`."""

import re
from collections.abc import Sequence

from grader.collect.statements.parsed import Parsed
from grader.collect.statements.scopes import listed
from grader.collect.statements.settings import Setting

_NAMED = frozenset({"optimizer", "data_set"})
_BEHIND = re.compile(r"[ ](?:epochs?[ ])?\(?(?:for|with|in|of|by)?[ ]?(?:the[ ])?", re.IGNORECASE)
_BEFORE = re.compile(
    r"[ ]?(?:optimi[sz]er[ ]?)?(?:(?:is|was|were)[ ](?:run|used|trained)[ ])?(?:with|uses?|used|"
    r"has|needs?|gets?|at|,|:|\()?[ ]?(?:an?[ ]|"
    r"the[ ])?(?:initial[ ]|constant[ ])?",
    re.IGNORECASE,
)


def owners(
    parsed: Parsed,
    settings: Sequence[Setting],
    at: tuple[int, int],
    row: Sequence[tuple[int, int]],
    quantity: str,
) -> list[Setting]:
    """The one of several settings of a kind that a number is of; none if that is not plain.

    `at` is where the number stands, `row` where those stand that are in a row with it.
    """
    settings = [setting for setting in settings if setting.quantity in _NAMED]
    if len(row) > 1:
        ahead = [setting for setting in settings if setting.end <= row[0][0]]
        parallel = listed(parsed, ahead, row) if at in row else ()
        return [parallel[list(row).index(at)]] if parallel else []
    behind = [
        setting for setting in settings
        if at[1] <= setting.start and _BEHIND.fullmatch(parsed.text[at[1] : setting.start])
    ]  # fmt: skip
    if behind:
        return behind[:1]
    words = [one for one in parsed.mentions if one.quantity == quantity and one.end <= at[0]]
    first = words[-1].start if words else at[0]
    before = [
        setting for setting in settings
        if setting.end <= first and _BEFORE.fullmatch(parsed.text[setting.end : first])
    ]  # fmt: skip
    return before[-1:]
