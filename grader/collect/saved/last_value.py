"""A lone number that ends an output, named by the last line of the code: `test_acc` gives 0.84."""

import re
from collections.abc import Sequence

from grader.collect.saved.labels import head_label
from grader.collect.saved.readings import Reading
from grader.collect.saved.tokens import tokens_of, value_of
from grader.collect.saved.words import EACH_CLASS, PERCENT, WRAPPERS, has_part

_NAME = re.compile(r"(?:print\()?([A-Za-z_][\w.]*?)(?:\.item\(\))?\)?")
_LONGEST_LINE = 200


def read_last_value(lines: Sequence[str], source: str) -> Reading | None:
    """The number that is all of the last line, if the last line of the code is a plain name."""
    text = next((line.strip() for line in reversed(lines) if line.strip()), "")
    code = next((line for line in reversed(source.splitlines()) if line.strip()), "")
    if max(len(text), len(code)) > _LONGEST_LINE:
        return None
    match = _NAME.fullmatch(code.partition("#")[0].rstrip())
    name = tokens_of(match[1]) if match else []
    label = head_label(name)
    if not label.metric or not label.is_clear or any(has_part(each, EACH_CLASS) for each in name):
        return None
    tokens = tokens_of(text)
    numbers = [token for token in tokens if token.kind == "number"]
    words = [token for token in tokens if token.kind == "word"]
    is_lone = len(numbers) == 1 and all(has_part(word, WRAPPERS | PERCENT) for word in words)
    value = value_of(numbers[0]) if is_lone else None
    is_percent = any(token.text == "%" for token in tokens)
    if value is None or (is_percent and label.metric == "loss"):
        return None
    return Reading(
        metric=label.metric,
        split=label.split,
        number=value,
        is_percent=is_percent,
        words=text,
        is_best=label.is_best,
    )
