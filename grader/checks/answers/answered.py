"""Whether a question is answered at all: its section is there, and something stands in it."""

import re
from collections.abc import Iterable

from grader.checks.answers.concepts import Presence, touches
from grader.checks.answers.numbering import number_of, title_stems
from grader.checks.answers.passages import How, Passage, passages_of
from grader.checks.answers.reading import unread
from grader.checks.answers.sentences import sentences_of
from grader.checks.answers.word_forms import tokens_of
from grader.checks.certainty import run_doubt
from grader.checks.words import answer, listed
from grader.records import Answer, BlockKind, Case, Fact, Match, Outcome

LEAST_WORDS = 5
"""Words that make a sentence; a heading and `TODO` are none."""

_PROSE = (BlockKind.TEXT, BlockKind.LIST)
_SHOWN = (BlockKind.TABLE, BlockKind.FIGURE, BlockKind.FORMULA, BlockKind.CAPTION)
_NOTHING = re.compile(
    r"^\W*(?:to ?do|tbd|tba|n/?a|none|nothing|not (?:done|finished|answered|attempted|completed)"
    r"|no (?:time|answer|solution)|coming soon|placeholder|lorem ipsum|\?+|x+|see code)\b",
    re.IGNORECASE,
)


def answered(
    case: Case,
    *,
    question: tuple[str, ...],
    networks: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    in_words: bool = False,
) -> Answer:
    """You answer the question."""
    passages = passages_of(case, question)
    if not passages:
        return answer(Outcome.OPEN, unread(case) or "no document with words was handed in")
    places = [passage.look_at for passage in passages]
    there = [passage for passage in passages if _has_section(passage)]
    spoken = [passage for passage in there if _prose_words(passage) >= LEAST_WORDS]
    if any(_is_of_it(case, passage, question, words) for passage in spoken):
        return answer(Outcome.MET, "", [passage.look_at for passage in spoken])
    if spoken:
        why = "only the question around it has a section, and whether that answers it is open"
        return answer(Outcome.OPEN, why, places)
    everywhere = [passage for passage in passages if passage.how is How.EVERYWHERE]
    if everywhere:
        why = f"{everywhere[0].account.write_up.path} does not number its sections as the questions"
        return answer(Outcome.OPEN, f"{why} are, so a person has to find the answer", places)
    if doubt := unread(case):
        return answer(Outcome.OPEN, f"no answer in words was found, but {doubt}", places)
    shown = [passage for passage in there if _holds(passage, _SHOWN)]
    if shown:
        if not in_words:
            return answer(Outcome.MET, "there are figures or tables and hardly any words", places)
        return answer(
            Outcome.SUSPECTED, "figures or tables are shown, with hardly any words", places
        )
    if any(_holds(passage, (BlockKind.LISTING, BlockKind.OUTPUT)) for passage in there):
        outcome = Outcome.SUSPECTED if in_words else Outcome.OPEN
        return answer(outcome, "there is only code, or what it printed", places)
    if any(_says_anything(passage) for passage in there):
        return answer(Outcome.SUSPECTED, "there are hardly any words", places)
    return _missing(case, passages, networks, words, there=bool(there))


def _missing(
    case: Case,
    passages: tuple[Passage, ...],
    networks: tuple[str, ...],
    words: tuple[str, ...],
    *,
    there: bool,
) -> Answer:
    """No section of it, or nothing in it: it may have been answered elsewhere."""
    says = "its section is empty" if there else "no section of this question was found"
    places = [passage.look_at for passage in passages]
    traces = _traces(case, passages, networks, words)
    if traces:
        return answer(
            Outcome.SUSPECTED, f"{says}, but something of it is there", [*traces, *places]
        )
    doubt = _doubt(case, passages, networks, words)
    if doubt:
        return answer(Outcome.SUSPECTED, f"{says}; {doubt}", places)
    looked = [*map(_named, networks), *(f"“{word}”" for word in words)]
    facts = [Fact(label="Not found", text=listed(looked)), *places]
    return answer(Outcome.NOT_MET, f"{says}, and nothing of it is in the text or the code", facts)


def _doubt(
    case: Case, passages: tuple[Passage, ...], networks: tuple[str, ...], words: tuple[str, ...]
) -> str:
    """Why it may be answered elsewhere; empty if it certainly is not."""
    if not networks and not words:
        return "it may be answered under another heading"
    for passage in passages:
        path = passage.account.write_up.path
        if not passage.others_are_there:
            return f"the sections of {path} are not surely those of the questions"
        if _holds_unread(passage, captions_tell=bool(words)):
            return "a picture in it may be the answer"
    handed_in = case.evidence.handed_in
    if handed_in.has_code and not handed_in.is_code_whole:
        return "not all of the code could be followed"
    if networks and (doubt := run_doubt(case.evidence)):
        return doubt
    return ""


def _traces(
    case: Case, passages: tuple[Passage, ...], networks: tuple[str, ...], words: tuple[str, ...]
) -> list[Fact]:
    """What in code or text touches the question."""
    found = []
    for name in networks:
        match = case.match(name)
        if isinstance(match, Match):
            place = case.found(match)[0].place
            found.append(Fact(label="Found", text=f"a network like {name}", place=place))
    if words:
        found += _worded(case, passages, words)
    return found


def _worded(case: Case, passages: tuple[Passage, ...], words: tuple[str, ...]) -> Iterable[Fact]:
    """The first place where any of the words stands, in text and in code."""
    asked = (("it", words),)
    for passage in passages:
        for index, block in enumerate(passage.account.write_up.blocks):
            # The section's own heading repeats the question and answers nothing.
            is_own_heading = block.kind is BlockKind.HEADING and index in passage.own
            if is_own_heading or block.kind is BlockKind.CONTENTS:
                continue
            touch = touches(asked, sentences_of(block))["it"]
            if touch.presence is not Presence.ABSENT and touch.sentence is not None:
                yield Fact(
                    label="You wrote", text=touch.sentence.text[:300], place=touch.sentence.place
                )
                return
    for source in case.evidence.handed_in.sources:
        text = source.text.casefold()
        if any(word.casefold().rstrip("*") in text for word in words):
            yield Fact(label="Found", text="words of it in the code", place=source.place)
            return


def _named(network: str) -> str:
    return f"a network like {network}"


def _has_section(passage: Passage) -> bool:
    return passage.how in (How.NUMBER, How.TITLE, How.AROUND)


def _is_of_it(
    case: Case, passage: Passage, question: tuple[str, ...], words: tuple[str, ...]
) -> bool:
    """Whether a section is the question's own, or that of the question around it tells of it."""
    if passage.how is not How.AROUND:
        return True
    outer = {number_of(each)[:1] for each in question}
    beside = [each for each in case.questions if number_of(each.id)[:1] in outer]
    if len(beside) <= len(question):
        return True
    own = frozenset().union(*(title_stems(q.title) for q in beside if q.id in question))
    others = frozenset().union(*(title_stems(q.title) for q in beside if q.id not in question))
    text = passage.text(passage.own)
    stems = {token.stem for token in tokens_of(text)}
    asked = (("it", words),)
    is_worded = bool(words) and any(
        touches(asked, sentences_of(block))["it"].presence is Presence.FOUND
        for _, block in passage.blocks(passage.own)
    )
    return is_worded or bool((own - others) & stems)


def _prose_words(passage: Passage) -> int:
    """Words of sentences, those that only say that nothing is there left out."""
    count = 0
    for _, block in passage.blocks(passage.own):
        if block.kind in _PROSE:
            spoken = (each for each in sentences_of(block) if not each.is_asked)
            count += sum(len(tokens_of(s.text)) for s in spoken if not _NOTHING.match(s.text))
    return count


def _says_anything(passage: Passage) -> bool:
    """Whether a section has any words but those that say that nothing is there."""
    return any(
        tokens_of(block.text) and not _NOTHING.match(block.text)
        for _, block in passage.blocks(passage.own)
        if block.kind is not BlockKind.HEADING
    )


def _holds(passage: Passage, kinds: tuple[BlockKind, ...]) -> bool:
    blocks = passage.account.write_up.blocks
    return any(blocks[index].kind in kinds for index in passage.own)


def _holds_unread(passage: Passage, *, captions_tell: bool) -> bool:
    """Whether the document has a picture that may be the answer, floated to another place."""
    return any(
        block.kind is BlockKind.FIGURE and not (captions_tell and (block.number or block.text))
        for block in passage.account.write_up.blocks
    )
