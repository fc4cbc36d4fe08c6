"""What the text says of axes, held against the names that the code or the picture gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.document.axis_things import said_otherwise, things_in
from grader.consistency.document.captioned import Captioned, captions_of, main, plain
from grader.consistency.document.drawings import Drawing, drawings_in
from grader.consistency.document.notes import LONGEST, PROSE, note, quoted, sentence_of
from grader.consistency.document.paths import base
from grader.consistency.wording import shortened
from grader.consistency.work import Work
from grader.records import Block, BlockKind, Checked, Consistency, Place, Span

MOST = 100
"""Statements about axes that are looked at."""
MOST_DRAWINGS = 300

_AXIS = (
    r"(?P<{0}>horizontal|vertical|x|y|abscissa|ordinate)"
    r"(?:[\s-]?(?:ax[ie]s|achse)\b|(?<=a)\b|(?<=e)\b)"
)
_SAYS = re.compile(
    rf"\b{_AXIS.format('axis')}[^.;,:]{{0,50}}?\s(?:counts?|shows?|is|are|gives?|denotes?|represents?"
    r"|measures?|displays?|stands? for|has|have|holds?|bears?|carries|means?|labell?ed|in|runs over"
    r"|corresponds? to|tells?|lists?|indicates?|contains?|depicts?|plots?|goes over|refers? to"
    r"|being|marks?|expresses)\s(?P<thing>[^.;,]{2,60})"
    r"|(?P<before>[^.;,]{2,60}?)\s(?:on|along|at)\s(?:the\s|its\s|their\s)?"
    rf"{_AXIS.format('behind')}",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|against|versus|vs\.?|as a function of|by|per|along|during|after each|after every)\s"
    r"(?:the\s)?(?:number\sof\s)?(?:the\s)?(?:training\s|mini-?)?"
    r"(?P<thing>epochs?|iterations?|steps?|batches|updates?|time)\b",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"\b(?:log|logarithmic|logarithmically|semi-?log(?:arithmic)?|double[- ]log\w*)[\s-]"
    r"(?:\w+\s)?(?:scaled?|ax[ie]s|plot|y|x)\b|\b(?:on|in)\sa\slogarithmic\b|\blog-log\b",
    re.IGNORECASE,
)
_DRAWS_LOG = re.compile(
    r"scale\s*[(=]\s*[\"'](?:sym)?log|semilog|loglog|\blog[xy]\b|\blog\s*=\s*True|log_[xy]"
    r"|[\"']log[\"']|LogNorm|LogLocator|log(?:10|1p|2)?\s*\(",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:not|n't|instead|would|could|should|if|paper|literature|tutorial)\b", re.IGNORECASE
)
_SMOOTHED = re.compile(r"\b(?:averag\w*|mean|smooth\w*|spread|std|deviation|total|time)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One statement about an axis."""

    span: Span
    axis: str
    """`x` or `y`."""
    thing: str
    """What it is said to count, in the author's words."""


def hold_axis_words(work: Work) -> Iterator[Checked]:
    """Every statement about an axis of a figure."""
    said = list(_said(work))
    logs = list(_logs(work))
    if not said and not logs:
        return
    drawings = _drawings(work)
    captions = [one for one in captions_of(work.write_up) if one.name == "Figure"]
    for one in said[:MOST]:
        found = _held(work, one, captions, drawings)
        if found is not None:
            yield found
    sources = [source.text for source in work.sources if not source.is_prose]
    if drawings and work.is_code_whole and not any(_DRAWS_LOG.search(text) for text in sources):
        for span in logs[:MOST]:
            yield note(
                work,
                Consistency.INCONSISTENT,
                span,
                subject="scale of an axis",
                sentence="The text speaks of a logarithmic scale, and no code that was handed in "
                "draws one.",
            )


def _said(work: Work) -> Iterator[_Said]:
    for index, block in enumerate(work.write_up.blocks):
        if block.kind not in PROSE:
            continue
        text = block.text[:LONGEST]
        for match in _SAYS.finditer(text):
            axis = match["axis"] or match["behind"]
            thing = match["thing"] or match["before"]
            if _OTHERS.search(sentence_of(block, match.start(), match.end())):
                continue
            span = Span(block=index, start=match.start(), end=match.end())
            yield _Said(span=span, axis="x" if axis[0] in "hHxXaA" else "y", thing=thing)
        if block.kind is BlockKind.CAPTION and not _SMOOTHED.search(text):
            for match in _OVER.finditer(text):
                span = Span(block=index, start=match.start(), end=match.end())
                yield _Said(span=span, axis="x", thing=match["thing"])


def _logs(work: Work) -> Iterator[Span]:
    for index, block in enumerate(work.write_up.blocks):
        if block.kind in PROSE:
            for match in _LOG.finditer(block.text[:LONGEST]):
                if not _OTHERS.search(sentence_of(block, match.start(), match.end())):
                    yield Span(block=index, start=match.start(), end=match.end())


def _drawings(work: Work) -> list[Drawing]:
    texts = [(source.text, source.place) for source in work.sources if not source.is_prose]
    texts += [
        (block.text, block.place)
        for block in work.write_up.blocks
        if block.kind is BlockKind.LISTING
    ]
    found: list[Drawing] = []
    for text, place in texts:
        if len(found) < MOST_DRAWINGS:
            found += drawings_in(text, place)
    return found


def _held(
    work: Work, said: _Said, captions: list[Captioned], drawings: list[Drawing]
) -> Checked | None:
    names, place = _names(work, said, captions, drawings)
    if not names or not things_in(said.thing):
        return None
    if all(said_otherwise(said.thing, name) for name in names):
        name = names[0]
        return note(
            work,
            Consistency.INCONSISTENT,
            said.span,
            subject=f"name of the {said.axis} axis",
            sentence=f"The text says {quoted(shortened(said.thing, 60).strip())} of the "
            f"{said.axis} axis; it is named {quoted(name)} ({place}).",
            other=place,
            other_words=name,
        )
    return None


def _names(
    work: Work, said: _Said, captions: list[Captioned], drawings: list[Drawing]
) -> tuple[list[str], Place | None]:
    """The names that the axis meant can have; empty if one of them is not known."""
    blocks = work.write_up.blocks
    meant = _meant(work, said, captions)
    figures = [
        blocks[index]
        for one in meant
        for index in one.floats
        if blocks[index].kind is BlockKind.FIGURE
    ]
    if inside := _inside(figures, said):
        return inside, figures[0].place
    files = {base(figure.source) for figure in figures if figure.source}
    own = [one for one in drawings if files & set(one.files)]
    candidates = own if len(own) == 1 else drawings
    labels = [one.x if said.axis == "x" else one.y for one in candidates]
    labels += [
        (axes.x_label if said.axis == "x" else axes.y_label,)
        for plot in work.evidence.plots
        for axes in plot.axes
        if len(own) != 1
    ]
    if not candidates or not all(labels) or not all(one.is_told for one in candidates):
        return [], None
    return [name for names in labels for name in names if name], candidates[0].place


def _meant(work: Work, said: _Said, captions: list[Captioned]) -> list[Captioned]:
    """The captions of the figures that the sentence names, or the caption that it stands in."""
    block = work.write_up.blocks[said.span.block]
    if block.kind is BlockKind.CAPTION:
        return [one for one in captions if one.block == said.span.block]
    sentence = sentence_of(block, said.span.start, said.span.end)
    numbers = {
        main(plain(one.number))
        for one in work.write_up.references
        if one.kind == "figure" and one.block == said.span.block and one.words in sentence
    }
    return [one for one in captions if main(one.number) in numbers]


def _inside(figures: list[Block], said: _Said) -> list[str]:
    """The words inside the picture that can be the name of the axis."""
    if len(figures) != 1 or figures[0].source:
        return []
    lines = [line for line in figures[0].text.split("\n") if line.strip()]
    wanted = things_in(said.thing)
    return [line for line in lines if things_in(line).keys() & wanted.keys()]
