"""Whether a reason is given where a choice is stated: it only leads a person to the place."""

import re
from collections.abc import Iterable, Iterator

from grader.checks.answers.passages import Passage, passages_of
from grader.checks.answers.reading import is_english, unread, unsure
from grader.checks.answers.sentences import Sentence, sentences_of
from grader.checks.claims.hits import Grade, Hit, hits_of, told
from grader.checks.claims.quantities import QUANTITY_CHOICES, plain
from grader.checks.words import MOST_LISTED, answer
from grader.records import Answer, BlockKind, Case, Fact, Kind, Outcome

FOUND_CHOICES = ("open", "met")
"""What it comes to when what was looked for was found: a person looks, or it is met."""

_PLAIN = re.compile(
    r"\b(?:because|since|therefore|so that|in order to|due to|reasons?|owing to|which is why"
    r"|that is why|chose[n]?|choos\w*|choice|pick(?:ed)?|select(?:ed)?|decid\w+|prefer\w*"
    r"|tun(?:ed?|ing)|grid.?search|searched|trie[ds]|trials?|trying|experiment\w*|turned out"
    r"|too (?:large|small|high|low|big|slow|fast|many|few|much|long|short)|otherwise|diverg\w+"
    r"|oscillat\w+|unstable|explod\w+|overshoot\w*|recommend\w*|suggest(?:ed|s)|common(?:ly)?"
    r"|usual(?:ly)?|typical(?:ly)?|standard|default|prevent\w*|avoid\w*|justif\w+|appropriate"
    r"|suit(?:s|ed|able)|weil|damit|denn|deshalb|daher)\b|因为|由于|所以|为了|选择",
    re.IGNORECASE,
)
"""Words with which reasons are given."""

_FAINT = re.compile(
    r"\b(?:thus|hence|as (?:it|this)|test(?:ed|ing)|compar\w+|found (?:that|to)|stab(?:le|ility)"
    r"|jump\w*|nan|converg\w+|slow(?:er|ly)?|fast(?:er)?|better|worse|best|reduc\w+|help\w*"
    r"|improv\w+|regulari[sz]\w*|overfit\w*|allows?|larger|smaller|higher|lower|bigger|da)\b",
    re.IGNORECASE,
)
"""Words that may belong to a reason, where they stand near."""


def justified(
    case: Case, *, quantity: str, question: tuple[str, ...] = (), found_means: str = "open"
) -> Answer:
    """You say why you chose the value."""
    if quantity not in QUANTITY_CHOICES:
        raise ValueError(f"no quantity is called {quantity!r}")
    if found_means not in FOUND_CHOICES:
        raise ValueError(f"found_means is one of {', '.join(FOUND_CHOICES)}, not {found_means!r}")
    passages = passages_of(case, question)
    hits = [h for h in hits_of(case, quantity, passages) if h.grade is not Grade.ELSEWHERE]
    places = [passage.look_at for passage in passages]
    if not hits:
        why = f"no statement of the {plain(quantity)} was found, so no reason can stand beside it"
        return answer(Outcome.OPEN, why, places)
    reasons = _reasons(hits)
    facts = [*told(hits)[:2], *reasons[:MOST_LISTED]]
    if reasons:
        if found_means == "met" and _has_plain_reason(hits):
            return answer(Outcome.MET, "", facts)
        return answer(Outcome.OPEN, "a reason may be given here; a person has to see", facts)
    if doubt := unread(case) or _doubt(hits):
        return answer(Outcome.OPEN, f"no words of a reason were found, but {doubt}", facts + places)
    why = f"the {plain(quantity)} stands alone: no word of a reason is near it"
    if doubt := unsure(passages):
        return answer(Outcome.OPEN, f"{why}, but {doubt}", facts + places)
    return answer(Outcome.SUSPECTED, why, facts + places)


def _reasons(hits: list[Hit]) -> list[Fact]:
    """Sentences with words of a reason: beside the statements first, then in all of the section."""
    beside = [each for passage, near in _near(hits) for each in _sentences(passage, near)]
    section = [
        each
        for passage in {id(hit.passage): hit.passage for hit in hits}.values()
        for each in _sentences(passage, passage.own)
    ]
    found = [each for each in (*beside, *section) if _PLAIN.search(each.text)]
    found += [each for each in beside if _FAINT.search(each.text)]
    return [
        Fact(label="Perhaps a reason", text=each.text[:300], kind=Kind.CLAIMED, place=each.place)
        for each in dict.fromkeys(found)
    ]


def _near(hits: list[Hit]) -> Iterator[tuple[Passage, list[int]]]:
    """For each document, the paragraphs of the statements and those next to them, each once."""
    for passage in {id(hit.passage): hit.passage for hit in hits}.values():
        spans = [hit.claim.span for hit in hits if hit.passage is passage]
        at = dict.fromkeys(span.block for span in spans if span is not None)
        order = dict.fromkeys((*at, *(i + 1 for i in at), *(i - 1 for i in at)))
        last = len(passage.account.write_up.blocks)
        yield passage, [index for index in order if 0 <= index < last]


def _has_plain_reason(hits: list[Hit]) -> bool:
    """Whether words of a reason stand in the paragraph of a statement that is certainly meant."""
    sure = [hit for hit in hits if hit.grade is Grade.PLAIN and hit.claim.span is not None]
    at = {
        (id(hit.passage), hit.claim.span.block): hit.passage
        for hit in sure
        if hit.claim.span is not None
    }
    return any(
        _PLAIN.search(each.text)
        for (_, block), passage in at.items()
        for each in _sentences(passage, [block])
    )


def _sentences(passage: Passage, indices: Iterable[int]) -> Iterator[Sentence]:
    blocks = passage.account.write_up.blocks
    for index in indices:
        if blocks[index].kind in (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION):
            yield from sentences_of(blocks[index])


def _doubt(hits: list[Hit]) -> str:
    for passage in {id(hit.passage): hit.passage for hit in hits}.values():
        if not is_english(passage):
            return "the text is not plainly English"
        if any(hit.claim.is_listed and hit.passage is passage for hit in hits):
            return "it stands in a table, which may show why"
    return ""
