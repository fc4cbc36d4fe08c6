"""Values that whole phrases tell: sizes of kernels, changes of rates."""

import re
from collections.abc import Iterator

from grader.collect.statements.amounts import Found, find_amounts
from grader.collect.statements.best_epochs import best_epochs_in
from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.rate_steps import rate_steps_in
from grader.collect.statements.told import Told
from grader.records import Amount

_KERNEL = re.compile(
    r"(?<![0-9.x×])(?P<k>[1-9][0-9]?)[ ]?(?:x|×|\\times|by)[ ]?(?P=k)(?![0-9]|[ ]?[x×])"
    r"(?=[ -]?(?:convolution\w*|conv\w*|kernels?|filters?|receptive)\b)"
    r"|\b(?:convolution\w*|conv|kernels?|filters?)(?:[ ](?:layers?|of|with|size[ds]?|a|is|"
    r"are|kernels?))*[ ]*[=:(]?[ ]*"
    r"(?P<l>[1-9][0-9]?)[ ]?(?:x|×|\\times|by)[ ]?(?P=l)(?![0-9]|[ ]?[x×])",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:lr|learning[ -]?rates?|schedul\w*|StepLR|step[ -]?size|Lernrate)\b|学习率", re.IGNORECASE
)
_CHANGES = re.compile(
    r"\b(?:reduc\w*|(?<!weight )(?<!weight-)(?<!weight_)decay(?:s|ed|ing)?"
    r"|drop(?:s|ped|ping)?(?!-?out)|multipl\w*|divid\w*|"
    r"lower\w*|decreas\w*|cut|"
    r"schedul\w*|StepLR|gamma|shrink\w*|scal(?:e|ed|es))\b|×[ ]?0\.|[ ]x0\.",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:factors?(?:[ ](?:of|is|was|=))?|gamma[ ]?(?:=|of|is|:)?|"
    r"multipl\w+ (?:[\w-]{1,12} ){0,4}(?:by|with)|"
    r"(?P<over>divid\w+ (?:[\w-]{1,12} ){0,4}by)|"
    r"×|\\times|γ[ ]?=?|(?<=[ (])x)[ ]*(?:an?[ ]factor[ ]of[ ])?$",
    re.IGNORECASE,
)
_AT_EPOCH = re.compile(
    r"\b(?:(?:at|after|every|each|from|in|on)(?: the| about)?[ ](?:epochs?[ ])?|"
    r"step[ _-]?size[ ]?(?:=|of|is|:)?[ ]?|StepLR\(|"
    r"milestones?[ ]?(?:=|of|at|:)?[ ]?\[?|step[ ])$",
    re.IGNORECASE,
)
_EPOCH_AFTER = re.compile(r"(?:st|nd|rd|th)?[ -]?epochs?\b", re.IGNORECASE)
_DURING = re.compile(r"[ -]?epochs\b", re.IGNORECASE)
"""Behind `in`, how long something takes: `in 40 epochs`."""
_EVERY_NTH = re.compile(
    r"\bepochs?[ ]?(?:=|no\.)?[ ]?$|\bstep[ _-]?size[ ]?(?:=|of|is|:)?[ ]?$|StepLR\($|\bstep[ ]$",
    re.IGNORECASE,
)


_STRIDE = re.compile(
    r"\b(?P<what>stride|padding)(?:[ ]of|[ ]is)?[ ](?P<one>one)\b(?![ ](?:or|and|to|of|"
    r"pixel each))",
    re.IGNORECASE,
)
_OF_BYTES = (255.0, 256.0)
"""What pixels are divided by, and no learning rate is."""
_COMPONENTS = re.compile(r"\b(?:eigen(?:faces?|vectors?)|singular|principal)\b", re.IGNORECASE)
_KEPT = re.compile(r"\bthe[ ](?:leading|first|top|largest)[ ](?=\w)", re.IGNORECASE)
_ARE_KEPT = re.compile(
    r"(?:[ ]of[ ](?:them|these|those|which))?[ ](?:(?:are|were|is|was)[ ])?(?:only[ ])?"
    r"(?:retained|kept|used|taken|selected)\b",
    re.IGNORECASE,
)
_NO_BIASES = re.compile(
    r"[ ]?(?:(?:learnable |trainable )?(?:param\w*|weights|ones|values))?[ ]?(?:are left |"
    r"remain )?[(,]?[ ]?"
    r"(?:if (?:we|one) )?(?:without|excluding|not counting|ignor\w+|neglect\w+|omit\w*|"
    r"leav\w+ out|w/o|when)"
    r" (?:the |any )?bias(?:es)?(?: terms?)?\b(?! (?:are )?(?:included|counted))",
    re.IGNORECASE,
)


def told_in(text: str) -> Iterator[Told]:
    """Every value that a phrase tells, in no order."""
    yield from _kernels(text)
    yield from _strides(text)
    yield from _kept(text)
    yield from best_epochs_in(text)
    yield from rate_steps_in(text)
    if "bias" in text:
        for found in find_amounts(text):
            amount = as_quantity(found.amount, "parameters")
            if amount and amount.value >= 50 and is_without_biases(text, found.end):
                yield Told(start=found.start, end=found.end, quantity="parameters", amount=amount)
    if _RATE.search(text) and _CHANGES.search(text):
        for found in find_amounts(text):
            yield from _of_schedule(text, found)


def is_without_biases(text: str, end: int) -> bool:
    """Whether the words behind a count say that biases are left out."""
    return bool(_NO_BIASES.match(text, end))


def _kernels(text: str) -> Iterator[Told]:
    for match in _KERNEL.finditer(text):
        value = float(match["k"] or match["l"])
        start = match.start("k") if match["k"] else match.start("l")
        amount = Amount(value=value, least=value, most=value, words=text[start : match.end()])
        yield Told(start=start, end=match.end(), quantity="kernel_size", amount=amount)


def _strides(text: str) -> Iterator[Told]:
    """`stride one`: where numbers are looked for, `one` is none."""
    for match in _STRIDE.finditer(text):
        amount = Amount(value=1.0, least=1.0, most=1.0, words=match["one"])
        quantity = match["what"].lower()
        yield Told(start=match.start("one"), end=match.end("one"), quantity=quantity, amount=amount)


def _kept(text: str) -> Iterator[Told]:
    """`the eigenfaces, of which the leading twenty are retained`."""
    for words in _KEPT.finditer(text) if _COMPONENTS.search(text) else ():
        for found in find_amounts(text):
            if found.start != words.end():
                continue
            amount = as_quantity(found.amount, "components")
            if amount and _ARE_KEPT.match(text, found.end):
                yield Told(start=found.start, end=found.end, quantity="components", amount=amount)


def _of_schedule(text: str, found: Found) -> Iterator[Told]:
    before = text[max(0, found.start - 40) : found.start]
    is_epoch = _EPOCH_AFTER.match(text, found.end) or _EVERY_NTH.search(before)
    if before.endswith("in ") and _DURING.match(text, found.end):
        return
    is_whole = not found.amount.unit and not found.amount.decimals and found.amount.value >= 2
    if is_epoch and is_whole and _AT_EPOCH.search(before):
        if amount := as_quantity(found.amount, "step_epochs"):
            yield Told(start=found.start, end=found.end, quantity="step_epochs", amount=amount)
    elif (factor := _FACTOR.search(before)) and not found.amount.unit:
        amount = found.amount
        if amount.value in _OF_BYTES:
            return
        if amount.value > 1 and not re.search(r"increas", text, re.IGNORECASE):
            amount = _inverse(amount)
        elif factor["over"]:
            return
        if amount.value < 1 and (exact := as_quantity(amount, "step_factor")):
            yield Told(start=found.start, end=found.end, quantity="step_factor", amount=exact)


def _inverse(amount: Amount) -> Amount:
    """A rate that is divided by 10 is multiplied with 0.1."""
    value = 1 / amount.value
    return Amount(value=value, least=value, most=value, words=amount.words, decimals=6)
