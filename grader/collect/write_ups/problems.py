"""What could not be read of a document, in sentences for whoever reads the report."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from grader.collect.write_ups.opened import (
    Begun,
    Cut,
    FlowBlock,
    LineItem,
    Lost,
    Page,
    Pages,
    Part,
    Refused,
)

UNMAPPED = 0.3
"""Share of a page's characters without known letters from which it is unreadable."""
FEW_CHARACTERS = 25
"""Characters of a page up to which a picture that fills it is all that it has."""
PICTURE = 0.4
"""Share of a page that a scan fills at least."""
ENOUGH_LETTERS = 300
VOWELS = (0.27, 0.55)
"""Share of vowels among the letters a to z in languages that are written with them."""

_REFUSALS = {
    "password": "It is encrypted and asks for a password, so it was not read.",
    "damaged": "It is damaged and could not be opened.",
    "too large": "It is too large, so it was not read.",
}
_ENDINGS = {
    "time": "Reading it took too long, so the rest was not read.",
    "memory": "Reading it took too much memory, so the rest was not read.",
    "output": "It holds too much text, so the rest was not read.",
    "too large": _REFUSALS["too large"],
}
_OTHER_ENDING = "It stopped the program that reads such files, so the rest was not read."
_LOST = {
    "time": "reading it took too long",
    "memory": "reading it took too much memory",
    "output": "it holds too much text",
}
_STOP_WORDS = frozenset(
    "the of and is in to we for with that on are was this der die und das ist von mit wir le la"
    " les de et des el los que en un une by as it at".split()
)
_WORDS = re.compile(r"[a-z]+")


def is_unreadable(page: Page) -> bool:
    """Whether the letters of a page are not those that one sees on it."""
    if page.unmapped > UNMAPPED * max(1, page.characters):
        return True
    text = " ".join(item.text for item in page.items if isinstance(item, LineItem)).casefold()
    letters = Counter(letter for letter in text if "a" <= letter <= "z")
    count = sum(letters.values())
    if count < ENOUGH_LETTERS or count * 2 < sum(not letter.isspace() for letter in text):
        return False
    vowels = sum(letters[vowel] for vowel in "aeiou") / count
    words = _WORDS.findall(text)
    usual = sum(word in _STOP_WORDS for word in words)
    return not VOWELS[0] < vowels < VOWELS[1] and usual * 50 < len(words)


def problems_of(
    parts: Sequence[Part], lost: Sequence[Lost], ending: str, *, most_pages: int
) -> Iterator[str]:
    """All problems of a document that was opened behind the wall."""
    refused = [part for part in parts if isinstance(part, Refused)]
    if refused:
        yield _REFUSALS.get(refused[0].refused, _REFUSALS["damaged"])
        return
    pages = [part for part in parts if isinstance(part, Page)]
    total = next((part.pages for part in parts if isinstance(part, Pages)), None)
    if total is not None and total > most_pages:
        yield f"It has {total:,} pages, and only the first {most_pages} were read."
    for page in lost if total is not None else ():
        reason = _LOST.get(page.ending, "it stopped the program that reads such files")
        yield f"Page {page.page} was not read: {reason}."
    silent = _silent(parts, pages, lost)
    if silent and total is not None and not ending:
        yield f"{_pages(silent)} not what a page can be, and not read."
    yield from _of_pages(pages)
    if any(isinstance(part, Cut) for part in parts) or any(page.cut for page in pages):
        yield "It holds more text than is read, so the rest was left out."
    if ending or (lost and total is None):
        ending = ending or lost[0].ending
        yield _ENDINGS.get(ending, _OTHER_ENDING)
    elif total == 0:
        yield "It has no pages."
    elif not pages and total is None and not any(isinstance(part, FlowBlock) for part in parts):
        yield "Nothing could be read from it."


def _silent(parts: Sequence[Part], pages: Sequence[Page], lost: Sequence[Lost]) -> list[int]:
    """Pages that were begun and of which nothing was heard."""
    heard = {page.page for page in pages} | {page.page for page in lost}
    begun = (part.begun for part in parts if isinstance(part, Begun))
    return sorted({number for number in begun if number not in heard})


def _of_pages(pages: Sequence[Page]) -> Iterator[str]:
    damaged = [page.page for page in pages if page.damaged]
    if damaged:
        yield f"{_pages(damaged)} damaged and could not be read."
    scanned = [page.page for page in pages if _is_scan(page)]
    empty = [page.page for page in pages if not page.characters]
    if pages and len(empty) == len(pages) and not damaged:
        yield "It has no text layer: a person must read it, or it must be handed in as text."
    elif scanned:
        yield f"{_pages(scanned)} a picture without text, and a person must read it."
    garbled = [page.page for page in pages if is_unreadable(page)]
    if garbled:
        yield f"{_pages(garbled)} unreadable: the file does not say which letters its signs are."


def _is_scan(page: Page) -> bool:
    return page.characters < FEW_CHARACTERS and page.pictures > PICTURE


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (" and others" if len(numbers) > 8 else "")
    return f"Page {shown} is" if len(numbers) == 1 else f"Pages {shown} are"
