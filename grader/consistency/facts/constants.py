"""Numbers that stand in code text under a name that tells what they are.

`BATCH_SIZE = 64`, `lr=1e-3`, `"epochs": 50`, `add_argument("--lr", default=0.01)`,
`for lr in [0.1, 0.01]`. They are found in any text, parsed or not, in comments as well.
"""

import re
from collections.abc import Iterator

from grader.consistency.facts.layer_texts import MOST_CHARACTERS, Constant, layers_in
from grader.consistency.facts.naming import words_of_name

_NUMBER = r"[-+]?(?:\d[\d_]{0,20}\.?\d{0,20}|\.\d{1,20})(?:[eE][-+]?\d{1,3})?"
_BOUND = re.compile(
    r"(?<![\w.])([A-Za-z_][\w.]{0,60})[ \t]*(?::[ \t]*(?:float|int|str))?[ \t]*=(?!=)[ \t]*"
    r"|[\"']([A-Za-z_][\w \-]{0,40})[\"']\][ \t]*=(?!=)[ \t]*"
    r"|[\"']([A-Za-z_][\w \-]{0,40})[\"'][ \t]*:[ \t]*"
    r"|\bfor[ \t]+([A-Za-z_]\w{0,40})[ \t]+in[ \t]+"
)
_VALUE = re.compile(_NUMBER)
_ROW = re.compile(rf"[\[(][ \t]*({_NUMBER}(?:[ \t\n]*,[ \t\n]*{_NUMBER}){{0,40}})[ \t\n,]*[\])]")
_AFTER = re.compile(r"[ \t]*(?:[,)\]}#;:\n\\]|$|if\b|\"|')")
_RANGE = re.compile(rf"range\([ \t]*(?:({_NUMBER})[ \t]*,[ \t]*)?({_NUMBER})[ \t]*\)")
_OPTION = re.compile(
    r"(?:add_argument|DEFINE_\w+|option)\([ \t]*\n?[ \t]*[\"'](?:-\w[\"'],[ \t\n]*[\"'])?"
    r"-{0,2}([\w\-]{1,40})[\"']([^()\n]{0,160}(?:\n[^()\n]{0,160}){0,4})"
)
_DEFAULT = re.compile(rf"default[ \t]*=[ \t]*[\"']?({_NUMBER})")
_FLAG = re.compile(rf"(?<![\w-])--?([A-Za-z][\w\-]{{0,40}})[ =]+({_NUMBER})(?![\w.])")
_SEED = re.compile(r"(?:seed|seed_all|seed_everything|RandomState|default_rng)\([ \t]*(\d{1,12})")
_CLIP = re.compile(rf"clip_grad\w{{0,12}}\([^\n]{{0,200}}?,[ \t]*(?:\w+[ \t]*=[ \t]*)?({_NUMBER})")
_DROPOUT = re.compile(
    rf"[Dd]ropout\w{{0,3}}\((?:[^()\n]{{0,60}},[ \t]*)?(?:p[ \t]*=[ \t]*)?({_NUMBER})"
)
_LITERAL = re.compile(rf"(?<![\w.]){_NUMBER}")


def quantity_of_name(name: str) -> str:
    """The quantity that a name in code plainly means; empty if none."""
    last = name.rpartition(".")[2]
    squeezed = last.lower().replace("_", "").replace("-", "").replace(" ", "")
    words = frozenset(re.findall(r"[a-z]+", last.lower().replace("_", " ").replace("-", " ")))
    words |= words_of_name(last)
    if words & {"decay", "gamma"} and ("lr" in words or "gamma" in words):
        return "step_factor"
    if squeezed in ("weightdecay", "wd", "l2", "l2reg", "weightdecays"):
        return "weight_decay"
    if words & {"scheduler", "print", "every", "freq", "interval", "log", "eval", "step"}:
        return "step_epochs" if squeezed in ("stepsize", "lrstep", "stepepoch") else ""
    if words & {"min", "patience", "loss", "losses", "acc", "best", "list", "start", "history"}:
        return ""
    return next((each for each, found in _NAMES.items() if found.match(squeezed)), "")


_NAMES = {
    "learning_rate": re.compile(
        r"(?:base|init|initial|default)?(?:learningrates?|lrs?)(?:default|\d|init)?$"
    ),
    "momentum": re.compile(r"(?:sgd)?momentum(?:default)?$"),
    "batch_size": re.compile(
        r"(?:mini|train|training|n|default)?batch(?:sizes?|sz)?(?:default|train|training)?$|bs$"
        r"|batchn$"
    ),
    "epochs": re.compile(
        r"(?:n|num|numof|numberof|no|max|total|train|training|nb|numtrain|noof|m)?_?epochs?"
        r"(?:n|num|number|default|count)?$|nepochs?$"
    ),
    "step_epochs": re.compile(r"stepsizes?$|milestones?$|lrstep$"),
    "dropout": re.compile(r"(?:p)?drop(?:out)?(?:p|prob|rate|probability|ratio)?$"),
    "units": re.compile(
        r"(?:n|num|dnn|rnn)?hidden(?:n|num|units?|sizes?|dims?|layersize|\d)?(?:default)?$"
    ),
    "gradient_clip": re.compile(
        r"maxnorm$|(?:grad|gradient)?clip(?:ping)?(?:value|norm|grad|val)?$|maxgradnorm$"
    ),
    "seed": re.compile(r"[a-z]{0,12}seed(?:value)?$|randomstate$"),
    "label_smoothing": re.compile(r"labelsmoothing$|smoothing$"),
    "length": re.compile(r"(?:input|seq|sequence|palindrome)length$|seqlen$"),
    "alpha": re.compile(r"alpha$"),
    "components": re.compile(r"ncomponents?$"),
    "noise": re.compile(r"noise(?:std|level|factor|strength|sigma|amount)?$"),
    "examples": re.compile(r"nsamples$|numsamples$|numexamples$|datasetsize$|(?:n|num)data$"),
}  # fmt: skip


_WEAK = re.compile(r"(?:batch|bs|epochs?|hidden|noise|length|alpha|dropout)$", re.IGNORECASE)
"""Names that may as well hold a batch of data or a layer."""


def constants_in(text: str) -> Iterator[Constant]:
    """Every number with a telling name, and names that are given what is not known."""
    text = text[:MOST_CHARACTERS]
    for match in _BOUND.finditer(text):
        name = next(group for group in match.groups() if group)
        quantity = quantity_of_name(name)
        if quantity:
            yield from _given(text, match.end(), quantity, name, loops=bool(match[4]))
    for match in _OPTION.finditer(text):
        quantity = quantity_of_name(match[1].replace("-", "_"))
        default = _DEFAULT.search(match[2])
        if quantity and default:
            yield _constant(quantity, default[1], match.start(), match[1])
    yield from layers_in(text)
    yield from runs_in(text)
    for quantity, pattern in (("seed", _SEED), ("gradient_clip", _CLIP), ("dropout", _DROPOUT)):
        for match in pattern.finditer(text):
            yield _constant(quantity, match[1], match.start(), quantity.replace("_", " "))


_GIVEN = re.compile(r"([A-Za-z_]\w{0,40})[ \t]*=[ \t]*(?:\w{1,10}\()?[^\n=]{0,20}\bsys\.argv\b")


def options_in(text: str) -> Iterator[str]:
    """Quantities that the command line can set: code does not tell with which value it ran."""
    for match in _OPTION.finditer(text[:MOST_CHARACTERS]):
        yield quantity_of_name(match[1].replace("-", "_"))
    for match in _GIVEN.finditer(text[:MOST_CHARACTERS]):
        yield quantity_of_name(match[1])


_AGAIN = re.compile(
    r"for[ \t]+(?:run|seed|trial|rep(?:eat|etition)?|i_run|run_id|attempt|s)[ \t]+in[ \t]+"
    r"(?:range\([ \t]*(\d{1,3})[ \t]*\)|[\[(]([\d \t,]{1,120})[\])])"
    r"|\b(?:train|fit|run)\w*\([^\n]{0,120}\)[ \t]+for[ \t]+_[ \t]+in[ \t]+"
    r"range\([ \t]*(\d{1,3})[ \t]*\)"
)


def runs_in(text: str) -> Iterator[Constant]:
    """How often a training is repeated: `for seed in range(3)`."""
    for match in _AGAIN.finditer(text):
        row = [part for part in (match[2] or "").split(",") if part.strip()]
        count = float(match[1] or match[3] or len(row))
        if count > 1:
            yield Constant(quantity="runs", value=count, offset=match.start(), words=match[0][:80])


def flags_in(text: str) -> Iterator[Constant]:
    """`--lr 0.05` in text that says how code is called."""
    for match in _FLAG.finditer(text[:MOST_CHARACTERS]):
        quantity = quantity_of_name(match[1].replace("-", "_"))
        if quantity:
            yield _constant(quantity, match[2], match.start(), match[0])


def _given(text: str, at: int, quantity: str, name: str, *, loops: bool) -> Iterator[Constant]:
    at += text.startswith(("'", '"'), at)
    row, rounds, number = _ROW.match(text, at), _RANGE.match(text, at), _VALUE.match(text, at)
    if loops and rounds:
        first, last = float(rounds[1] or 0), float(rounds[2])
        if quantity == "epochs":
            yield Constant(quantity=quantity, value=last - first, offset=at, words=name)
        return
    if row:
        for each in _VALUE.findall(row[1]):
            yield _constant(quantity, each, at, name)
    elif number and _AFTER.match(text, number.end()):
        yield _constant(quantity, number[0], at, name)
    elif not loops and not _WEAK.match(name) and not _is_reference(text, at, quantity):
        yield Constant(quantity=quantity, value=None, offset=at, words=name)


_REFERENCE = re.compile(
    r"(?:\w+\(|\(|int\(|float\()?[A-Za-z_][\w.]{0,80}(?:\[[\"'][\w \-]{1,40}[\"']\])?[ \t]*"
    r"(?:\)?[ \t]*(?:[,)\]}#;\n]|$))"
)


def _is_reference(text: str, at: int, quantity: str) -> bool:
    """Whether a name is given what another name holds, or nothing: that is told elsewhere."""
    match = _REFERENCE.match(text, at)
    if not match:
        return text.startswith(("None", "''", '""'), at)
    names = re.findall(r"[A-Za-z_]\w*", match[0])
    return any(quantity_of_name(name) == quantity for name in names) or names[-1:] == ["None"]


def _constant(quantity: str, number: str, offset: int, words: str) -> Constant:
    return Constant(quantity=quantity, value=_float(number), offset=offset, words=words)


def _float(number: str) -> float | None:
    try:
        return float(number.replace("_", ""))
    except ValueError:
        return None


def literals_in(text: str) -> frozenset[float]:
    """Every number in a text."""
    found = (_float(match[0]) for match in _LITERAL.finditer(text[:MOST_CHARACTERS]))
    return frozenset(abs(value) for value in found if value is not None)
