"""The network that a caption names, held against the text that the figure or table belongs to."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import Captioned, main, plain
from grader.consistency.document.homes import heading_of, stands_in_flow, titled, titles_above
from grader.consistency.document.named_networks import (
    Named,
    agree,
    are_others,
    named_in,
    names_any,
)
from grader.consistency.document.notes import note, quoted, sentence_of, whole
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Reference, WriteUp

_SHOWS = re.compile(
    r"\s{0,3}(?:\([a-z]\)\s)?(?:shows?|depicts?|illustrates?|plots?|presents?|displays?)\s"
    r"([^.;:]{3,200})",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:compared|comparison|than|unlike|versus|vs|whereas|while|from|instead|contrary|and|with)\b",
    re.IGNORECASE,
)
COMPARES = re.compile(r"\bcompar|\bvs\b|\bversus\b|\bdifferen|\bboth\b", re.IGNORECASE)
_READ = (BlockKind.TEXT, BlockKind.LIST, BlockKind.HEADING, BlockKind.TABLE)


def hold_network(work: Work, caption: Captioned, twin: Captioned | None) -> Checked | None:
    """What the caption calls the network; None if it names none, or nothing speaks for or against.

    `twin` is another caption of the same words.
    """
    named = named_in(caption.words)
    if not named or COMPARES.search(caption.words):
        return None
    references = references_to(work.write_up, caption)
    return _against_references(work, caption, named, references) or _against_section(
        work, caption, named, references, twin
    )


def _against_references(
    work: Work, caption: Captioned, named: Named, references: list[Reference]
) -> Checked | None:
    """`Figure 3 shows the loss of the autoencoder`, above a caption about an MLP."""
    for reference in references:
        block = work.write_up.blocks[reference.block]
        shown = _shown(block, reference)
        sentence = _mention(work.write_up, reference)
        if shown and are_others(named, shown) and not names_any(sentence, named):
            why = f"the text says that it shows the {shown}: "
            return _wrong(work, caption, why, sentence, block)
    return None


def _against_section(
    work: Work,
    caption: Captioned,
    named: Named,
    references: list[Reference],
    twin: Captioned | None,
) -> Checked | None:
    """A caption about one network, in a section that speaks of another one only."""
    write_up = work.write_up
    home = home_of(write_up, caption, references)
    if home is None:
        return None
    title = titles_above(write_up, home)
    mentioned = [named_in(_mention(write_up, one)) for one in references]
    if any(agree(named, one) for one in mentioned) or agree(named, title):
        return note(
            work,
            Consistency.CONSISTENT,
            whole(work, caption.block),
            subject=f"network in the caption of {caption.title}",
            sentence=f"The caption speaks of {_words(named)}, and so does the text that it belongs "
            f"to ({where(home.place)}).",
            other=home.place,
        )
    if not title or not are_others(named, title):
        return None
    figures = [write_up.blocks[index] for index in caption.floats]
    is_told = (
        _stands_with(write_up, caption, home)
        or any(are_others(named, one) for one in mentioned)
        or any(are_others(named, named_in(_file_words(figure))) for figure in figures)
        or (twin is not None and agree(named, titles_above(write_up, write_up.blocks[twin.block])))
    )
    if is_told and not any(names_any(text, named) for text in _texts(write_up, home, caption)):
        heading = heading_of(write_up, home, title)
        why = f"it belongs to a section about {_words(title)}: "
        return _wrong(work, caption, why, heading.text, heading)
    return note(
        work,
        Consistency.CANNOT_TELL,
        whole(work, caption.block),
        subject=f"network in the caption of {caption.title}",
        sentence=f"The caption speaks of {_words(named)}, in a section about {_words(title)}; it "
        "cannot be told which is shown.",
    )


def _wrong(work: Work, caption: Captioned, why: str, words: str, block: Block) -> Checked:
    named = named_in(caption.words)
    return note(
        work,
        Consistency.INCONSISTENT,
        whole(work, caption.block),
        subject=f"network in the caption of {caption.title}",
        sentence=f"The caption speaks of {_words(named)} ({quoted(caption.words)}), but "
        f"{why}{quoted(words)} ({where(block.place)}).",
        other=block.place,
        other_words=words,
    )


def _words(named: Named) -> str:
    return f"the {named}" if named.kinds else f"a {named} network"


def references_to(write_up: WriteUp, caption: Captioned) -> list[Reference]:
    """Every mention of what a caption belongs to."""
    return [
        one
        for one in write_up.references
        if one.kind.capitalize() == caption.name
        and main(plain(one.number)) == main(caption.number)
        and one.block != caption.block
    ]


def _mention(write_up: WriteUp, reference: Reference) -> str:
    """The sentence that refers to it."""
    block = write_up.blocks[reference.block]
    return sentence_of(block, reference.offset, reference.offset + len(reference.words))


def _shown(block: Block, reference: Reference) -> Named:
    """The network of `Figure 3 shows the loss of the autoencoder`."""
    end = reference.offset + len(reference.words)
    match = _SHOWS.match(block.text, end, end + 230)
    if match is None:
        return Named()
    clause = match[1]
    aside = _ASIDE.search(clause)
    return named_in(clause[: aside.start()] if aside else clause)


def home_of(write_up: WriteUp, caption: Captioned, references: list[Reference]) -> Block | None:
    """What it belongs to: the text that refers to it, else where it stands, if it cannot float."""
    blocks = write_up.blocks
    sections = {blocks[one.block].section for one in references}
    if len(sections) > 1:
        return None
    if not references and write_up.format == "pdf" and not stands_in_flow(blocks, caption):
        return titled(write_up, caption)
    block = blocks[references[0].block if references else caption.block]
    return block if block.section is not None else None


def _stands_with(write_up: WriteUp, caption: Captioned, home: Block) -> bool:
    """Whether it stands in the section that refers to it."""
    return write_up.blocks[caption.block].section == home.section


def _texts(write_up: WriteUp, home: Block, caption: Captioned) -> Iterator[str]:
    """Everything else that the section says."""
    for index, block in enumerate(write_up.blocks):
        if block.section == home.section and index != caption.block and block.kind in _READ:
            yield block.text


def _file_words(figure: Block) -> str:
    return re.sub(r"[_\-/.\d]+", " ", figure.source)
