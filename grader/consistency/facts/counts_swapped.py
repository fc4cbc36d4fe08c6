"""Counts of parameters with two digits the other way round than a count of the code or outputs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.counted import counted_of
from grader.consistency.facts.known import Pool
from grader.consistency.facts.layer_texts import layer_counts_in
from grader.consistency.facts.numerals import is_swapped
from grader.consistency.wording import capitalised, number_words, shortened, source_words
from grader.consistency.work import Work
from grader.records import BlockKind, Checked, Consistency, Place, Source, Span

LEAST = 10_000
"""Counts of five digits and more: shorter ones are one of another by chance."""
MOST_COUNTS = 400
"""Different counts among which one with its digits changed over is no chance."""
MOST_BLOCKS = 4_000

_COUNT = re.compile(
    r"(?<![\w.,/−-])(?<!\d )(\d{1,3}(?:[,. '’]\d{3}){1,3}|\d{5,9})(?![\w]|[.,' ’]\d)"
)
_OTHER = re.compile(
    r"\b(?:literature|papers?|published|original\w*|tutorial|handout|instead|would|if|without"
    r"|seconds|steps?|updates?|iterations?|images?|examples?|samples?|id|matricula"
    r"|student|number of (?:images|samples)|github|https?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    value: int
    place: Place
    words: str


def hold_swapped_counts(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told count that is none of the known ones, and one of them by its digits."""
    known = {count.value: count for count in _known(work, pool, sources)}
    if not known or len(known) > MOST_COUNTS:
        return
    told = list(_told(work))
    times: dict[int, int] = {}
    for _, _, value in told:
        times[value] = times.get(value, 0) + 1
    right = set(known) | {int(value) for value in pool.literals if value == int(value)}
    for index, match, value in told:
        if value in right or times[value] > 1:
            continue
        found = [each for each in known if is_swapped(str(value), str(each))]
        text = work.write_up.blocks[index].text
        around = text[max(0, match.start() - 60) : match.end() + 40]
        if len(found) == 1 and not _OTHER.search(around):
            yield _record(work, pool, index, match, known[found[0]])


def _known(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[_Count]:
    """Counts of networks and their layers, as the code and its outputs tell them."""
    for each in pool.of("parameters"):
        for value in (each.value, *each.others):
            if value and value >= LEAST:
                yield _Count(value=int(value), place=each.place, words=each.words)
    for source in sources:
        if not source.is_prose:
            for count in list(layer_counts_in(source.text))[:60]:
                if count >= LEAST:
                    yield _Count(value=count, place=source.place, words="")
    for one in counted_of(work):
        if one.value >= LEAST:
            yield _Count(value=int(one.value), place=one.place, words=one.words)


def _told(work: Work) -> Iterator[tuple[int, re.Match[str], int]]:
    for index, block in enumerate(work.write_up.blocks[:MOST_BLOCKS]):
        if block.kind not in (BlockKind.LISTING, BlockKind.OUTPUT):
            for match in _COUNT.finditer(block.text[:40_000]):
                value = int(re.sub(r"\D", "", match[1]))
                if value >= LEAST:
                    yield index, match, value


def _record(work: Work, pool: Pool, index: int, match: re.Match[str], count: _Count) -> Checked:
    block = work.write_up.blocks[index]
    span = Span(block=index, start=match.start(1), end=match.end(1))
    place = block.place_of(match.start(1))
    signs = "\n" if block.kind is BlockKind.TABLE else ".\n"
    start = max(block.text.rfind(sign, 0, match.start()) for sign in signs) + 1
    ends = [at for sign in (". ", "\n") if (at := block.text.find(sign, match.end())) >= 0]
    words = block.text[start : min(ends, default=len(block.text))].strip().replace("\t", " | ")
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=pool.check,
        subject="number of parameters",
        sentence=(
            f"{capitalised(source_words(work.write_up, span, place))} says {match[1]}, the code"
            f" makes {number_words(float(count.value))} ({count.place}), the same with two digits"
            " the other way round."
        ),
        words=shortened(words),
        place=place,
        span=span,
        other=count.place,
        other_words=shortened(count.words),
    )
