"""Superlatives: `A is the best`, `the lowest validation loss is at epoch 210`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import HELD, Hit, Range, Spoken, Value
from grader.collect.statements.comparing.finding import quantity_of, values_of
from grader.collect.statements.comparing.words import Sense
from grader.records import Amount, Relation

_SENSES = {
    **dict.fromkeys(("best", "top"), Sense.GOOD),
    **dict.fromkeys(("worst", "poorest"), Sense.BAD),
    **dict.fromkeys(
        ("highest", "greatest", "largest", "biggest", "most", "maximum", "maximal", "longest",
         "slowest"),
        Sense.UP,
    ),
    **dict.fromkeys(
        ("lowest", "smallest", "least", "minimum", "minimal", "fewest", "shortest", "fastest"),
        Sense.DOWN,
    ),
}  # fmt: skip
_QUICK = ("fastest", "slowest")
_SUPERLATIVE = re.compile(rf"\b(?P<word>{'|'.join(_SENSES)})\b")

_PART_OF_A_NAME = re.compile(
    r"(?:\b(?:with|by|on|at|for|having|via|one\sof|among|second|third|next|our|my|at\stheir|its)"
    r"\s(?:the\s|its\s|a\s|their\s)?|-)$"
)
"""`the model with the lowest validation loss` names a model; `one of the best` says little."""
_NAMES_A_MODEL = re.compile(
    r"\s*(?:'s\s)?(?:model|network|net|checkpoint|epoch|weights|one|run|version|criteri\w+|based"
    r"|selection|selected)s?\b"
)
_CHOICE = re.compile(
    r"\s(?:performing\s|overall\s)?(?:model|network|net|architecture|optimi[sz]er|learning\srate|lr"
    r"|batch\ssize|choice|setting|option|value|configuration|weight\sdecay|one|variant)s?\b"
)
_LINK = re.compile(
    r"\b(?:is|was|are|were|performs?|performed|works?|worked|does|did|has|have|had|gives?|gave"
    r"|achiev(?:es?|ed)|reach(?:es|ed)?|obtain(?:s|ed)?|yield(?:s|ed)?|gets?|got|shows?|showed"
    r"|produc(?:es?|ed)|attain(?:s|ed)?|delivers?|delivered|leads?\sto|led\sto|results?\sin"
    r"|comes?\sout|scores?|scored|generali[sz]e[sd]?|needs?|takes?|took|uses?|provid(?:es?|ed)|brings?|brought"
    r"|remains?|remained)\s(?:by\sfar\s|clearly\s|also\s|overall\s|us\s)?"
    r"(?:the\s|our\s|its\s|a\s)?(?:by\sfar\sthe\s|very\s|overall\s)?$"
)
_AFTER = re.compile(
    r"\b(?:is|was|were|occurs?|occurred|happens|belongs\sto|appears|comes\sfrom|found|obtained"
    r"|achieved|reached|got|attained|observed|given|produced|at|with|using|by|for|when)\s"
)
_GROUP = re.compile(
    r"\b(?:of\s(?:all|the\s(?:two|three|four|five|six|\w+\sones))"
    r"|of\s(?:the|our|these)\s(?:[\w-]+\s){0,3}(?:networks|models|nets|mlps|cnns|architectures"
    r"|optimi[sz]ers|variants|runs|configurations|settings)"
    r"|among|amongst|out\sof|in\sall|overall|across|compared|than)\b"
)
_TERSE = re.compile(r"(?:^|,\s|^-\s)(\d[\d.e-]{0,8}\s)(?:[a-z]+\s){0,3}$")
"""`4 best, 500 worst` in a list of short lines."""
_PEAKS = re.compile(r"\bpeak(?:s|ed)\b(?=\s(?:at|around|in|with))")
_GAIN = re.compile(r"\s(?:improvement|gain|boost|benefit)\b(?!\s(?:in|of)\s)")
_IS_BEHIND = re.compile(
    r"\s(?:is|was|are|were|comes?|came|stands?)\s"
    r"(?:(?:obtained|reached|achieved|got|given|found|produced|attained)\s)?(?:with|by|from|for|at)\s"
)
_FOREMOST = re.compile(
    r"\bthe\s(?P<way>most|least)\saccurate\s"
    r"(?:(?:one\s|model\s|network\s|net\s|of\sall\s)?(?:is|was)\s)?"
    r"(?=(?:the\s)?(?:batch\ssize|learning\srate|lr|bs|weight\sdecay|rate|decay|model\s[a-h]\b)\s?)"
)
_RANK = re.compile(r"\b(second|third|2nd|3rd)[\s-]$")
_PLACED = re.compile(
    r"\b(?:in|on|at)\s(?:the\s)?(?P<rank>second|third|2nd|3rd)\s(?:place|position|rank)"
    r"(?:\s(?:comes?|came|is|was|follows?|stands?|we\sfind|there\sis)\b)?"
)
_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3}
_BEST_OF = re.compile(
    r"\s*(?:[.,;)]|$|(?:is|was)\sthe\b|overall|of\b|among|result|performance|performing|on\b|in\b|at\b|with\b|for\b|around\b)"
)


def superlatives_in(spoken: Spoken) -> Iterator[Hit]:
    """Every superlative of a sentence that says who or when it is."""
    yield from _peaks(spoken)
    yield from _placed(spoken)
    yield from _foremost(spoken)
    for match in _SUPERLATIVE.finditer(spoken.low):
        before = spoken.low[: match.start()]
        rank = _RANK.search(before)
        before = before[: rank.start()] if rank else before
        if words.NEGATED.search(before):
            continue
        clause = spoken.clause(match.start())
        terse = _TERSE.search(before)
        if terse:
            clause = (terse.start(1), clause[1])
        is_judging = _SENSES[match["word"]] in (Sense.GOOD, Sense.BAD)
        is_linked = bool(terse or (rank and is_judging) or _LINK.search(before, clause[0]))
        if not is_linked and _PART_OF_A_NAME.search(before):
            continue
        if hit := _read(spoken, match, clause, is_linked=is_linked):
            yield replace(hit, start=rank.start(), amount=_place(rank[1])) if rank else hit


def _foremost(spoken: Spoken) -> Iterator[Hit]:
    """`The most accurate was A, the least accurate B`."""
    for match in _FOREMOST.finditer(spoken.low):
        stop = re.compile(r",|;|\.\s|\sand\s|$").search(spoken.low, match.end())
        end = stop.start() if stop else len(spoken.low)
        if words.NEGATED.search(spoken.low, 0, match.start()) or end == match.end():
            continue
        is_most = match["way"] == "most"
        yield Hit(
            relation=Relation.GREATEST if is_most else Relation.SMALLEST,
            quantity="accuracy",
            start=match.start(),
            end=match.end(),
            left=(match.start(), end),
        )


def _placed(spoken: Spoken) -> Iterator[Hit]:
    """`In the second place comes 1e-6`."""
    for match in _PLACED.finditer(spoken.low):
        clause = spoken.clause(match.start())
        yield Hit(
            relation=Relation.GREATEST,
            quantity="",
            start=match.start(),
            end=match.end(),
            left=clause,
            is_better=True,
            amount=_place(match["rank"]),
        )


def _place(word: str) -> Amount:
    """Which in its order: 2 for `second`."""
    number = float(_PLACES[word])
    return Amount(value=number, least=number, most=number, words=word)


def _peaks(spoken: Spoken) -> Iterator[Hit]:
    """`The test accuracy peaks at epoch 40`."""
    for match in _PEAKS.finditer(spoken.low):
        clause = spoken.clause(match.start())
        quantity = quantity_of(spoken, match.span(), clause, is_verb=True)
        if quantity in ("accuracy", "loss") and not words.NEGATED.search(
            spoken.low, 0, match.start()
        ):
            stop = _stop(spoken, match.end(), clause)
            yield Hit(
                relation=Relation.GREATEST,
                quantity=quantity,
                start=match.start(),
                end=match.end(),
                left=(clause[0], stop),
                left_value=_value(spoken, quantity, (clause[0], stop)),
            )


def _stop(spoken: Spoken, start: int, clause: Range) -> int:
    """Where another thing that happens begins: `and falls to 66.92 % afterwards`."""
    found = re.compile(r"\sand\s|,").search(spoken.low, start, clause[1])
    return found.start() if found else clause[1]


def _read(spoken: Spoken, match: re.Match[str], clause: Range, *, is_linked: bool) -> Hit | None:
    sense = _SENSES[match["word"]]
    meant = _meant(spoken, match, clause, sense, is_linked)
    if meant is None:
        return None
    quantity, end = meant
    if not is_linked and not _AFTER.search(spoken.low, end, clause[1]):
        return None
    group = _GROUP.search(spoken.low, end, clause[1])
    if group and not spoken.low[end : group.start()].strip():
        # `The best of all experiments is reached with A`: who it is stands behind.
        group = None if _IS_BEHIND.search(spoken.low, group.end(), clause[1]) else group
    stop = group.start() if group else clause[1]
    relation = words.direction(sense, quantity)
    return Hit(
        relation=Relation.GREATEST if relation is Relation.MORE else Relation.SMALLEST,
        quantity=quantity,
        start=match.start(),
        end=end,
        left=(clause[0], stop),
        right=(group.start(), clause[1]) if group else None,
        is_better=words.judged(sense),
        left_value=_value(spoken, quantity, (clause[0], stop)),
    )


def _meant(
    spoken: Spoken, match: re.Match[str], clause: Range, sense: Sense, is_linked: bool
) -> tuple[str, int] | None:
    """The quantity, empty if the word only judges, and where the words that name it end."""
    if not is_linked and (best := _best_model(spoken, match, sense)):
        return best
    if re.search(r"\b(?:its|their)\s$", spoken.low[: match.start()]):
        own = spoken.quantity_in(clause[0], match.start(), last=True)
        if own and own in HELD and own != "accuracy":
            return own, match.end()
    if is_linked and sense in (Sense.GOOD, Sense.BAD) and _is_best_choice(spoken, match):
        return "", match.end()
    named = next(
        (m for m in spoken.mentions if match.end() <= m.start < min(match.end() + 32, clause[1])),
        None,
    )
    between = spoken.low[match.end() : named.start] if named else ""
    if named and len(between.split()) <= 3 and not re.search(r"[,;(]|\b(?:of|with|for)\b", between):
        is_name = not is_linked and _NAMES_A_MODEL.match(spoken.low, named.end)
        return None if named.quantity not in HELD or is_name else (named.quantity, named.end)
    if match["word"] in _QUICK:
        trains = "train" in spoken.low[clause[0] : clause[1]]
        return ("time", match.end()) if trains else None
    if is_linked and sense is Sense.UP and (gain := _GAIN.match(spoken.low, match.end())):
        return "accuracy", gain.end()
    if spoken.low.startswith(" accurate", match.end()) and match["word"] in ("most", "least"):
        return "accuracy", match.end() + len(" accurate")
    if not is_linked:
        return _of_a_mean(spoken, match, clause, is_linked=False)
    if spoken.low.startswith((" mean", " average"), match.end()):
        return _of_a_mean(spoken, match, clause, is_linked=True)
    quantity = quantity_of(spoken, match.span(), clause, after=0)
    if quantity is None or (not quantity and sense in (Sense.UP, Sense.DOWN)):
        return None
    follows = spoken.low[match.end() : clause[1]]
    is_plain = _BEST_OF.match(follows) or _NAMES_A_MODEL.match(follows)
    return (quantity, match.end()) if is_plain or not follows.strip() else None


def _is_best_choice(spoken: Spoken, match: re.Match[str]) -> bool:
    """Whether `the best optimizer` and the like follow a verb: what is best is left of it."""
    return bool(_CHOICE.match(spoken.low, match.end()))


def _of_a_mean(
    spoken: Spoken, match: re.Match[str], clause: Range, *, is_linked: bool
) -> tuple[str, int] | None:
    """`The highest mean is reached with`, where the values around are in per cent."""
    found = re.compile(r"\s(?:mean|average|score|result|value|single\srun|run)s?\b").match(
        spoken.low, match.end()
    )
    values = values_of(spoken, "accuracy", (0, 0)) if found else ()
    inside = any(clause[0] <= value.start < clause[1] for value in values)
    return ("accuracy", found.end()) if found and (inside or is_linked) else None


def _best_model(spoken: Spoken, match: re.Match[str], sense: Sense) -> tuple[str, int] | None:
    """`The best model is the deep one`, `the best performance was reached by A`."""
    found = re.compile(
        r"\s(?:performing\s)?(?:model|network|net|architecture|optimi[sz]er|learning\srate"
        r"|batch\ssize|result|performance|setting|choice|value|configuration)s?"
        r"(?=\s(?:is|was|were|are|comes|came|belongs)\s(?!picked|chosen|selected|saved|determined"
        r"|kept|stored|loaded|used|evaluated|taken|then))"
    ).match(spoken.low, match.end())
    is_judging = sense in (Sense.GOOD, Sense.BAD)
    return ("", match.end()) if found and is_judging else None


def _value(spoken: Spoken, quantity: str, side: Range) -> Value | None:
    found = [v for v in values_of(spoken, quantity, (0, 0)) if side[0] <= v.start < side[1]]
    return found[0] if len(found) == 1 else None
