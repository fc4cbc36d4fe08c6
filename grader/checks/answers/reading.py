"""What may keep a statement of a write-up from being seen, or from being there at all."""

import re
from collections.abc import Iterable

from grader.checks.answers.passages import How, Passage
from grader.checks.answers.word_forms import seems_english, tokens_of
from grader.records import BlockKind, Case, EndingName

FEWEST_WORDS = 8
"""A passage with fewer words is too short to say that it does not tell something."""

_LOST = re.compile(
    r"[\ufffd\ue000-\uf8ff]|\(cid:|(?<= )(?:rst|nal|nally|gure|ned|eld|fty|fteen|ve|tting|lters?"
    r"|rm|ect|exible|oat)\b"
)
"""Signs that did not become letters, and words whose ligatures a reader of pictures dropped."""

_ELSEWHERE = re.compile(
    r"\b(?:same|as in|as before|identical|unchanged|likewise|again|see|cf|sections?|above|below"
    r"|previous(?:ly)?|earlier|appendix|notebook|code|default|like (?:the|in|before)|question"
    r"|table|figure|listing|screenshot|picture|image shows)\b|同",
    re.IGNORECASE,
)
_FIGURE_WORDS = re.compile(
    r"\b(?:fig(?:ure|\.)?s?|plots?|graphs?|screenshots?|abb)\b|图", re.IGNORECASE
)


def unread(case: Case) -> str:
    """What of the documents could not be read; empty if all of them were, to their ends."""
    for account in case.evidence.accounts:
        write_up = account.write_up
        if write_up.problems:
            return f"{write_up.path} could not be read whole"
        if not write_up.has_text:
            return f"no words could be read from {write_up.path}"
    for ending in case.evidence.endings:
        if ending.name in (EndingName.NO_TEXT, EndingName.UNREADABLE):
            return f"{ending.place.file or 'a file'} could not be read"
    return ""


def unsure(passages: Iterable[Passage]) -> str:
    """Why it is not certain that these are the answers; empty if it is."""
    for passage in passages:
        path = passage.account.write_up.path
        if not passage.is_sure:
            words = {
                How.NOWHERE: f"{path} has no section of this question",
                How.EVERYWHERE: f"{path} does not number its sections as the questions are",
            }.get(passage.how, f"it is not certain which part of {path} answers this question")
            return words
    return ""


def hidden(passage: Passage) -> str:
    """What in a passage may hold something that was not read; empty if nothing may."""
    write_up = passage.account.write_up
    for index in (*passage.own, *passage.shared):
        block = write_up.blocks[index]
        if block.kind is BlockKind.FIGURE:
            return "a picture may hold it"
        if block.kind is BlockKind.FORMULA and write_up.format == "pdf":
            return "a formula may hold it"
        if block.kind in (BlockKind.LISTING, BlockKind.OUTPUT) and index in passage.own:
            return "a listing or an output may hold it"
    text = passage.text((*passage.own, *passage.shared))
    if _LOST.search(text):
        return "not every sign of the text could be read"
    if not seems_english(text):
        return "the text is not plainly English, and other languages are read less well"
    if len(tokens_of(text)) < FEWEST_WORDS:
        return "there are hardly any words"
    if passage.account.write_up.format != "pdf" and _FIGURE_WORDS.search(text):
        return "a picture that did not reach us may hold it"
    return ""


def points_elsewhere(passage: Passage) -> str:
    """The words with which a passage sends its reader elsewhere; empty if it does not."""
    match = _ELSEWHERE.search(passage.text(passage.own))
    return match[0] if match else ""


def is_short(passage: Passage) -> bool:
    """Whether a passage has hardly any words."""
    return len(tokens_of(passage.text(passage.own))) < FEWEST_WORDS


def is_english(passage: Passage) -> bool:
    """Whether the words of a passage are plainly English, or too few to tell."""
    return seems_english(passage.text(passage.own))
