"""Words that speak of another document: a paper, the handout, a book."""

import re

_OTHERS = (
    r"(?:paper|papers|handout|hand-out|assignment|assignments|lecture|lectures|book|textbook"
    r"|article|original|tutorial|slides?|sheet|documentation|publication|authors?|literature"
    r"|instructions?|thesis|course|survey|supplement|rfc|standard|specification|manual|guide|licen[cs]e)"
)
_BEHIND = re.compile(
    r"\s{0,3}[,(]?\s{0,3}(?:of|in|from|by|von|aus)\s{1,3}(?:(?:the|this|that|their|our|a)\s)?"
    rf"(?:\w+\s)?(?:{_OTHERS}\b|\[\d|\(?(?-i:[A-Z])\w+\s(?:et\sal|and\s(?-i:[A-Z])|\(\d{{4}}))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\[\d{{1,2}}(?:,\s?\d{{1,2}})*\]|et\sal\.?(?:\s?\(\d{{4}}\)|\s?\[\d+\])?|\b{_OTHERS}(?:['’]s)?)"
    r"\s{0,3}[,(:;]?\s{0,3}(?:see\s|in\s|cf\.?\s)?(?:the\s)?$",
    re.IGNORECASE,
)


def speaks_of_other_work(text: str, start: int, end: int) -> bool:
    """Whether a mention between these characters is one of a thing in another document."""
    window = text[max(0, start - 60) : start]
    return bool(_BEHIND.match(text[end : end + 100]) or _BEFORE.search(window))
