"""Words that compare, and which way they point."""

import re
from enum import StrEnum

from grader.records import Relation


class Sense(StrEnum):
    """Which way a word points."""

    UP = "up"
    DOWN = "down"
    GOOD = "good"
    BAD = "bad"


ADJECTIVES = {
    Sense.UP: "higher greater larger bigger more above longer",
    Sense.DOWN: "lower smaller less fewer below shorter",
    Sense.GOOD: "better superior ahead stronger",
    Sense.BAD: "worse inferior behind weaker poorer",
}
QUICK = {"faster": Sense.DOWN, "quicker": Sense.DOWN, "slower": Sense.UP}
"""They speak of time, whatever else they stand beside."""

VERBS = {
    Sense.UP: (
        r"increas(?:es?|ed|ing)|ris(?:es?|ing)|rose|risen|grow(?:s|n|ing)?|grew|climb(?:s|ed|ing)?"
        r"|go(?:es)? up|went up|rais(?:es?|ed|ing)|jump(?:s|ed|ing)?|gain(?:s|ed|ing)?"
    ),
    Sense.DOWN: (
        r"decreas(?:es?|ed|ing)|drop(?:s|ped|ping)?|fall(?:s|en|ing)?|fell|declin(?:es?|ed|ing)"
        r"|go(?:es)? down|went down|reduc(?:es?|ed|ing)|lowers|lowered|lowering"
        r"|shrinks?|shrank|shrunk|los(?:es?|ing)|lost|sinks?|sank"
    ),
    Sense.GOOD: r"improv(?:es?|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:es?|ed|ing)",
    Sense.BAD: r"deteriorat(?:es?|ed|ing)|degrad(?:es?|ed|ing)|worsen(?:s|ed|ing)?"
    r"|harm(?:s|ed)?|hurts?",
}
NOUNS = {
    Sense.UP: "increase rise growth jump",
    Sense.DOWN: "decrease drop decline reduction fall",
    Sense.GOOD: "gain improvement boost advantage lead",
    Sense.BAD: "deterioration degradation loss disadvantage",
}
UNDIRECTED = "difference gap margin spread range"
"""Nouns of a difference whose direction is left open."""


def _senses() -> dict[str, Sense]:
    return {word: sense for sense, words in ADJECTIVES.items() for word in words.split()} | QUICK


ADJECTIVE_SENSES = _senses()
NOUN_SENSES = {word: sense for sense, words in NOUNS.items() for word in words.split()}

ADJECTIVE = rf"(?:{'|'.join(ADJECTIVE_SENSES)})"
VERB = "(?:" + "|".join(VERBS.values()) + ")"
NOUN = rf"(?:{'|'.join([*NOUN_SENSES, *UNDIRECTED.split()])})s?"

_VERB_SENSES = {sense: re.compile(pattern) for sense, pattern in VERBS.items()}

LESS_IS_BETTER = {"loss", "time", "energy", "carbon"}


def sense_of_verb(word: str) -> Sense | None:
    """Which way a verb of change points."""
    return next((s for s, pattern in _VERB_SENSES.items() if pattern.fullmatch(word)), None)


def sense_of_noun(word: str) -> Sense | None:
    """Which way a noun of change points; None for `difference` and the like."""
    return NOUN_SENSES.get(word) or NOUN_SENSES.get(word.removesuffix("s"))


def direction(sense: Sense, quantity: str) -> Relation:
    """Whether a word of this sense says more or less of the quantity."""
    if sense in (Sense.UP, Sense.DOWN):
        return Relation.MORE if sense is Sense.UP else Relation.LESS
    is_more = (sense is Sense.GOOD) == (quantity not in LESS_IS_BETTER)
    return Relation.MORE if is_more else Relation.LESS


def judged(sense: Sense) -> bool | None:
    """Whether the word judges: better (True), worse (False), or not at all."""
    return {Sense.GOOD: True, Sense.BAD: False}.get(sense)


NEGATED = re.compile(
    r"(?:\bnot|n't|n’t|\bnever|\bno|\bneither|\bnor|\bcannot|\bhardly|\bbarely)"
    r"(?:\s+[a-z]+){0,2}\s*$"
)
"""Words before a comparing word that deny it."""

UNCERTAIN = re.compile(
    r"\b(?:should|would|could|might|may|can(?!\s(?:also\s|now\s|clearly\s)?(?:be\s)?(?:conclude|see[n]?|say|observe|state|infer|note|tell|summari[sz]e|confirm)d?\b)|will|expect(?:s|ed)?|expectations?|hypothes[ei]s"
    r"|hypothetical(?:ly)?|in theory|theoretically|usually|generally|typically|in general|often"
    r"|sometimes|probably|perhaps|maybe|assum(?:e|ed|ption)|suppose|if|unless|tend(?:s|ed)? to"
    r"|hope(?:d|s)?|want(?:ed)?|tr(?:y|ied) to|aim(?:s|ed)?|goal|question is|whether"
    r"|sollte|könnte|würde|应该|可能)\b"
)
"""Words with which a comparison is not a report of what was got."""

LITERATURE = re.compile(
    r"\b(?:literature|published|papers?|state[- ]of[- ]the[- ]art|sota|benchmarks?|et al|tutorial"
    r"|handout|(?:text-?)?books?|reported (?:by|in)|leaderboard|others|other students|authors"
    r"|theory|known results?)\b"
    r"|\[\d+\]"
)
"""Words with which the other side is not of this work."""
