"""Settings that a clause names by a word of its own and tells one bare number of, in any phrase.

`The momentum is worth, differently from problem 2, 0.5`; `the seed 17 was chosen`. What counts is
that the clause names one setting, has one number without a unit, and that the number may be one of
it: the words between do not matter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import Amount, Claim, Span, Subject, Whose, WriteUp

LONGEST = 400
"""Characters of a sentence that is looked at."""

_NUMBER = re.compile(
    r"(?<![\w.,/^×x*·±–−-])(?<![/^×*·±–−<>≤≥-] )"
    r"(?:(?P<factor>\d(?:[.,]\d{1,3})?)\s?[·⋅×*]\s?)?"
    r"(?:(?P<power>10\s?\^\s?\{?\s?[-−–]\s?\d\s?\}?|10[⁻][⁰¹²³⁴⁵⁶⁷⁸⁹])"
    r"|(?P<plain>\d{1,6}(?:[.,]\d{1,8})?(?:[eE][-−]?\d{1,2})?))(?![\w^])(?![.,:/]\d)"
)
_WITH_UNIT = re.compile(
    r"\s*(?:%|°|×|x\b|/|[-–−]\s?\d|per ?cent|:\d"
    r"|(?!and\b|or\b|in\b|for\b|from\b|at\b|as\b|is\b|was\b|were\b|are\b|to\b|on\b|by\b|of\b|the\b"
    r"|with\b|which\b|that\b|while\b|but\b|so\b|until\b|when\b|because\b|since\b|here\b|there\b"
    r"|everywhere\b|always\b|throughout\b|und\b|y\b|et\b|e\b|war\b|ist\b|has\b|have\b|had\b|we\b|i\b"
    r"|it\b|this\b|these\b|we\b|they\b|chosen\b|used\b|kept\b|set\b|fixed\b|again\b|too\b|also\b"
    r"|everything\b|all\b|before\b|after\b|instead\b|only\b|gesetzt\b|gew[aä]hlt\b)[^\W\d_])",
    re.IGNORECASE,
)
_EPOCH_BEFORE = re.compile(
    r"\b(?:epochs?|layers?|no\.?|fig(?:ure)?\.?|tab(?:le)?\.?|section|part|problem|question|run|task"
    r"|number|eq\.?|line|step|chapter|exercise|version|python|cell|experiment|page|length"
    r"|n|k|t)\s*=?\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:while|whereas|but)\s|\s[–—]\s|[()]", re.IGNORECASE)
_COMMA = re.compile(r",\s|\sand\s", re.IGNORECASE)
_OTHER = re.compile(
    r"\?|\b(?:would|should|could|may|might|can|if|why|paper|authors?|tutorial|handout|literature"
    r"|usual\w*|typical\w*|common\w*|tried|trying|instead|different|various|several|other|others"
    r"|without|no|not|never|than|lower|higher|larger|smaller|bigger|times|factor|half|halv\w+"
    r"|twice|doubl\w+|between|until|default|first|second|third|also|another|better|best|worse"
    r"|vary|varied|varies|compar\w+|either|or|range|ranging|grows?|falls?|drops?|rises?"
    r"|example|assum\w+|suppose\w*|recommend\w*|suggest\w*|expect\w*|accura\w+|loss(?:es)?"
    r"|increas\w+|decreas\w+|reduc\w+|chang\w+|too|about|roughly|approximately|around"
    r"|additional\w*|extra|runs?|gave|gives?|got|reach\w*|yield\w*"
    r"|previous\w*|earlier|later|next|future|each|every|both|respectively)\b|n['’]t\b",
    re.IGNORECASE,
)
_CONCEPTS: Mapping[str, re.Pattern[str]] = {
    "seed": re.compile(
        r"\bseed(?:ed)?\b|\brandom state\b|\brandom (?:number )?generator\b|zufallsstart\w*"
        r"|\bsemilla\b|\bgraine\b|随机种子", re.I
    ),
    "momentum": re.compile(r"\bmomentum\b|\bmomento\b|动量", re.I),
    "alpha": re.compile(r"\balpha\b|α|\bsmoothing constant\b", re.I),
    "weight_decay": re.compile(
        r"\bweight[- ]decay\b|(?<!rate )(?<!exponential )\bdecay\b(?! rate)|\bl2\b|权重衰减", re.I
    ),
    "learning_rate": re.compile(
        r"(?<!decay )(?<!dropout )(?<!error )(?<!drop )\brate\b(?! of (?:return|change|error))"
        r"|\blr\b|\bstep[- ]size\b|\blernrate\b|\btasa\b|学习率", re.I
    ),
    "dropout": re.compile(r"\bdropout\b|\bdrop-out\b", re.I),
    "gradient_clip": re.compile(
        r"\bnorms?\b[^.;]{0,20}\bgradients?\b|\bgradients?\b[^.;]{0,12}\bnorms?\b|\bclip\w*\b", re.I
    ),
}  # fmt: skip
_FIRST_RATE = re.compile(
    r"\b(?:end|finish|last|final|eventually|becomes?|down|schedul|decay|multipl|divid"
    r"|from then)\w*\b",
    re.IGNORECASE,
)
"""Words of a rate that is not the one to begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    """A number without a unit."""

    value: float
    start: int
    end: int
    is_whole: bool
    words: str


def concepts_of(write_up: WriteUp, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Settings of which a clause names one and tells one bare number, where no claim tells it."""
    taken: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.span is not None:
            taken.setdefault(claim.span.block, []).append(claim)
    for sentence in spoken_in(write_up):
        if len(sentence.text) <= LONGEST and re.search(r"\d", sentence.text):
            yield from _of_sentence(sentence, taken.get(sentence.span.block, ()))


def _of_sentence(sentence: Spoken, claims: Sequence[Claim]) -> Iterator[Claim]:
    for start, end in _clauses(sentence.text, _CLAUSE, 0, len(sentence.text)):
        if _OTHER.search(sentence.text, start, end):
            continue
        pieces = [(start, end)]
        if len(_named_in(sentence.text[start:end])) > 1:
            pieces = list(_clauses(sentence.text, _COMMA, start, end))
        for first, last in pieces:
            piece = sentence.text[first:last]
            found, numbers = _named_in(piece), tuple(_bare_in(piece))
            if len(found) != 1 or len(numbers) != 1:
                continue
            one = replace(numbers[0], start=numbers[0].start + first, end=numbers[0].end + first)
            told = _value_of(found[0], one, piece)
            if told is not None and not _is_told(found[0], one, sentence, claims):
                yield _claim(found[0], told, one, sentence)


def _named_in(text: str) -> list[str]:
    return [name for name, pattern in _CONCEPTS.items() if pattern.search(text)]


def _clauses(text: str, sign: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in sign.finditer(text, start, end):
        yield start, match.start()
        start = match.start()
    yield start, end


def _bare_in(clause: str) -> Iterator[_Bare]:
    for match in _NUMBER.finditer(clause):
        if _WITH_UNIT.match(clause, match.end()):
            continue
        if _EPOCH_BEFORE.search(clause, max(0, match.start() - 14), match.start()):
            continue
        value = _float(match)
        if value is not None:
            is_whole = bool(match["plain"]) and match["plain"].isdigit()
            yield _Bare(value=value, start=match.start(), end=match.end(), is_whole=is_whole,
                        words=match[0])  # fmt: skip


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _float(match: re.Match[str]) -> float | None:
    try:
        factor = float((match["factor"] or "1").replace(",", "."))
        if match["power"]:
            power = re.sub(r"[^\d]", "", match["power"][2:].translate(_RAISED))
            return factor * 10.0 ** -int(power)
        return factor * float(match["plain"].replace(",", ".").replace("−", "-"))
    except ValueError:
        return None


def _value_of(quantity: str, one: _Bare, clause: str) -> float | None:
    """The number, if the setting may have it."""
    value = one.value
    if quantity == "seed":
        return value if one.is_whole else None
    if quantity == "gradient_clip":
        return value if 0 < value <= 100 else None
    if quantity == "learning_rate" and _FIRST_RATE.search(clause):
        return None
    least, most = {
        "learning_rate": (1e-7, 1.0), "weight_decay": (1e-9, 0.5), "momentum": (0.05, 1.0),
        "alpha": (0.05, 1.0), "dropout": (0.01, 1.0),
    }[quantity]  # fmt: skip
    return value if least <= value < most and not one.is_whole else None


def _is_told(quantity: str, one: _Bare, sentence: Spoken, claims: Sequence[Claim]) -> bool:
    """Whether a claim tells of the number, or of the setting in this sentence."""
    start, end = sentence.span.start + one.start, sentence.span.start + one.end
    return any(
        claim.span is not None
        and (
            (claim.span.start < end and start < claim.span.end)
            or (
                claim.quantity == quantity
                and claim.span.start < sentence.span.end
                and sentence.span.start < claim.span.end
            )
        )
        for claim in claims
    )


def _claim(quantity: str, value: float, one: _Bare, sentence: Spoken) -> Claim:
    start = sentence.span.start
    slack = 1e-6 * abs(value)
    return Claim(
        quantity=quantity,
        value=value,
        amount=Amount(value=value, least=value - slack, most=value + slack, words=one.words),
        subject=Subject(question=sentence.question),
        whose=Whose.OWN,
        words=sentence.text,
        place=sentence.place,
        span=Span(block=sentence.span.block, start=start + one.start, end=start + one.end),
        sentence=sentence.span,
    )
