"""What mentions say that a figure shows, held against its caption and the captions beside it."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import Captioned, captions_of, plain
from grader.consistency.document.notes import note, quoted, sentence_of
from grader.consistency.document.series import Series, are_others, series_in
from grader.consistency.document.settings_named import contradicting, settings_in
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Reference, Span

MOST = 300
"""Mentions that are looked at."""

_SHOWS = re.compile(
    r"\s{0,3}(?:\([a-z]\)\s)?(?:shows?|depicts?|illustrates?|plots?|presents?|displays?|zeigt)\s"
    r"(?:us\s)?(?:(?:the|our|how\sthe|that\sthe)\s)?([^.;:,]{3,120})",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\s{0,3},?\s(?:one|we|you|i)\s(?:can\s|could\s)?(?:sees?|find)\s(?:the\s)?([^.;:,]{3,120})",
    re.IGNORECASE,
)
_IS_SHOWN = re.compile(
    r"([^.;:,]{3,120})\s(?:is|are|can\sbe|was|were)\s(?:shown|plotted|depicted|displayed|drawn"
    r"|presented|illustrated|visuali[sz]ed)\s(?:in|by)\s(?:the\s)?$",
    re.IGNORECASE,
)
_AS = re.compile(r"\b(?:as|in)\s$", re.IGNORECASE)


def hold_shown(work: Work) -> Iterator[Checked]:
    """Every mention of a figure that says which curves it shows."""
    captions = [one for one in captions_of(work.write_up) if one.name == "Figure"]
    references = [one for one in work.write_up.references if one.kind == "figure"]
    for reference in references[:MOST]:
        block = work.write_up.blocks[reference.block]
        own = [one for one in captions if one.number == plain(reference.number)]
        if block.kind is BlockKind.CAPTION or not own:
            continue
        found = _other_thing(work, reference, own) or _other_figure(work, reference, own, captions)
        if found is not None:
            yield found


def _other_thing(work: Work, reference: Reference, own: list[Captioned]) -> Checked | None:
    """`Figure 3 shows the loss`, or `n = 64`, under a caption that speaks of another one alone."""
    block = work.write_up.blocks[reference.block]
    end = reference.offset + len(reference.words)
    words = _object(block.text, reference.offset, end)
    said = series_in(words)
    written = [series_in(one.words) for one in own]
    named = settings_in(words)
    sentence = settings_in(sentence_of(block, reference.offset, end))
    if all(
        (name := contradicting(named, settings_in(one.words))) and name in sentence for one in own
    ):
        return _wrong(work, reference, own[0], "")
    if not said.quantities or not all(are_others(said, one) for one in written):
        return None
    if series_in(sentence_of(block, reference.offset, end)) != said:
        return None
    return _wrong(work, reference, own[0], "")


def _object(text: str, start: int, end: int) -> str:
    """What the text says that it shows; empty if it says nothing plainly."""
    before = text[max(0, start - 160) : start]
    if match := _SHOWS.match(text, end, end + 160):
        # “As Figure 3 shows, …” may conclude something from what it shows.
        return "" if _AS.search(before) else match[1]
    if match := _SEEN.match(text, end, end + 160) or _IS_SHOWN.search(before):
        return match[1]
    return ""


def _other_figure(
    work: Work, reference: Reference, own: list[Captioned], captions: list[Captioned]
) -> Checked | None:
    """A number of another question's figure, where the figure beside the text is the one meant."""
    blocks = work.write_up.blocks
    block = blocks[reference.block]
    end = reference.offset + len(reference.words)
    said = series_in(sentence_of(block, reference.offset, end))
    if block.section is None or not said.quantities or not said.splits:
        return None
    written = [series_in(one.words) for one in own]
    if any(not one.quantities or _covers(one, said) for one in written):
        return None
    if any(blocks[one.block].section == block.section for one in own):
        return None
    meant = [
        one
        for one in captions
        if blocks[one.block].section == block.section and _covers(series_in(one.words), said)
    ]
    if len(meant) != 1:
        return None
    beside = f", while {meant[0].title} beside it is {quoted(meant[0].words)}"
    return _wrong(work, reference, own[0], beside)


def _covers(written: Series, said: Series) -> bool:
    return said.quantities <= written.quantities and said.splits <= written.splits


def _wrong(work: Work, reference: Reference, caption: Captioned, beside: str) -> Checked:
    blocks = work.write_up.blocks
    end = reference.offset + len(reference.words)
    sentence = sentence_of(blocks[reference.block], reference.offset, end)
    place = blocks[caption.block].place
    return note(
        work,
        Consistency.INCONSISTENT,
        Span(block=reference.block, start=reference.offset, end=end),
        subject=f"what {caption.title} shows",
        sentence=f"The text says of {caption.title}: {quoted(sentence)}, and its caption is "
        f"{quoted(caption.words)} ({where(place)}){beside}.",
        words=sentence,
        other=place,
        other_words=blocks[caption.block].text,
    )
