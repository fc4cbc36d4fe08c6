"""Words in their many forms: `memorised`, `memorizing` and `memorisation` are one word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LEAST = 3
"""Letters that must be left of a word when an ending is taken off."""

JOINED = 6
"""Letters that a word must have to be found in two pieces: `over-fitting`, `over fitting`."""

_TOKEN = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[̀-ͯ]")
_SPELLINGS = (
    (
        re.compile(r"(?<=[a-z]{2}[bcdfghlmnprstvyz])is(?=(?:e|es|ed|er|ers|ing|ation|able)s?$)"),
        "iz",
    ),
    (re.compile(r"lys(?=(?:e|es|ed|er|ing|is)$)"), "lyz"),
    (re.compile(r"our(?=(?:s|ed|ing|al|able|ite|hood|less|ful)?$)"), "or"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=[bct])re(?=s?$)"), "er"),
    (re.compile(r"(?<=^learn)t$"), "ed"),
)
"""What is spelt in two ways; both sides of a comparison are brought into one."""

_ENDINGS = tuple(
    sorted(
        "ational ation ations ition itions ate ates ated ating ator ity ities ment ments ance ances"
        " ence ences ant ants ent ents able ible ively ive ness ical ically ing ings ed edly er ers"
        " est ies ied ier lier ion ions al als ly es s y e i is".split(),
        key=len,
        reverse=True,
    )
)
_MOST_ENDINGS = 4

_ONE_SOUND = re.compile(r"([bdfgklmnprtv])\1$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text."""

    stem: str
    """The word without its endings."""
    low: str
    """The word in lower case."""
    start: int
    """Index of its first character."""
    end: int
    """Index after its last."""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text in order."""
    return tuple(
        Token(stem=stem(match[0]), low=match[0].casefold(), start=match.start(), end=match.end())
        for match in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What a word has in common with its other forms; for comparing only, it is no word."""
    if len(word) > 60:
        return word.casefold()
    low = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    for pattern, other in _SPELLINGS:
        low = pattern.sub(other, low)
    for _ in range(_MOST_ENDINGS):
        shorter = next(filter(None, (_without(low, ending) for ending in _ENDINGS)), "")
        if not shorter:
            break
        low = shorter
    return _ONE_SOUND.sub(r"\1", low) if len(low) > LEAST else low


def _without(word: str, ending: str) -> str:
    """The word without the ending; empty if it has another, or too little would be left."""
    rest = word.removesuffix(ending)
    is_word = len(rest) >= LEAST and any(letter in "aeiouy" for letter in rest)
    return rest if is_word and len(rest) < len(word) else ""


def is_without_spaces(text: str) -> bool:
    """Whether a text is in a script that sets no spaces between words."""
    return any("぀" <= sign <= "ヿ" or "㐀" <= sign <= "鿿" for sign in text)


EMPTY = frozenset(
    "a an the of to in on at for from by with and or as is are was were be been being it its this"
    " that these those we our i my you your they their he she not no do does did has have had can"
    " will would so than then there here which who what when where how why also but if into over"
    " more most very one two all any each some such only both between about after before".split()
)
"""Words that say nothing of what a text is about."""

_FREQUENT = frozenset(
    "the of and is to in we a that was for it are with this be by as on our from which".split()
)
_LEAST_SHARE = 0.12
_FEWEST = 12


def seems_english(text: str) -> bool:
    """Whether a text is plainly English; a table or a few words are not plainly anything else."""
    words = [match[0].casefold() for match in _TOKEN.finditer(text[:20_000])]
    letters = [word for word in words if not word.isdigit()]
    if is_without_spaces(text[:20_000]):
        return False
    if len(letters) < _FEWEST:
        return True
    return sum(word in _FREQUENT for word in letters) >= _LEAST_SHARE * len(letters)


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about."""
    return frozenset(
        token.stem
        for token in tokens_of(text[:2_000])
        if token.low not in EMPTY and len(token.low) > 1 and not token.low.isdigit()
    )
