"""How a verdict on some words of a sentence is told."""

from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.wording import capitalised, shortened, source_words
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Span


def checked_of(
    work: Work, sentence: Sentence, verdict: Verdict, *, words: str, is_sure: bool = False
) -> Checked:
    """The record of a verdict; `words` are those of the document that it shows.

    What a sentence means is read by rules for words, which know no stranger's way to put it: what
    they find wrong is told to look wrong. `is_sure` says that the words leave no choice.
    """
    is_open = not (verdict.holds or is_sure or verdict.is_sure)
    span = sentence.spoken.span
    at = Span(block=span.block, start=span.start + verdict.start, end=span.start + verdict.end)
    block = work.write_up.blocks[span.block]
    place = block.place_of(at.start)
    said = shortened(" ".join(sentence.text[verdict.start : verdict.end].split()), 80)
    source = source_words(work.write_up, at, place)
    found = f"{verdict.found}, if that is what the words mean" if is_open else verdict.found
    outcome = Consistency.CONSISTENT if verdict.holds else Consistency.INCONSISTENT
    return Checked(
        outcome=Consistency.CANNOT_TELL if is_open else outcome,
        looks_wrong=is_open,
        check=HeldAgainst.ITSELF,
        subject=verdict.subject,
        sentence=capitalised(f"{source} says “{said}”; {found}."),
        words=shortened(words, 300),
        place=place,
        last_line=block.place_of(at.end - 1).line,
        span=at,
        other=verdict.other,
        other_words=verdict.other_words,
    )
