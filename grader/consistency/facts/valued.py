"""Statements of a setting with its value that stand in phrases of their own.

`the rate is halved every 100 epochs`, `stride one`, `gradient norms are cut at 10`. Only where no
claim of the same sentence tells of the same quantity already.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import Amount, Claim, Subject, Whose, WriteUp

_N = r"(\d{1,6}(?:[.,]\d{1,8})?(?:[eE][-−]?\d{1,2})?)"
_POWER = (
    r"((?:\d(?:\.\d{1,3})?\s?(?:[·⋅×x*]|\\cdot|\\times)\s?)?10\s?\^\s?\{?\s?[-−]\s?\d{1,2}\s?\}?)"
)
_SMALL = r"(one|two|three|four|five|[1-9])"
_VALUED = (
    ("stride", re.compile(rf"\bstrides? (?:of |is |= ?)?{_SMALL}\b", re.I)),
    (
        "kernel_size",
        re.compile(
            r"\b(?:max|average|avg|mean)[- ]?pooling (?:layers? )?(?:of|with|with an?) (?:a )?"
            r"(?:size|window(?: size)?|kernel(?: size)?)(?: of)? ([1-9])\b"
            r"|\b(?:max|average|avg|mean)[- ]?pooling\b[^.;,]{0,16}?"
            r"\b([1-9])\s?(?:[x×]|by)\s?[1-9]\b"
            r"|\b([1-9])\s?(?:[x×]|by)\s?[1-9] (?:max|average|avg|mean)[- ]?pooling\b",
            re.I,
        ),
    ),
    (
        "weight_decay",
        re.compile(
            rf"\bweight[- ]decay (?:(?:of|is|was|to|at|set|equals?|value|the|a|fixed|kept|only) )"
            rf"{{0,4}}{_N}(?![\w×]| (?:epochs?|runs?|times|%))",
            re.I,
        ),
    ),
    (
        "weight_decay",
        re.compile(
            rf"\bweights\b[^.;]{{0,30}}\bdecay (?:(?:of|by|with) )?\$?(?:{_POWER}|{_N}(?![\w×]))",
            re.I,
        ),
    ),
    (
        "batch_size",
        re.compile(
            r"\b(?:on|with|from|by|takes?|uses?|over) (?:only )?(single|one) (?:training )?"
            r"(?:examples?|samples?|images?|points?|pictures?|patterns?)(?: at a time| per (?:step"
            r"|update|batch))?(?= ?[,.;)]|$)(?<!with one image)",
            re.I,
        ),
    ),
    (
        "gradient_clip",
        re.compile(
            rf"\b(?:norms? of (?:the )?gradients?|gradients?(?: norms?)?) (?:is|are|was|were) "
            rf"(?:cut|clipped|capped|limited|bounded) (?:\w+ ){{0,4}}{_N}(?!\w)",
            re.I,
        ),
    ),
    (
        "step_factor",
        re.compile(
            r"\b(?:rate|lr|it) (?:is|was|gets|becomes|got) (?:then |again )?(halved|quartered)\b"
            r"|\b(?:rate|lr) (?:is|was|becomes) (?:only )?(?:an? |one )"
            r"(half|third|quarter|fifth|tenth) of\b"
            r"|\b(?:rate|lr) (?:is|was) (?:divided|reduced) by (?:a factor of )?"
            r"(two|three|four|five|ten|2|3|4|5|10)\b"
            r"|\b(?:halv|quarter)(?:es|ing) the (?:learning )?rate\b",
            re.I,
        ),
    ),
)
_NAMED = (
    (
        "activation",
        re.compile(
            r"\bactivation(?: function)?s?\b[^.;,]{0,30}?\b(tanh|sigmoid|relu|gelu|elu)\b", re.I
        ),
    ),
    (
        "schedule",
        re.compile(r"\b(?:rate|lr|step size)\b[^.;]{0,60}\b(cosine)\b", re.I),
    ),
    (
        "schedule",
        re.compile(
            r"\blearning[- ]rate (?:is|was|stays|stayed|remains|remained|is kept|was kept) "
            r"(?:always |kept )?(constant|fixed|unchanged|the same)\b",
            re.I,
        ),
    ),
    (
        "input_scaling",
        re.compile(
            r"\bscal(?:ed|e|ing) (?:\w+ ){0,4}(?:to|into|in|between) (?:the )?(?:interval |range )?"
            r"\[?(0 ?(?:,|to|and|–|-) ?1)\b|(\bstandardi[sz]ed\b"
            r"|\bmean (?:\w+ ){0,5}(?:is|was) subtracted\b"
            r"|\bsubtract\w* (?:\w+ ){0,3}mean\b)",
            re.I,
        ),
    ),
)
_NUMBERS = {
    "one": 1.0, "single": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "ten": 10.0, "halved": 0.5, "half": 0.5,
    "quartered": 0.25, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2, "tenth": 0.1,
}  # fmt: skip
_OTHER = re.compile(
    r"\?$|\b(?:should|would|could|can|may|might|must|if|why|paper|authors?|tutorial|handout|propose\w*"
    r"|literature|usual\w*|typical\w*|common\w*|tried|instead|different|various|without|no|not|never"
    r"|labels?|targets?|outputs?|faces?|deviation of the (?:runs|accurac)|data are \w+ed by)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


def valued_of(write_up: WriteUp, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Settings told in phrases of their own, where no claim tells of them already."""
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.span is not None:
            told.setdefault(claim.span.block, []).append(claim)
    for sentence in spoken_in(write_up):
        if _OTHER.search(sentence.text):
            continue
        beside = told.get(sentence.span.block, [])
        for quantity, pattern in _VALUED:
            match = pattern.search(sentence.text)
            if match and not _is_told(quantity, sentence, beside):
                yield from _valued(quantity, match, sentence)
        for quantity, pattern in _NAMED:
            match = pattern.search(sentence.text)
            if match and not _is_told(quantity, sentence, beside):
                word = next(group for group in match.groups() if group)
                yield _claim(quantity, match, sentence, name=_name(quantity, word))


def _name(quantity: str, word: str) -> str:
    if word.startswith("0"):
        return "0..1"
    if quantity == "input_scaling":
        return "standardised" if word.lower().startswith("standard") else "centred"
    if quantity == "schedule" and word.lower() != "cosine":
        return "constant"
    return word.lower()


def _is_told(quantity: str, sentence: Spoken, claims: Sequence[Claim]) -> bool:
    return any(
        claim.quantity == quantity
        and claim.span is not None
        and claim.span.start < sentence.span.end
        and sentence.span.start < claim.span.end
        for claim in claims
    )


def _valued(quantity: str, match: re.Match[str], sentence: Spoken) -> Iterator[Claim]:
    word = next((group for group in match.groups() if group), "halved").lower()
    value = _NUMBERS.get(word)
    if value is None and "^" in word:
        value = _power(word)
        if value is None:
            return
    if value is None:
        try:
            value = float(word.replace(",", ".").replace("−", "-"))
        except ValueError:
            return
    elif quantity == "step_factor" and value > 1:
        value = 1 / value
    if quantity == "step_factor" and value > 1:
        value = 1 / value
    amount = Amount(value=value, least=value * 0.99, most=value * 1.01, words=word)
    yield replace(_claim(quantity, match, sentence), value=value, amount=amount)


def _power(word: str) -> float | None:
    """`5·10^{-4}` as a number."""
    plain = re.sub(r"[\s{}]", "", word).replace("−", "-")
    match = re.fullmatch(r"(?:(\d(?:\.\d+)?)(?:[·⋅×x*]|\\cdot|\\times))?10\^(-\d{1,2})", plain)
    return float(match[1] or 1) * 10.0 ** int(match[2]) if match else None


def _claim(quantity: str, match: re.Match[str], sentence: Spoken, *, name: str = "") -> Claim:
    start = sentence.span.start
    index = next((n for n, group in enumerate(match.groups(), 1) if group), 0)
    first, last = match.span(index)
    span = replace(sentence.span, start=start + first, end=start + last)
    return Claim(
        quantity=quantity,
        name=name,
        subject=Subject(question=sentence.question),
        whose=Whose.OWN,
        # Windows are told apart by the words around them.
        words=match[0] if quantity == "kernel_size" else sentence.text,
        place=sentence.place,
        span=span,
        sentence=sentence.span,
    )
