"""Statements that the code seems to contradict, and that may speak of what it does not show.

Totals of several trainings, a setting whose result is told beside it, networks that are made of
the same class with other sizes, trainings of which a value could not be followed.
"""

import re
from collections.abc import Sequence

from grader.consistency.facts.agreeing import agrees
from grader.consistency.facts.certain import Told
from grader.consistency.facts.known import Known, Pool
from grader.consistency.facts.naming import words_of_text
from grader.records import Claim, HeldAgainst

MOST = 200
"""Other statements of the quantity that are looked at."""
LEAST_NUMBER = 10
"""Numbers below it stand everywhere in code."""
MOST_SIZES = 12
"""Sizes of a row that is looked for in the text of the code."""

_TOTAL = re.compile(
    r"\b(?:in total|total|totall?y|altogether|overall|all in all|in sum|sum(?:s|med)? up|together"
    r"|in all|insgesamt|zusammen|en total|au total|in totale|all of them|combined"
    r"|makes? up|per run|each (?:make|give|are|is|sum|of))\b|总|一共|共",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:[\w²-]{1,16} ){0,2}?(?:units?|neurons?|nodes?|epochs?|layers?|filters?|channels?"
    r"|images?|runs?|components?)?\s?(?:only |already |even |still |just |alone )?"
    r"(?:gave|gives?|reach(?:es|ed)|got|gets?|yield(?:s|ed)?|achiev(?:es|ed)|scor(?:es|ed)"
    r"|result(?:s|ed) in|led to|leads? to|diverg(?:es|ed)|fail(?:s|ed)|was (?:too|worse|better"
    r"|slower|faster|not)|were (?:too|worse|better|slower|faster|not)|did not|made no|changed"
    r"|makes no|brought|brings?|cost|costs|took|takes?|ended|ends?|stopped|stays?|stayed"
    r"|came to|comes? to"
    r"|would|might|could)\b",
    re.IGNORECASE,
)
_LOOPED = frozenset(["batch_size", "epochs"])
"""Settings that stand apart from where an optimizer is made."""
_OF_CLASSES = frozenset(["parameters", "sizes", "units", "layers", "hidden_layers", "channels"])
"""What differs between networks that are made of one class."""
_OF_TRAININGS = frozenset(
    "optimizer learning_rate momentum weight_decay batch_size epochs schedule activation".split()
)
"""What differs between trainings of one network."""


def may_mean_another(claim: Claim, told: Told, known: Sequence[Known], pool: Pool) -> str:
    """Why a statement that these values are unlike may speak of something else, as a clause."""
    if _is_a_total(claim, pool):
        return "it may be the sum of several trainings"
    if claim.quantity == "runs" and claim.is_listed and _differs_by_row(claim, told):
        return "not all of what is listed ran as often"
    if _has_own_result(claim):
        return "it may be of an experiment whose code is not there"
    if _is_a_later_step(claim, known):
        return "a rate that falls every so many epochs falls then, too"
    if claim.sizes and _is_spelt(claim, pool):
        return "the code has this row of sizes"
    if _is_where_none_is_known(claim, pool):
        return "this number stands beside a training that could not be followed"
    if pool.check is HeldAgainst.LISTING and _is_of_another_listed(claim, told, known):
        return "the listing bears out another statement, and may be of that one only"
    if pool.check is HeldAgainst.LISTING and _is_of_another_section(claim, told, known, pool):
        return "the listing bears out another section, and nothing else of this one"
    if pool.check is HeldAgainst.LISTING and _is_a_default(claim, known, pool):
        return "what is listed is a default, and the network may be made with another value"
    return ""


def _is_a_total(claim: Claim, pool: Pool) -> bool:
    """Whether a number of epochs is called a total, and is so many of the trainings known."""
    if claim.quantity not in ("epochs", "runs", "batch_size") or not claim.value:
        return False
    values = {each.value for each in pool.of(claim.quantity) if each.value and each.value > 1}
    several = {value for value in values if claim.value > value and claim.value % value == 0}
    if claim.quantity != "runs" and not _TOTAL.search(claim.words):
        return any(_is_product_of(claim, value) for value in several)
    return bool(several) or claim.value == sum(values)


def _is_product_of(claim: Claim, value: float) -> bool:
    """Whether its sentence tells the one, or how often: `11 runs of 50, which is 550 epochs`."""
    told = {float(number) for number in _WHOLE.findall(claim.words)}
    return bool(told & {value, (claim.value or 0.0) / value})


_WHOLE = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]\d)")


def _is_a_later_step(claim: Claim, known: Sequence[Known]) -> bool:
    """Whether an epoch is one of several in which a schedule of equal steps lowers the rate."""
    steps = [each.value for each in known if each.value]
    is_step = claim.quantity == "step_epochs" and bool(claim.value)
    return is_step and any((claim.value or 0) % step == 0 for step in steps)


def _differs_by_row(claim: Claim, told: Told) -> bool:
    return any(each.is_listed and each.value != claim.value for each in told.alike(claim)[:MOST])


def _has_own_result(claim: Claim) -> bool:
    """Whether the value is what a result is told of: `6000 units gave 54.5`."""
    if claim.is_listed or claim.value is None or claim.span is None or claim.sentence is None:
        return False
    end = claim.span.end - claim.sentence.start
    rest = claim.words[end:].lstrip(" -")
    start = claim.span.start - claim.sentence.start
    before = claim.words[max(0, start - 40) : start]
    return bool(_COUNTED.match(rest)) and bool(_BEGINS.search(before) or _DOING.search(before))


_BEGINS = re.compile(
    r"(?:^|[.,;:(]\s*|\b(?:and|but|while|since|because|that|whereas|a|an|even|only)\s)"
    r"(?:(?:a|an|even|only|the|about|using|with|rate|size|of|batch|learning|lr|decay|weight)\s)*$",
    re.IGNORECASE,
)
"""What stands before a value that a clause begins with."""
_DOING = re.compile(
    r"(?:^|[.,;:(]\s*)(?:training|doubling|halving|raising|lowering|increasing|reducing|setting"
    r"|using|going|taking|running|doing|choosing|changing)\b[^.,;:]{0,30}$",
    re.IGNORECASE,
)
"""A deed whose result follows: `training it for 80 epochs brought nothing`."""


def _is_spelt(claim: Claim, pool: Pool) -> bool:
    """Whether the row stands in the code as a list, of which an option may pick one."""
    if not 2 < len(claim.sizes) <= MOST_SIZES:
        return False
    rows = [claim.sizes, claim.sizes[1:-1]] if len(claim.sizes) > 4 else [claim.sizes]
    return any(
        re.search(rf"(?<![\d.]){row}(?![\d.])", pool.text.squeezed)
        for row in (r"\s{0,8},\s{0,8}".join(str(size) for size in sizes) for sizes in rows)
    )


def _is_where_none_is_known(claim: Claim, pool: Pool) -> bool:
    """Whether a file that trains tells no value of the quantity, and has this number somewhere."""
    known = pool.of(claim.quantity)
    if claim.quantity not in _LOOPED or (claim.value or 0) < LEAST_NUMBER:
        return False
    if any(each.holder.startswith("section ") for each in known):
        # Settings that stand section by section are those of all trainings.
        return False
    sizes = {each.value for quantity in ("units", "channels") for each in pool.of(quantity)}
    if claim.value in sizes:
        return False
    training = {each.place.file for each in pool.of("optimizer")}
    telling = {each.place.file for each in known if not each.is_open}
    return any(
        claim.value in pool.literals_of.get(file, frozenset()) for file in training - telling
    )


def _is_of_another_listed(claim: Claim, told: Told, known: Sequence[Known]) -> bool:
    """Whether what is listed is told elsewhere, of another network or under its own heading."""
    titles = told.titles_over(claim)
    own = words_of_text(titles[0]) if titles else frozenset()
    headings = [each.heading for each in known]
    others = [
        each for each in told.alike(claim)[:MOST]
        if each is not claim and any(agrees(each, one) for one in known)
    ]  # fmt: skip
    if claim.quantity in _OF_CLASSES:
        return any(
            each.sentence == claim.sentence or each.subject.question != claim.subject.question
            or not _is_under(headings, own) or _may_be_made_again(known)
            for each in others
        )  # fmt: skip
    if claim.quantity not in _OF_TRAININGS or _is_under(headings, own):
        return False
    return any(_is_under(headings, _title(each, told)) for each in others)


def _is_of_another_section(claim: Claim, told: Told, known: Sequence[Known], pool: Pool) -> bool:
    """Whether the listings bear out statements under their own heading, and none of this one."""
    own, headings = _title(claim, told), [each.heading for each in known]
    if claim.quantity not in _OF_TRAININGS | _OF_CLASSES or _is_under(headings, own):
        return False
    borne_out = {
        _title(each, told)
        for quantity, claims in told.of_quantity.items()
        for each in claims[:MOST]
        if each is not claim and any(agrees(each, one) for one in pool.of(quantity))
    }
    return own not in borne_out and any(_is_under(headings, title) for title in borne_out)


def _is_a_default(claim: Claim, known: Sequence[Known], pool: Pool) -> bool:
    """Whether a value is the default of a function, or of a class that is never made there."""
    text = pool.text.squeezed
    if claim.quantity in _PARAMETERS:
        return any(_is_given(claim.quantity, each.value, text) for each in known)
    if claim.quantity not in ("units", "sizes"):
        return False
    made = {
        name for each in known for name in re.findall(r"[A-Za-z]\w{0,60}", each.words[:80])
        if re.search(rf"(?<!class )\b{re.escape(name.lower().replace('_', ''))}\(", text)
    }  # fmt: skip
    given = {
        float(value)
        for match in _DEFAULTS.finditer(text)
        for value in re.findall(r"=\s{0,4}(\d{1,6})\b", match[0])
    }
    values = {size for each in known for size in (each.sizes or (each.value,)) if size is not None}
    return not made and bool(given & values)


def _is_given(quantity: str, value: float | None, text: str) -> bool:
    """Whether a function of the text has this value as the default of a parameter."""
    if value is None:
        return False
    names = _PARAMETERS[quantity]
    return any(
        _as_number(match[1]) == value
        for line in _SIGNATURES.findall(text)
        for match in re.finditer(rf"\b(?:{names})\s?(?::\s?\w+\s?)?=\s?([\d.e-]{{1,12}})", line)
    )


def _as_number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None


_PARAMETERS = {
    "epochs": "epochs?|nepochs?|numepochs?|maxepochs?|iterations|iters",
    "learning_rate": "lr|learningrate|rate|stepsize",
    "weight_decay": "weightdecay|decay|wd|l2",
    "momentum": "momentum|mom",
    "batch_size": "batchsize|batch|bs",
}
"""How parameters of functions are called, underscores left out."""
_SIGNATURES = re.compile(r"def \w+\(([^)]{0,400})\)")
_DEFAULTS = re.compile(r"def init\([^)]{0,300}\)")
"""The first line of a constructor, underscores left out."""


def _title(claim: Claim, told: Told) -> frozenset[str]:
    titles = told.titles_over(claim)
    return words_of_text(titles[0]) if titles else frozenset()


def _is_under(headings: Sequence[frozenset[str]], own: frozenset[str]) -> bool:
    """Whether one of the listings may stand under the heading."""
    return any(not heading or heading == own for heading in headings)


def _may_be_made_again(known: Sequence[Known]) -> bool:
    """Whether a network is made of a class, which may be handed other sizes."""
    return any(each.holder and each.names for each in known)
