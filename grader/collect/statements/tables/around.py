"""What the words around a table say of all its numbers: its caption and what leads to it."""

import re
from dataclasses import dataclass, replace

from grader.collect.statements.network_words import networks_in
from grader.collect.statements.quantities import quantities_in
from grader.collect.statements.tables.meaning import NOTHING, RESULTS, meaning_of
from grader.records import BlockKind, Subject, WriteUp

_NEAR = 2
_FAR = 4
_PROSE = (BlockKind.TEXT, BlockKind.LIST, BlockKind.HEADING)
_TITLE = re.compile(
    r"^\s{0,3}(?:table|tab\.?|tabelle|表)\s{0,2}[\w.]{0,6}\s{0,2}[:.|–—-]?\s{0,3}", re.I
)
_SHARE = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,4})\s?%")
_OWN = re.compile(r"\b(?:ours?|mine|my|this work|we|unser\w{0,2})\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:[.!?]\s{1,3})([^.!?]{0,200}:)\s{0,3}$|^([^.!?]{0,200}:)\s{0,3}$")
_POINTS = re.compile(r"\b(?:table|tabelle|following|below)\b|表", re.IGNORECASE)
_OTHERS = re.compile(
    r"literature|state[ -]of[ -]the[ -]art|\bsota\b|\bpapers?\b|published|reported (?:by|in)"
    r"|lecun|et al|tutorial|handout|expected|benchmark results|leaderboard|文献",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What holds for a whole table."""

    caption: str = ""
    """Words of the caption."""
    quantity: str = ""
    """The one measured quantity that they name."""
    is_guess: bool = False
    """Whether only the section speaks of that quantity: it must be the only one possible."""
    unit: str = ""
    """The unit that they name: ` %`."""
    subject: Subject = NOTHING
    """What they speak of."""


def around(write_up: WriteUp, index: int) -> Around:
    """What the words around a table say of it."""
    block = write_up.blocks[index]
    caption = _caption(write_up, index)
    told = _told(caption) if caption else Around()
    if not told.quantity and (lead := _lead(write_up, index)):
        led = _told(lead)
        subject = replace(
            told.subject,
            split=told.subject.split or led.subject.split,
            network=told.subject.network or led.subject.network,
        )
        told = replace(told, quantity=led.quantity, unit=told.unit or led.unit, subject=subject)
    if not told.quantity and _speaks_of_accuracies(write_up, index):
        told = replace(told, quantity="accuracy", is_guess=True)
    subject = replace(told.subject, question=block.question)
    if subject.network and _contradicts(write_up, index, subject.network):
        subject = replace(subject, network="")
    return replace(told, caption=caption, subject=subject)


def _contradicts(write_up: WriteUp, index: int, network: str) -> bool:
    """Whether the section around speaks of networks, but not of that of the caption."""
    names = {
        found.name
        for text in _prose_around(write_up, index)
        for found in networks_in(text)
        if found.name
    }
    words = set(network.split())
    return bool(names) and not any(words <= set(name.split()) for name in names)


def _prose_around(write_up: WriteUp, index: int) -> list[str]:
    """The texts of its section that stand near a table, captions left out."""
    section = write_up.blocks[index].section
    nearby = write_up.blocks[max(0, index - _FAR) : index + _FAR + 1]
    return [at.text[:3000] for at in nearby if at.section == section and at.kind in _PROSE]


def _speaks_of_accuracies(write_up: WriteUp, index: int) -> bool:
    """Whether its section speaks of accuracies, and of no other results."""
    texts = _prose_around(write_up, index)
    mentioned = {at.quantity for text in texts for at in quantities_in(text) if not at.name}
    # Counts of parameters cannot be taken for accuracies.
    results = mentioned & set(RESULTS) - {"parameters"}
    if results:
        return results == {"accuracy"}
    cells = {cell for row in write_up.blocks[index].rows for cell in row if len(cell) > 3}
    return any(match[1] in cells for text in texts for match in _SHARE.finditer(text))


def _told(text: str) -> Around:
    meaning = meaning_of(text)
    mentioned = {mention.quantity for mention in quantities_in(text) if not mention.name}
    results = mentioned & set(RESULTS)
    subject = replace(meaning.subject, labels=(), selection="", epoch=None, moment="")
    # `best`, `at epoch 10` of a whole table are kept only where the words name one quantity.
    quantity = next(iter(results)) if len(results) == 1 else ""
    if quantity and not re.search(r"\b(?:and|or|vs|versus|by|per)\b", text, re.IGNORECASE):
        subject = replace(subject, moment=meaning.subject.moment, epoch=meaning.subject.epoch)
    return Around(quantity=quantity, unit=meaning.unit, subject=subject)


def _caption(write_up: WriteUp, index: int) -> str:
    number = write_up.blocks[index].number
    if not number:
        return ""
    nearby = write_up.blocks[max(0, index - _NEAR) : index + _NEAR + 1]
    found = (
        block.text for block in nearby if block.kind is BlockKind.CAPTION and block.number == number
    )
    return _TITLE.sub("", next(found, ""), count=1)


def _lead(write_up: WriteUp, index: int) -> str:
    """The last sentence before a table, if it leads to it."""
    if index == 0 or write_up.blocks[index - 1].kind not in (BlockKind.TEXT, BlockKind.LIST):
        return ""
    text = write_up.blocks[index - 1].text[-400:]
    if match := _LEADS.search(text):
        return match[1] or match[2]
    last = re.split(r"[.!?]\s{1,3}", text.strip().rstrip("."))[-1]
    return last if _POINTS.search(last) and len(last) <= 200 else ""


def are_others(text: str) -> bool:
    """Whether words say that the numbers are not the author's own."""
    return _OTHERS.search(text[:500]) is not None


def are_own(text: str) -> bool:
    """Whether words say that the numbers are the author's own."""
    return _OWN.search(text[:500]) is not None
