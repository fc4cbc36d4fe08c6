"""Whether an answer touches the concepts that it must touch, with the passages."""

from collections.abc import Iterable, Iterator

from grader.checks.answers.concepts import Concepts, Presence, Touch, touches
from grader.checks.answers.passages import How, Passage, passages_of
from grader.checks.answers.reading import is_english, is_short, unread
from grader.checks.answers.sentences import Sentence, sentences_of
from grader.checks.claims.justified import FOUND_CHOICES
from grader.checks.words import answer, listed
from grader.records import Answer, BlockKind, Case, Fact, Kind, Outcome

_QUOTED = 300
_SPOKEN = (BlockKind.TEXT, BlockKind.LIST, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.FORMULA)


def discussion(
    case: Case,
    *,
    concepts: Concepts,
    question: tuple[str, ...] = (),
    at_least: int | None = None,
    found_means: str = "open",
) -> Answer:
    """Your discussion touches what explains the results."""
    if found_means not in FOUND_CHOICES:
        raise ValueError(f"found_means is one of {', '.join(FOUND_CHOICES)}, not {found_means!r}")
    passages = passages_of(case, question)
    if not passages:
        return answer(Outcome.OPEN, unread(case) or "no document with words was handed in")
    found = touched(concepts, passages)
    facts = [*_facts(found), *(passage.look_at for passage in passages)]
    sure = [name for name, touch in found.items() if touch.presence is Presence.FOUND]
    needed = len(found) if at_least is None else min(at_least, len(found))
    if len(sure) >= needed:
        if found_means == "met":
            return answer(Outcome.MET, "", facts)
        why = "all that was looked for is touched; whether it is right, a person has to see"
        return answer(Outcome.OPEN, why if len(sure) == len(found) else _some(found), facts)
    if any(touch.presence is not Presence.ABSENT for touch in found.values()):
        return answer(Outcome.OPEN, _some(found), facts)
    missing = f"nothing was found of {listed(found)}"
    if doubt := unread(case) or _doubt(passages):
        return answer(Outcome.OPEN, f"{missing}, but {doubt}", facts)
    return answer(Outcome.SUSPECTED, missing, facts)


def touched(concepts: Concepts, passages: Iterable[Passage]) -> dict[str, Touch]:
    """Each concept's best place: in the section of the question, else where it may belong to it."""
    places = list(passages)
    found = touches(concepts, (each for passage in places for each in _sentences(passage)))
    headed = touches(concepts, (each for passage in places for each in _beside(passage)))
    for name, touch in headed.items():
        if touch.sentence is not None and found[name].presence is Presence.ABSENT:
            why = touch.why or "it stands in a heading, or outside the section"
            found[name] = Touch(presence=Presence.DOUBTFUL, sentence=touch.sentence, why=why)
    return found


def _sentences(passage: Passage) -> Iterator[Sentence]:
    for _, block in passage.blocks(passage.own):
        if block.kind in _SPOKEN:
            yield from sentences_of(block)


def _beside(passage: Passage) -> Iterator[Sentence]:
    """Headings and figures of the section, and the parts of the document that belong to none."""
    for _, block in passage.blocks(passage.own):
        if block.kind not in _SPOKEN:
            yield from sentences_of(block)
    for _, block in passage.blocks(passage.shared):
        if block.kind in _SPOKEN:
            yield from sentences_of(block)


def _facts(found: dict[str, Touch]) -> Iterator[Fact]:
    for name, touch in found.items():
        if touch.sentence is not None:
            doubt = f" ({touch.why})" if touch.presence is Presence.DOUBTFUL else ""
            yield Fact(
                label="You wrote" if not doubt else "Perhaps",
                text=f"{name}{doubt}: {touch.sentence.text[:_QUOTED]}",
                kind=Kind.CLAIMED,
                place=touch.sentence.place,
            )
    absent = [name for name, touch in found.items() if touch.presence is Presence.ABSENT]
    if absent:
        yield Fact(label="Not found", text=listed(absent))


def _some(found: dict[str, Touch]) -> str:
    words = {
        Presence.FOUND: "found",
        Presence.DOUBTFUL: "doubtful",
        Presence.ABSENT: "not found",
    }
    parts = []
    for presence, word in words.items():
        names = [name for name, touch in found.items() if touch.presence is presence]
        if names:
            parts.append(f"{word}: {listed(names)}")
    return "; ".join(parts)


def _doubt(passages: Iterable[Passage]) -> str:
    for passage in passages:
        if passage.how is How.NOWHERE:
            return f"{passage.account.write_up.path} has no section of this question"
        if is_short(passage):
            return "there are hardly any words where it was looked for"
        if not is_english(passage):
            return "the text is not plainly English"
    return ""
