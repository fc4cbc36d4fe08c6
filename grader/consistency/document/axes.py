"""What a caption says a figure shows, held against the names of its axes and what is drawn."""

import re
from collections.abc import Iterator

from grader.consistency.document.captioned import Captioned, captions_of, plain
from grader.consistency.document.drawings import Drawing, drawings_in
from grader.consistency.document.notes import note, quoted, whole
from grader.consistency.document.paths import base, is_elsewhere
from grader.consistency.document.series import Series, are_others, series_in
from grader.consistency.wording import shortened, where
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, WriteUp

MOST_CAPTIONS = 200
MOST_DRAWINGS = 500
NEAR = 3
"""Blocks between a listing and the picture that it draws, at most."""

_UNCLEAR = re.compile(r"\berrors?\b|\bmetrics?\b|\bcurves?\s+and\b|\bperformance\b", re.IGNORECASE)
_EXPORTED = re.compile(r"output_\d+_\d+\.|(?:unnamed-chunk|cell)-\d+", re.IGNORECASE)
_GENERAL = re.compile(
    r"^(?:acc|loss|train|test|valid|curve|epoch|model|netw|plot|figu|with|over|during|vers|three"
    r"|diff|after|data|sets|learn|from|this|that|show|resu|using|value|line|grap|graph|both|four)"
)


def hold_axes(work: Work) -> Iterator[Checked]:
    """Every caption of a figure of which it is known what it shows."""
    blocks = work.write_up.blocks
    drawings: list[Drawing] = []
    for source in work.sources:
        if not source.is_prose and len(drawings) < MOST_DRAWINGS:
            drawings += drawings_in(source.text, source.place)
    captions = [one for one in captions_of(work.write_up) if one.name == "Figure"]
    for caption in captions[:MOST_CAPTIONS]:
        said = series_in(caption.words)
        if not said.quantities:
            continue
        figures = [blocks[index] for index in caption.floats if _is_its(blocks[index], caption)]
        drawing = _by_file(figures, drawings) or _by_listing(work.write_up, caption)
        if drawing is not None:
            yield from _against_code(work, caption, said, drawing)
        elif words := _words_inside(figures):
            yield from _against_picture(work, caption, said, words, figures[0])
        else:
            yield from _against_all(work, caption, said, drawings)


def _against_code(
    work: Work, caption: Captioned, said: Series, drawing: Drawing
) -> Iterator[Checked]:
    named = drawing.named
    is_clear = drawing.is_told and _is_clear(caption.words, *drawing.words)
    if is_clear and are_others(said, named):
        yield _note(work, caption, Consistency.INCONSISTENT, drawing)
    elif is_clear and _are_other_splits(said.splits, drawing.splits):
        yield _note(work, caption, Consistency.INCONSISTENT, drawing, is_drawn=True)
    elif named.quantities and said.quantities <= named.quantities and said.splits <= named.splits:
        yield _note(work, caption, Consistency.CONSISTENT, drawing)


def _against_picture(
    work: Work, caption: Captioned, said: Series, words: tuple[str, ...], figure: Block
) -> Iterator[Checked]:
    seen = series_in("\n".join(words))
    differs = are_others(said, seen) and _is_clear(caption.words, *words)
    agrees = said.quantities <= seen.quantities and said.splits <= seen.splits
    if not seen.quantities or not (differs or agrees):
        return
    yield note(
        work,
        Consistency.INCONSISTENT if differs else Consistency.CONSISTENT,
        whole(work, caption.block),
        subject=f"what {caption.title} shows",
        sentence=f"The caption of {caption.title} says {quoted(caption.words)}; the picture itself "
        f"says {_listed(words)} ({where(figure.place)}).",
        other=figure.place,
        other_words="; ".join(words),
    )


def _against_all(
    work: Work, caption: Captioned, said: Series, drawings: list[Drawing]
) -> Iterator[Checked]:
    """A curve that no code draws, of a figure whose subject one piece of code has."""
    if len(said.quantities) != 1 or not said.splits or not _is_clear(caption.words):
        return
    alike = [
        one
        for one in drawings
        if not one.named.quantities or said.quantities & one.named.quantities
    ]
    about = [one for one in alike if _share_subject(caption.words, one)]
    if len(about) != 1 or about[0].named.quantities != said.quantities:
        return
    seen = [one.named.splits | one.splits for one in alike]
    are_told = all(one.is_told for one in alike) and all(seen)
    if are_told and all(_are_other_splits(said.splits, one) for one in seen):
        yield _note(work, caption, Consistency.INCONSISTENT, about[0])


def _note(
    work: Work,
    caption: Captioned,
    outcome: Consistency,
    drawing: Drawing,
    *,
    is_drawn: bool = False,
) -> Checked:
    words = drawing.drawn if is_drawn else drawing.words
    verb = "draws" if is_drawn else "names it"
    return note(
        work,
        outcome,
        whole(work, caption.block),
        subject=f"what {caption.title} shows",
        sentence=f"The caption of {caption.title} says {quoted(caption.words)}; the code that "
        f"draws it {verb} {_listed(words)} ({_spot(work, drawing)}).".replace(
            "that draws it draws", "draws"
        ),
        other=drawing.place,
        other_words="; ".join(words),
    )


def _spot(work: Work, drawing: Drawing) -> str:
    is_inside = drawing.place.file == work.write_up.path
    return where(drawing.place) if is_inside else str(drawing.place)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(quoted(shortened(word).strip("(), "), 40) for word in words[:4])


def _is_clear(*texts: str) -> bool:
    return not any(_UNCLEAR.search(text) for text in texts)


def _are_other_splits(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the data are certainly others: many say validation for test data."""
    return bool(a and b and not a & b and "train" in a | b)


def _is_its(figure: Block, caption: Captioned) -> bool:
    return figure.kind is BlockKind.FIGURE and (
        not figure.number or plain(figure.number.partition(" ")[2]) == caption.number
    )


def _by_file(figures: list[Block], drawings: list[Drawing]) -> Drawing | None:
    """The code that alone saves the one file that is shown."""
    files = [base(figure.source) for figure in figures if not is_elsewhere(figure.source)]
    if len(files) != 1 or len(figures) != 1:
        return None
    found = [one for one in drawings if files[0] in one.files]
    return found[0] if len(found) == 1 else None


def _by_listing(write_up: WriteUp, caption: Captioned) -> Drawing | None:
    """The one figure that the listing right above the picture draws."""
    blocks = write_up.blocks
    first = min([caption.block, *caption.floats])
    # In an exported notebook, what a cell prints is text between its code and its picture.
    is_exported = bool(_EXPORTED.match(base(blocks[first].source)))
    for index in range(first - 1, max(-1, first - 1 - NEAR), -1):
        block = blocks[index]
        if block.kind is BlockKind.LISTING and block.section == blocks[first].section:
            found = list(drawings_in(block.text, block.place))
            return found[0] if len(found) == 1 else None
        is_output = block.kind is BlockKind.OUTPUT or (is_exported and block.kind is BlockKind.TEXT)
        if not is_output:
            return None
    return None


def _words_inside(figures: list[Block]) -> tuple[str, ...]:
    """The words inside the pictures themselves, if every one of them holds some."""
    if not figures or any(figure.source or not figure.text.strip() for figure in figures):
        return ()
    return tuple(line for figure in figures for line in figure.text.split("\n") if line.strip())


def _share_subject(words: str, drawing: Drawing) -> bool:
    wanted = _subjects(words)
    there = _subjects(" ".join((*drawing.words, *drawing.files)))
    return any(a.startswith(b) or b.startswith(a) for a in wanted for b in there)


def _subjects(text: str) -> set[str]:
    """The words of a text that tell what it is about."""
    found = re.findall(r"[^\W\d_]{4,}", text[:1_000].casefold())
    return {word for word in found if not _GENERAL.match(word)}
