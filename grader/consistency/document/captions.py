"""The words of captions: left from a template, or those of another figure."""

import re
from collections.abc import Iterator

from grader.consistency.document.caption_columns import hold_columns
from grader.consistency.document.caption_kinds import hold_kind, lonely_kinds
from grader.consistency.document.caption_networks import (
    COMPARES,
    hold_network,
    home_of,
    references_to,
)
from grader.consistency.document.caption_sections import hold_in_section
from grader.consistency.document.caption_topics import data_in, hold_data, hold_study, owned_data
from grader.consistency.document.captioned import Captioned, captions_of, words_behind_label
from grader.consistency.document.named_networks import named_in
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.settings_named import agreeing, contradicting, settings_in
from grader.consistency.document.templates import is_template_caption
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, WriteUp

MOST = 300
"""Captions whose words are looked at."""
FEWEST_WORDS = 5
"""Words of a caption before its being there twice is worth a remark."""


def hold_captions(work: Work) -> Iterator[Checked]:
    """Every caption's words."""
    yield from _templates(work)
    captions = captions_of(work.write_up)[:MOST]
    lonely = lonely_kinds(work, captions)
    owned = owned_data(work) if any(data_in(one.words) for one in captions) else frozenset()
    by_words: dict[str, Captioned] = {}
    for caption in captions:
        key = f"{caption.name} {_plain(caption.words)}"
        before = by_words.setdefault(key, caption)
        twin = before if before is not caption and before.number != caption.number else None
        if caption.name not in ("Figure", "Table") or not caption.words:
            continue
        for found in (
            hold_network(work, caption, twin) or _copied(work, caption, twin),
            *_against_surroundings(work, caption, lonely, owned),
            *hold_columns(work, caption),
        ):
            if found is not None:
                yield found


def _against_surroundings(
    work: Work, caption: Captioned, lonely: dict[str, str], owned: frozenset[str]
) -> Iterator[Checked | None]:
    """What a caption names, held against the section that its figure belongs to."""
    home = home_of(work.write_up, caption, references_to(work.write_up, caption))
    yield hold_kind(work, caption, home, lonely)
    if home is None:
        return
    yield hold_study(work, caption, home)
    if COMPARES.search(caption.words):
        return
    if named := named_in(caption.words):
        yield hold_in_section(work, caption, named, home)
    yield hold_data(work, caption, home, owned)


def _templates(work: Work) -> Iterator[Checked]:
    blocks = work.write_up.blocks
    for index, block in enumerate(blocks):
        is_near = any(one.kind is BlockKind.FIGURE for one in blocks[max(0, index - 1) : index + 2])
        is_short = block.kind is BlockKind.TEXT and is_near and len(block.text) <= 120
        if block.kind is not BlockKind.CAPTION and not is_short:
            continue
        words = words_behind_label(block.text)
        if is_template_caption(words, is_certain=block.kind is BlockKind.CAPTION):
            yield note(
                work,
                Consistency.INCONSISTENT,
                whole(work, index),
                subject=f"caption of {block.number}" if block.number else "caption",
                sentence=f"The caption is {quoted(words)}: these are the words of a template, "
                "they do not say what is shown.",
            )


def _copied(work: Work, caption: Captioned, twin: Captioned | None) -> Checked | None:
    if twin is None or len(caption.words.split()) < FEWEST_WORDS:
        return None
    write_up = work.write_up
    block, own = write_up.blocks[twin.block], write_up.blocks[caption.block]
    named = settings_in(caption.words)
    title = settings_in(_title(write_up, own))
    if contradicting(named, title) and agreeing(named, settings_in(_title(write_up, block))):
        return note(
            work,
            Consistency.INCONSISTENT,
            whole(work, caption.block),
            subject=f"caption of {caption.title}",
            sentence=f"{caption.title} has the caption of {twin.title} ({where(block.place)}), "
            f"{quoted(caption.words)}, but stands in the section "
            f"{quoted(_title(write_up, own))}.",
            other=block.place,
            other_words=block.text,
        )
    return note(
        work,
        Consistency.CANNOT_TELL,
        whole(work, caption.block),
        subject=f"caption of {caption.title}",
        sentence=f"{caption.title} has the caption of {twin.title} ({where(block.place)}), word "
        "for word; it cannot be told whether both show this.",
        other=block.place,
        other_words=block.text,
    )


def _title(write_up: WriteUp, block: Block) -> str:
    """The title of the section that a block stands in; of pages it is not asked: figures float."""
    if block.section is None or write_up.format == "pdf":
        return ""
    return write_up.sections[block.section].title


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\W+", " ", words.casefold()).split())
