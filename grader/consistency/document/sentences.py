"""Paragraphs that stop in the middle of a sentence."""

import re
from collections.abc import Iterator

from grader.consistency.document.notes import note, quoted
from grader.consistency.document.seen import is_whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Span, WriteUp

_OPEN = re.compile(
    r"(?<!\S)(?:the|a|an|and|or|because|than|our|its|their|whose|although|since|whereas|very|between"
    r"|due to|such as|in order to|compared to|instead of|with the|of the|of a|of our|we|if"
    r"|(?:and|but|so) (?:then|thus|therefore|hence)|so that"
    r"|which (?:is|are|was)|that (?:is|are|the)|is the|are the|der|die|das|und|oder"
    r"|weil|ein|eine)$",
    re.IGNORECASE,
)
"""What no sentence ends with, whatever stands below it."""
_HALF_OPEN = re.compile(
    r"(?:(?<!\S)(?:with|by|of|from|for|to|in|on|at|as|is|are|was|were|be|that|which|when|while|has|have"
    r"|into|using|but|so|mit|von|für|ist|sind|wird)|,)$",
    re.IGNORECASE,
)
"""What a sentence hardly ends with; a formula or a list may go on from it."""
_SUBJECT = re.compile(
    r"(?:\b(?:that|because|since|although|whereas|while|if|when|but)\s|^(?:finally|however|therefore"
    r"|moreover|furthermore|overall|thus|hence|in conclusion|in summary|additionally),\s)"
    r"(?:(?:the|a|an|our|its|their|this|these)\s(?:[a-z-]+\s){0,2}?(?:accurac(?:y|ies)|loss(?:es)?"
    r"|network|networks|model|models|epoch|epochs|training|test|validation|batch|batch sizes?"
    r"|learning rates?|weights|parameters|layers?|curves?|optimizer|error|results?|images|faces)"
    r"|we|they|he)$",
    re.IGNORECASE,
)
"""A subject without its verb."""
_RELATIVE = re.compile(
    r"\b(?:what|which|who|whom|where|how|why|one|ones|that|thing|things|way|values?|reason|we|they|it"
    r"|he|she|you|i|further|later|wie|so)\b",
    re.IGNORECASE,
)
"""Words before a last preposition that it may belong to: `the one we look at`."""
_GRADE = re.compile(
    r"(?:\b(?:grade|option|class|model|variant|plan|vitamin|case|part|type) a|\bphase i|like so)$",
    re.I,
)
_STARTS = re.compile(
    r"(?:The|We|In|This|It|As|For|To|However|I|Our|After|These|Then|First|Finally|Next|From|When|If"
    r"|On|With|Because|Since|There|That|Also|Here|At|By|Therefore|Moreover|Furthermore|Additionally"
    r"|Hence|Thus|Both|Der|Die|Das|Wir|Es)\s"
)
_LEADS_ON = frozenset({"that", "which", "when", "while", "into", "using", "but"})
_GOES_ON = (
    BlockKind.FORMULA,
    BlockKind.LIST,
    BlockKind.TABLE,
    BlockKind.LISTING,
    BlockKind.OUTPUT,
)
_FLOATS = (BlockKind.FIGURE, BlockKind.CAPTION)
_OPENS = re.compile(
    r"^(?:in (?:conclusion|summary|addition|general|short|contrast|total)|to (?:sum up|conclude)"
    r"|finally|however|therefore|overall|moreover|furthermore|as a result|thus|hence|for example"
    r"|on the other hand|zusammenfassend|im gegensatz)\b[^.:;]{0,40},$",
    re.IGNORECASE,
)
"""The first words of a sentence, and nothing behind them."""
FEWEST_WORDS = 3
"""Words of a sentence, that a label of a few words is none."""


def hold_sentences(work: Work) -> Iterator[Checked]:
    """Every paragraph whose last words leave a sentence open."""
    blocks = work.write_up.blocks
    for index, block in enumerate(blocks):
        text = block.text.rstrip()
        last = text[-60:].rstrip("*_ ")
        begins = bool(_OPENS.match(text[:100]) or _SUBJECT.search(text[-80:]))
        if block.kind is not BlockKind.TEXT or (len(text.split()) < FEWEST_WORDS and not begins):
            continue
        is_open = (bool(_OPEN.search(last)) and not _GRADE.search(last)) or begins
        if not is_open and not _is_half_open(last):
            continue
        if not _is_prose(text):
            continue
        found = _held(work, index, text, is_open=is_open)
        if found is not None:
            yield found


def _is_half_open(last: str) -> bool:
    """Whether it ends with a word that hardly ends a sentence, and belongs to none before it."""
    if not _HALF_OPEN.search(last) or _GRADE.search(last):
        return False
    if last.endswith(","):
        return True
    words = last.split()
    return words[-1].casefold() in _LEADS_ON or not _RELATIVE.search(" ".join(words[-12:-1]))


def _held(work: Work, index: int, text: str, *, is_open: bool) -> Checked | None:
    write_up = work.write_up
    following, passed = _following(write_up, index)
    if following is not None and following.kind in _GOES_ON:
        return None
    if following is not None and following.kind is BlockKind.TEXT and _continues(following.text):
        return None
    is_cut = following is None and not is_whole(write_up)
    if following is None or following.kind is BlockKind.HEADING:
        is_apart = True
    else:
        is_apart = bool(_STARTS.match(following.text))
    is_split = write_up.format == "notebook" or passed
    certain = is_apart and not is_cut and (is_open or not is_split)
    start = max(text.rfind(mark) for mark in (". ", "! ", "? ")) + 1
    start += len(text[start:]) - len(text[start:].lstrip())
    if not certain:
        return None
    then = (
        "the document ends"
        if following is None
        else f"the next thing is {quoted(following.text, 50)} ({where(following.place)})"
    )
    return note(
        work,
        Consistency.INCONSISTENT,
        Span(block=index, start=start, end=len(text)),
        subject="unfinished sentence",
        sentence=f"The sentence stops at {quoted('… ' + ' '.join(text.split()[-5:]))}; {then}.",
    )


def _following(write_up: WriteUp, index: int) -> tuple[Block | None, bool]:
    """The next block that could go on from this one, and whether figures stand between."""
    passed = False
    for block in write_up.blocks[index + 1 :]:
        if block.kind not in _FLOATS:
            return block, passed
        passed = True
    return None, passed


def _continues(text: str) -> bool:
    """Whether a paragraph goes on in the middle of a sentence."""
    first = text.lstrip("([\"'“‘*_ ")[:1]
    return not first.isalpha() or first.islower()


def _is_prose(text: str) -> bool:
    """Whether most signs are letters and spaces: no rows of values, no code."""
    sample = text[-300:]
    return sum(sign.isalpha() or sign == " " for sign in sample) >= 0.8 * len(sample)
