"""Trends: `falls as the length grows`, `the wider, the better`, `rises from epoch 80 on`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken
from grader.collect.statements.comparing.finding import quantity_of
from grader.collect.statements.comparing.words import ADJECTIVE_SENSES, VERB, Sense
from grader.records import Relation

_ALONG_WORDS = {**ADJECTIVE_SENSES, "wider": Sense.UP, "deeper": Sense.UP, "narrower": Sense.DOWN,
                "shallower": Sense.DOWN}  # fmt: skip
_ALONG_NAMES = {"wider": "units", "narrower": "units", "deeper": "layers", "shallower": "layers"}
_ADJECTIVE = rf"(?:{'|'.join(_ALONG_WORDS)})"

_THE_THE = re.compile(rf"\bthe\s(?P<cause>{_ADJECTIVE})\b(?P<what>[^,;.]{{0,60}}),?\s"
                      rf"the\s(?P<effect>{_ADJECTIVE})\b")  # fmt: skip
_THE = re.compile(
    rf"\b(?P<effect>{VERB}|(?:gets?|got|becomes?|became|is|are|was|were)\s(?P<adjective>{_ADJECTIVE}))\b"
    rf"(?P<middle>[^;.,#]{{0,30}}?),?\sthe\s(?P<cause>{_ADJECTIVE})\b\s?(?P<what>[^;,.#]{{0,60}})"
)
"""`The accuracy gets better the larger the weight decay is`."""
_AS = re.compile(
    rf"\b(?P<effect>{VERB})\b(?P<middle>[^;.#]{{0,40}}?)\s"
    rf"(?:as|when|with|while|if|for)\s(?P<what>[^;,.#]{{0,60}}?)\b(?P<cause>{VERB}|gets?\s\w+er"
    rf"|becomes?\s\w+er|is\s{VERB}|are\s{VERB})\b"
)
_AS_FIRST = re.compile(
    rf"\b(?:as|when)\s(?P<what>[^;,.#]{{3,60}}?)\b(?P<cause>{VERB}|gets?\s\w+er|becomes?\s\w+er"
    rf"|is\s{VERB}|are\s{VERB})\b,?\s(?P<middle>[^;.#]{{3,60}}?)\b(?P<effect>{VERB})\b"
)
_WITH = re.compile(
    rf"\b(?P<effect>{VERB})\b(?P<middle>[^;.#]{{0,40}}?)\swith\s(?:an?\s|the\s|each\s|every\s)?"
    r"(?P<cause>increasing|growing|added|additional|larger|higher|longer|more|decreasing|smaller|fewer)\s"
    r"(?P<what>[^;,.#]{2,50})"
)
_ALONG = re.compile(
    rf"\b(?P<effect>{VERB})\b(?P<middle>[^;.#]{{0,30}}?)\s(?P<cause>with)\s(?:the\s)?"
    r"(?P<what>(?:\w+\s)?(?:length|width|depth|number\sof\s\w+(?:\s\w+)?|size\sof\s\w+"
    r"|noise(?:\slevel)?|batch\ssize))\b(?!\s?[=#\d])"
)
_GIVE = re.compile(
    rf"\b(?P<cause>increasing|decreasing|reducing|raising|lowering|{_ADJECTIVE})\s"
    r"(?P<what>[^;,.#]{2,60}?)\s(?:also\s|always\s|steadily\s|consistently\s)?"
    r"(?:gives?|gave|leads?\sto|led\sto|yields?|yielded|results?\sin|resulted\sin|means?|brings?"
    r"|improves?|improved|increases?|increased|raises?|raised|reduces?|reduced|lowers?|lowered"
    r"|decreases?|decreased|hurts?|worsens?|reach(?:es)?|achieves?|obtains?|gets?|have|has)\b"
)
_ARE = re.compile(
    rf"\b(?P<cause>{_ADJECTIVE})\s(?P<what>(?:\w+\s){{0,2}}(?:rates|sizes|batches|decays|lengths|widths"
    r"|sequences|palindromes|layers|nets|networks|units))\s"
    r"(?:are|were|work|worked|perform|performed|do|did)\s(?:always\s|generally\s|consistently\s|much\s){0,2}"
    r"(?P<effect>better|worse)\b(?!\sthan)"
)
"""`Smaller learning rates are always worse`."""
_EFFECT = re.compile(
    rf"\s(?:to\s|a\s|an\s|the\s|much\s|even\s)?(?P<effect>{'|'.join(ADJECTIVE_SENSES)})\b"
)
_THROUGH = re.compile(
    rf"\b(?P<effect>{VERB})\b\s?(?:again\s|further\s)?"
    r"(?P<how>(?:all\sthe\sway(?:\sto\s(?:the\send|ep(?:och)?\s[#\d]+))?|monotonically|steadily|continuously|consistently|constantly)?"
    r"(?:\s?(?:over|during|throughout|in)\s(?:the\s|all\s)?(?:whole\s|entire\s)?"
    r"(?:epochs|training|time)|\s?with\s(?:the\s|each\s|every\s)?(?:number\sof\s)?epochs?"
    r"|\s?(?:from|after|starting\sat|since)\s(?:about\s|around\s|roughly\s)?epoch\s(?:number\s)?"
    r"(?P<epoch>[#\d]+))?)"
)
_KEEPS = re.compile(
    r"\bke(?:eps?|pt)\s(?:on\s)?(?:getting\s(?P<adjective>better|worse|higher|lower)"
    rf"|(?P<effect>{VERB}))\b(?!\s(?:by\s)?#)"
)
_TRAINING = re.compile(
    r"\b(?:the\slonger|train\w*|epochs?|all\sthe\stime|(?:un)?til\sthe\s(?:very\s)?end|to\sthe\s(?:very\s)?end)\b"
)
_PARTLY = re.compile(
    r"\b(?:until|till|up\sto|before)\s(?!the\s(?:very\s)?end|the\slast)"
    r"|\b(?:at\sfirst|initially|in\sthe\sbeginning|(?:the|for)\s(?:very\s)?first\s"
    r"|early\s(?:epochs|training|on)|first\shalf|most\sof|some\stime|a\swhile|between)\b"
    r"|\b(?:by|to|for)\s(?:about\s|around\s)?(?:epoch\s)?[#\d]+\s?(?:epochs)?"
)
"""A trend of a part of the training only."""
_OVERFITS = re.compile(
    r"\boverfit(?:s|ting)?\b[^#;,.]{0,40}?\b(?:from|after|at|since|around)\s"
    r"(?:about\s|around\s|roughly\s)?epoch\s(?:number\s)?[#\d]+"
)
_DOWN = re.compile(r"decreas|reduc|lower|shrink|fewer|smaller|shorter|less|shallow|narrow")


def trends_in(spoken: Spoken) -> Iterator[Hit]:
    """Every trend of a sentence whose quantity is named, or plainly meant."""
    yield from _the_the(spoken)
    yield from _the(spoken)
    for pattern in (_WITH, _ALONG, _AS, _AS_FIRST):
        for match in pattern.finditer(spoken.masked):
            yield from _verbal(spoken, match)
    yield from _giving(spoken)
    yield from _being(spoken)
    yield from _over_epochs(spoken)
    yield from _overfitting(spoken)
    yield from _keeping(spoken)


def _the_the(spoken: Spoken) -> Iterator[Hit]:
    for match in _THE_THE.finditer(spoken.masked):
        clause = (match.start(), _end(spoken, match.end()))
        named = spoken.quantity_in(match.end("effect"), clause[1])
        along = _along(spoken, match.span("what")) or _ALONG_NAMES.get(match["cause"], "")
        sense = ADJECTIVE_SENSES.get(match["effect"])
        if along and sense and (named in HELD or (not named and words.judged(sense) is not None)):
            whole = (match.start(), match.end())
            yield _hit(spoken, sense, named, along, match["cause"], whole, clause)


def _the(spoken: Spoken) -> Iterator[Hit]:
    for match in _THE.finditer(spoken.masked):
        at = match.span("effect")
        clause = (spoken.clause(at[0])[0], match.end())
        along = _along(spoken, match.span("what")) or _ALONG_NAMES.get(match["cause"], "")
        word = match["adjective"] or ""
        sense = ADJECTIVE_SENSES.get(word) if word else words.sense_of_verb(match["effect"])
        if sense is None or not along or words.NEGATED.search(spoken.low, 0, at[0]):
            continue
        before = [m for m in spoken.mentions if clause[0] <= m.start and m.end <= at[0]]
        quantity = before[-1].quantity if before else ""
        is_judged = words.judged(sense) is not None
        if quantity != along and (quantity in HELD or (not before and is_judged)):
            yield _hit(spoken, sense, quantity, along, match["cause"], match.span(), clause)


def _verbal(spoken: Spoken, match: re.Match[str]) -> Iterator[Hit]:
    at = match.span("effect")
    if words.NEGATED.search(spoken.low, 0, at[0]):
        return
    clause = spoken.clause(at[0])
    sense = words.sense_of_verb(match["effect"])
    quantity = quantity_of(spoken, at, (clause[0], match.end()), is_verb=True)
    along = _along(spoken, match.span("what"))
    if sense and quantity and along and along != quantity:
        yield _hit(spoken, sense, quantity, along, match["cause"], match.span(), clause)


def _giving(spoken: Spoken) -> Iterator[Hit]:
    """`More hidden units give higher accuracy`, `increasing the width improves the accuracy`."""
    for match in _GIVE.finditer(spoken.masked):
        along = _along(spoken, match.span("what")) or _ALONG_NAMES.get(match["cause"], "")
        clause = spoken.clause(match.start())
        is_general = match["what"].endswith("s") or match["cause"].endswith(("ing", "more", "less"))
        if not along or along in HELD or not is_general or "than" in match["what"]:
            continue
        verb = match[0].rsplit(None, 1)[-1]
        effect = _EFFECT.match(spoken.masked, match.end())
        sense = ADJECTIVE_SENSES[effect["effect"]] if effect else words.sense_of_verb(verb)
        end = effect.end() if effect else match.end()
        named = spoken.quantity_in(end, min(clause[1], end + 40))
        is_judged = sense is not None and words.judged(sense) is not None
        has_than = re.search(r"\bthan\b", spoken.low[end : clause[1]])
        if sense and not has_than and (named in HELD or (not named and is_judged)):
            yield _hit(spoken, sense, named, along, match["cause"], (match.start(), end), clause)


def _being(spoken: Spoken) -> Iterator[Hit]:
    for match in _ARE.finditer(spoken.masked):
        along = _along(spoken, match.span("what")) or _ALONG_NAMES.get(match["cause"], "")
        clause = spoken.clause(match.start())
        if along and not words.NEGATED.search(spoken.low, 0, match.start()):
            sense = ADJECTIVE_SENSES[match["effect"]]
            yield _hit(spoken, sense, "", along, match["cause"], match.span(), clause)


def _over_epochs(spoken: Spoken) -> Iterator[Hit]:
    for match in _THROUGH.finditer(spoken.masked):
        clause = spoken.clause(match.start())
        sense = words.sense_of_verb(match["effect"])
        if not match["how"].strip() or sense is None or _is_partial(spoken, match.end(), clause):
            continue
        if words.NEGATED.search(spoken.low, 0, match.start()):
            continue
        quantity = quantity_of(spoken, match.span("effect"), clause, is_verb=True)
        if quantity in ("accuracy", "loss"):
            yield _hit(spoken, sense, quantity, "", "", match.span(), clause)


def _is_partial(spoken: Spoken, end: int, clause: Range) -> bool:
    """Whether the words bound the trend to a part of the training."""
    before = spoken.masked[clause[0] : end].lstrip()
    starts = before.startswith(("at first", "initially", "until", "till", "in the beginning",
                                "between", "up to", "for the first", "in the first"))  # fmt: skip
    return starts or bool(_PARTLY.search(spoken.masked, end, clause[1]))


def _keeping(spoken: Spoken) -> Iterator[Hit]:
    """`It keeps getting better the longer I train`."""
    for match in _KEEPS.finditer(spoken.masked):
        clause = spoken.clause(match.start())
        word = match["adjective"] or ""
        sense = ADJECTIVE_SENSES[word] if word else words.sense_of_verb(match["effect"])
        if sense is None or not _TRAINING.search(spoken.low, match.end(), clause[1]):
            continue
        if _is_partial(spoken, match.end(), clause):
            continue
        quantity = quantity_of(spoken, match.span(), clause, is_verb=True)
        if not quantity and words.judged(sense) is not None:
            quantity = "accuracy"
        if quantity in ("accuracy", "loss"):
            yield _hit(spoken, sense, quantity, "", "", match.span(), clause)


def _overfitting(spoken: Spoken) -> Iterator[Hit]:
    """`It overfits from about epoch 80`: the validation loss rises from there."""
    for match in _OVERFITS.finditer(spoken.masked):
        if not words.NEGATED.search(spoken.low, 0, match.start()):
            clause = spoken.clause(match.start())
            yield replace(
                _hit(spoken, Sense.UP, "loss", "", "", match.span(), clause), split="validation"
            )


def _hit(
    spoken: Spoken, sense: Sense, quantity: str, along: str, cause: str, at: Range, clause: Range
) -> Hit:
    is_more = words.direction(sense, quantity) is Relation.MORE
    if _DOWN.search(cause):
        is_more = not is_more
    return Hit(
        relation=Relation.RISES if is_more else Relation.FALLS,
        quantity=quantity,
        start=at[0],
        end=at[1],
        left=clause,
        is_better=words.judged(sense),
        along=along,
    )


def _along(spoken: Spoken, at: Range) -> str:
    """The quantity that grows or shrinks; empty if it is not named."""
    text = spoken.low[at[0] : at[1]]
    if re.search(r"\b(?:sequence|palindrome|string)s?\b", text):
        return "length"
    named = spoken.quantity_in(at[0], at[1] + 1)
    if named:
        return named
    plain = (
        (r"\b(?:sequence|palindrome|string|input)s?\b|\blengths?\b", "length"),
        (r"\b(?:width|neurons?|hidden units?|units?|nodes?)\b|\bn\b", "units"),
        (r"\b(?:depth|layers?)\b", "layers"),
        (r"\bnoise\b", "noise"),
        (r"\bbatch(?:es|\ssizes?)?\b", "batch_size"),
        (r"\blearning\srates?\b|\blr\b", "learning_rate"),
        (r"\b(?:weight\s)?decays?\b", "weight_decay"),
        (r"\bepochs?\b", "epochs"),
    )
    return next((quantity for pattern, quantity in plain if re.search(pattern, text)), "")


def _end(spoken: Spoken, start: int) -> int:
    found = re.compile(r"[,;.]\s|$").search(spoken.low, start)
    return found.start() if found else len(spoken.low)
