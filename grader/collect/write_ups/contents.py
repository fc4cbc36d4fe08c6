"""Tables of contents repeat the headings and are none themselves."""

import re
from dataclasses import replace

from grader.collect.write_ups.draft import Draft
from grader.records.write_up import BlockKind

LONGEST = 200
"""Lines of a table of contents at most."""
MOST_LOOKED_AT = 300
"""Characters of a line: a row of a hundred thousand dots must not be tried from every one."""

_TITLE = re.compile(
    r"^(?:\d\.?\s*)?(?:table of contents|contents|inhaltsverzeichnis|inhalt|table des matières"
    r"|sommaire|índice|目录|目次|list of (?:figures|tables))\s*:?$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}\s*$|…{2,}\s*\d{0,3}\s*$|_{4,}\s*\d{1,3}$")
_ENTRY = re.compile(
    r"^(?:[-*•]\s+)?(?:(?:\d{1,2}\.?){1,4}|[IVX]+\.|\(?[a-z]\)|(?:question|part|problem|task|q)\b)?"
    r"\s*\S.{0,120}?(?:\s+|\t)\d{1,3}\s*$",
    re.IGNORECASE,
)


def with_contents(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same blocks, those marked that belong to a table of contents."""
    found: list[Draft] = []
    titles = {_plain(draft.text) for draft in drafts if draft.kind is BlockKind.HEADING}
    inside = False
    for draft in drafts:
        if _TITLE.match(draft.text.strip()) and draft.kind in (BlockKind.HEADING, BlockKind.TEXT):
            inside = True
            found.append(replace(draft, kind=BlockKind.CONTENTS, level=None))
        elif _is_listed(draft, inside=inside, titles=titles):
            found.append(replace(draft, kind=BlockKind.CONTENTS, level=None))
        else:
            inside = False
            found.append(draft)
    return tuple(found)


def _is_listed(draft: Draft, *, inside: bool, titles: set[str]) -> bool:
    texts = [line.text for line in draft.lines if line.text.strip()]
    if not texts or len(texts) > LONGEST or draft.kind in (BlockKind.LISTING, BlockKind.OUTPUT):
        return False
    leaders = sum(bool(_LEADERS.search(text[-MOST_LOOKED_AT:])) for text in texts)
    if draft.kind is BlockKind.HEADING and draft.is_certain and draft.level is not None:
        return leaders > 0
    if leaders * 2 > len(texts):
        return True
    if not inside:
        return False
    entries = sum(len(text) <= MOST_LOOKED_AT and bool(_ENTRY.match(text)) for text in texts)
    known = sum(_plain(text) in titles for text in texts)
    return (entries + known) * 2 > len(texts) and (len(texts) > 1 or entries > 0)


def _plain(text: str) -> str:
    """A title without number and page, to be compared."""
    words = re.sub(r"^\W*(?:\d{1,2}\.?){0,4}\s*|[.\s…]*\d{0,3}\s*$", "", text[:MOST_LOOKED_AT])
    return " ".join(words.casefold().split())
