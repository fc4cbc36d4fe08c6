"""Rows of values that were compared, against the rows of the code that they were run with.

`Batch sizes of 1, 4 and 500 were compared`: the code has (1, 4, 250), and 500 nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Source, Span

_NUMBER = r"\d{1,7}(?:\.\d{1,8})?(?:[eE][-+−]?\d{1,2})?"
_POWER = r"(?:10\^\{?[-−]\d{1,2}\}?)"
_ONE = rf"(?:{_POWER}|{_NUMBER})"
_TOLD = re.compile(
    rf"(?<![\w.,/-])({_ONE}(?:,\s|\s?/\s?)(?:{_ONE}(?:,\s|\s?/\s?)){{0,8}}?{_ONE}"
    rf",?\s?(?:and|or|und|et|e|y|&|/|,)\s?{_ONE})(?![\w%/]|\.\d|\s?%)"
)
_WRITTEN = re.compile(rf"[\[(]\s*({_NUMBER}(?:\s*,\s*{_NUMBER}){{2,9}})\s*,?\s*[\])]")
_NAMES = {
    "batch size": (r"\bbatch[- ]?sizes?", r"batch|\bbs\b"),
    "learning rate": (r"\blearning[- ]rates?|\blrs?|\brates", r"\blrs?\b|_lrs?\b|\blrs?_|rates?\b"),
    "weight decay": (r"\bweight[- ]decays?|\bdecays", r"decay|\bwds?\b|weight"),
    "number of units": (
        r"\bneurons?|\bunits?|\bnodes?|\bwidths?|\bn(?=\s?=)|\bhidden (?:sizes?|layers?)",
        r"hidden|width|units|neurons|\bn\b|\bns\b|\bsizes?\b",
    ),
    "length": (r"\blengths?", r"length|\bT\b|\blen|seq"),
    "seed": (r"\bseeds?", r"seed"),
    "noise": (r"\bnoise(?: levels?| strengths?)?", r"noise|eps|strength|sigma|amp|level|scale"),
}  # fmt: skip
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|if|without|instead|tutorial|handout|paper|literature"
    r"|authors?|usual\w*|typical\w*|future|planned|originally|asked|asks|assignment|task)\b"
    r"|n['’]t\b|\bnot\b",
    re.IGNORECASE,
)
_LINK = (
    r"(?:\s?(?:of|were|are|was|is|in|with|values?|set|to|tried|tested|used|compared|n|=|:|\()){0,4}"
    r"\s?"
)
_NEAR = 48
"""Characters before or behind a row in which the name of its quantity stands."""
MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    values: tuple[float, ...]
    words: str
    place: Place
    line: str
    """The line of code before and with it."""


def hold_varied(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told row of three values or more that was run with."""
    if pool.check is not HeldAgainst.CODE or pool.text.hides_its_loop:
        return
    rows = list(_written(sources))
    if not rows:
        return
    for sentence in spoken_in(work.write_up):
        if _OTHER.search(sentence.text):
            continue
        for match in _TOLD.finditer(sentence.text):
            yield from _held(sentence, match, rows, pool)


def _written(sources: Sequence[Source]) -> Iterator[_Row]:
    found = 0
    for source in sources:
        if source.is_prose:
            continue
        for match in _WRITTEN.finditer(source.text):
            found += 1
            if found > MOST:
                return
            start = source.text.rfind("\n", 0, match.start()) + 1
            end = source.text.find("\n", match.end())
            values = tuple(float(each) for each in match[1].split(","))
            yield _Row(
                values=values,
                words=match[0],
                place=place_at(source, match.start()),
                line=source.text[start : end if end >= 0 else len(source.text)][:300],
            )


def _held(
    sentence: Spoken, match: re.Match[str], rows: Sequence[_Row], pool: Pool
) -> Iterator[Checked]:
    values = tuple(_value(each) for each in re.findall(_ONE, match[1]))
    before = sentence.text[max(0, match.start() - _NEAR) : match.start()]
    after = sentence.text[match.end() : match.end() + _NEAR]
    named = [
        (name, code) for name, (words, code) in _NAMES.items()
        if re.search(rf"(?:{words}){_LINK}$", before, re.IGNORECASE)
        or re.match(rf"\s(?:(?:as|for|the|different|hidden)\s)*(?:{words})", after, re.IGNORECASE)
    ]  # fmt: skip
    if len(named) != 1 or len(set(values)) != len(values):
        return
    name, code = named[0]
    own = [row for row in rows if re.search(code, row.line, re.IGNORECASE)]
    same = [row for row in own if sorted(row.values) == sorted(values)]
    if same:
        yield _record(sentence, match, name, same[0], pool, Consistency.CONSISTENT)
        return
    near = [
        row for row in own
        if len(row.values) == len(values) and len(set(values) - set(row.values)) == 1
    ]  # fmt: skip
    odd = set(values) - set(near[0].values) if len(near) == 1 else set()
    if odd and len(values) >= 3 and not odd & pool.literals:
        yield _record(sentence, match, name, near[0], pool, Consistency.INCONSISTENT)


def _value(words: str) -> float:
    power = re.fullmatch(r"10\^\{?[-−](\d{1,2})\}?", words)
    return float(f"1e-{power[1]}") if power else float(words.replace("−", "-"))


def _record(
    sentence: Spoken, match: re.Match[str], name: str, row: _Row, pool: Pool, outcome: Consistency
) -> Checked:
    begin = sentence.span.start
    return Checked(
        outcome=outcome,
        check=pool.check,
        subject=name,
        sentence=(
            f"The text ({where(sentence.place)}) says {match[1]} for the {name},"
            f" {who(pool)} has {row.words} ({spot(row.place, pool)})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=Span(
            block=sentence.span.block, start=begin + match.start(1), end=begin + match.end(1)
        ),
        other=row.place,
        other_words=row.words,
    )
