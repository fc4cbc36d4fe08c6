"""The check: every sentence of prose against every line-up that it may speak of."""

from collections.abc import Callable, Iterator, Sequence

from grader.consistency.itself.reckoning.apart import differences_in
from grader.consistency.itself.reckoning.lineups import Lineup, lineups_of, told_lineups
from grader.consistency.itself.reckoning.spoken import Sentence, sentences_of
from grader.consistency.itself.reckoning.superlatives import superlatives_in
from grader.consistency.itself.reckoning.times import ratios_in
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.wording import capitalised, shortened, source_words
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Span

Reader = Callable[[Sentence, Sequence[Lineup]], Iterator[Verdict]]
_READERS: tuple[Reader, ...] = (superlatives_in, differences_in, ratios_in)
_MOST = 400
"""Line-ups of a document that are looked at."""


def hold_reckoning(work: Work) -> Iterator[Checked]:
    """Everything that comes of it."""
    lineups = (*lineups_of(work.write_up), *told_lineups(work.statements.claims))[:_MOST]
    if not lineups:
        return
    for sentence in sentences_of(work.write_up):
        for reader in _READERS:
            for verdict in reader(sentence, lineups):
                yield _checked(work, sentence, verdict)


def _checked(work: Work, sentence: Sentence, verdict: Verdict) -> Checked:
    span = sentence.spoken.span
    at = Span(block=span.block, start=span.start + verdict.start, end=span.start + verdict.end)
    block = work.write_up.blocks[span.block]
    place = block.place_of(at.start)
    said = shortened(" ".join(sentence.text[verdict.start : verdict.end].split()), 80)
    source = source_words(work.write_up, at, place)
    return Checked(
        outcome=Consistency.CONSISTENT if verdict.holds else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=verdict.subject,
        sentence=capitalised(f"{source} says “{said}”; {verdict.found}."),
        words=shortened(sentence.text, 300),
        place=place,
        last_line=block.place_of(at.end - 1).line,
        span=at,
        other=verdict.other,
        other_words=verdict.other_words,
    )
