"""What is preferred without a `than`: `0.01 is the better rate`, `A comes first and B second`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import Hit, Spoken
from grader.collect.statements.comparing.finding import front
from grader.records import Amount, Relation

_PREFERRED = re.compile(
    r"\b(?:is|was|are|were|be|remains|proves|seems\sto\sbe|turns\sout\sto\sbe)\s"
    r"(?:\w+ly\s|thus\s|hence\s|therefore\s|also\s|still\s){0,2}the\s"
    r"(?P<word>better|worse|superior|inferior|preferable|weaker|stronger)\s"
    r"(?:learning\srate|rate|lr|batch\ssize|optimi[sz]er|choice|option|setting|value|activation"
    r"(?:\sfunction)?|loss(?:\sfunction)?|network|net|model|architecture|one|criterion|variant|way"
    r"|weight\sdecay|of\s(?:the\s)?(?:two|both))\b"
)
_RANKED = re.compile(
    r"(?:^|[,;:]\s|\band\s)(?P<who>[^,;:#]{1,50}?)\s(?:comes?\s|came\s|is\s|was\s|ranks?\s|ranked\s"
    r"|follows?\s|followed\s|takes?\s|took\s|being\s)?(?:in\s|on\s|at\s)?(?:the\s)?"
    r"(?P<rank>first|second|third|last)(?:\s(?:place|position|rank))?(?=\s?(?:[,;.)]|$|and\s))"
)
_RUNNER_UP = re.compile(
    r"\bthe\s(?P<rank>second|third)\sbest(?:\s(?:one|is|was|one\sis))?\s(?P<who>[\w.-]{1,12})(?=\s?[.,;]|$)"
)
_ORDERED = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|order(?:ed|ing)?|sort(?:ed|ing)?|comes?\sfirst|came\sfirst|in\sfirst\splace"
    r"|first\splace)\b"
)
_CHANCE = re.compile(
    r"\b(?:is|was|are|were|lies|lay|falls|fell|drops|dropped|stays|remains)\s(?:\w+ly\s|even\s|still\s)?"
    r"(?P<way>below|under|above|over)\s(?:the\s|pure\s|mere\s){0,2}"
    r"(?P<chance>chance|random|guess\w*)\b"
)
_OF_OTHER = re.compile(
    r"\b(?:speed|time|fast\w*|quick\w*|slow\w*|costs?|memory|model size|parameters?|energy"
    r"|epochs?|loss\w*|stabil\w*|stable|smooth\w*|carbon|emissions?)\b"
)
_PLACES = {"first": 1.0, "second": 2.0, "third": 3.0}
_BAD = ("worse", "inferior", "weaker")


def preferences_in(spoken: Spoken) -> Iterator[Hit]:
    """Every preference of a sentence."""
    for match in _PREFERRED.finditer(spoken.low):
        clause = spoken.clause(match.start())
        if words.NEGATED.search(spoken.low, 0, match.start()) or front(spoken, match.start()):
            continue
        if "than" in spoken.low[match.end() : clause[1]]:
            continue
        is_better = match["word"] not in _BAD
        yield Hit(
            relation=Relation.MORE if is_better else Relation.LESS,
            quantity="",
            start=match.start("word"),
            end=match.end(),
            left=(clause[0], match.start()),
            is_better=is_better,
        )
    yield from _ranked(spoken)
    for match in _CHANCE.finditer(spoken.low):
        if words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        clause = spoken.clause(match.start())
        is_less = match["way"] in ("below", "under")
        yield Hit(
            relation=Relation.LESS if is_less else Relation.MORE,
            quantity="accuracy",
            start=match.start("way"),
            end=match.end(),
            left=(clause[0], match.start()),
            right=match.span("chance"),
        )


def _ranked(spoken: Spoken) -> Iterator[Hit]:
    """`Ranking the three by accuracy, batch size 4 comes first and batch size 500 second`."""
    yield from _runners_up(spoken)
    of_other = _OF_OTHER.search(spoken.low) and "accura" not in spoken.low
    if not _ORDERED.search(spoken.low) or of_other or "epoch" in spoken.low:
        return
    before: re.Match[str] | None = None
    for match in _RANKED.finditer(spoken.low):
        if before is not None and match["rank"] in ("second", "third", "last"):
            yield Hit(
                relation=Relation.LESS,
                quantity="",
                start=match.start("who"),
                end=match.end("who"),
                left=match.span("who"),
                right=before.span("who"),
                is_better=False,
            )
        before = match
        is_last = match["rank"] == "last"
        place = _PLACES.get(match["rank"], 1.0)
        amount = Amount(value=place, least=place, most=place, words=match["rank"])
        yield Hit(
            relation=Relation.SMALLEST if is_last else Relation.GREATEST,
            quantity="",
            start=match.start("rank"),
            end=match.end(),
            left=match.span("who"),
            is_better=not is_last,
            amount=amount if place > 1 else None,
        )


def _runners_up(spoken: Spoken) -> Iterator[Hit]:
    """`The best batch size is 4, the second best 1000`."""
    for match in _RUNNER_UP.finditer(spoken.low):
        place = _PLACES[match["rank"]]
        yield Hit(
            relation=Relation.GREATEST,
            quantity="",
            start=match.start(),
            end=match.end("rank"),
            left=match.span("who"),
            is_better=True,
            amount=Amount(value=place, least=place, most=place, words=match["rank"]),
        )
