"""Whether a text touches a concept: words in any form, phrases in any near order, denials."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate

from grader.checks.answers.sentences import Sentence
from grader.checks.answers.word_forms import (
    EMPTY,
    JOINED,
    Token,
    is_without_spaces,
    stem,
    tokens_of,
)

Concepts = tuple[tuple[str, tuple[str, ...]], ...]
"""For each concept, the words or phrases of which any one tells of it."""

SPARE_WORDS = 4
"""Words that may stand between those of a phrase, in all."""

MOST_PLACES = 40
"""Places of one word in one sentence that are looked at."""

TYPO_LENGTH = 7
"""Letters from which on a word with one wrong letter is still that word."""

_LIGATURES = ("", "fi", "fl", "ff", "ffi")
_NEGATIONS = frozenset(
    "not no never without neither nor hardly cannot none dont doesnt didnt isnt wasnt lack lacks"
    " absence nicht kein keine ohne".split()
)
_SHORTENED = frozenset("don doesn didn isn wasn aren weren won couldn can wouldn".split())
_AFTER = frozenset("is was are were does did do has have had can could will would may".split())
_WINDOW = 3
_BREAK = re.compile(r"[,;:()]")


class Presence(Enum):
    """Whether a concept is touched."""

    FOUND = 2
    DOUBTFUL = 1
    ABSENT = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """Where a concept is touched, best place first come first."""

    presence: Presence
    """How surely."""
    sentence: Sentence | None = None
    """The passage; None if it is absent."""
    why: str = ""
    """What makes it doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """One wording of a concept."""

    stems: tuple[str, ...]
    """Its words without endings."""
    prefixes: tuple[bool, ...]
    """Which of them stand for all words that begin so: `memor*`."""
    is_negative: bool
    """Whether it denies something itself."""
    text: str
    """As the rubric has it, in lower case; for scripts without spaces."""


def touches(concepts: Concepts, sentences: Iterable[Sentence]) -> dict[str, Touch]:
    """For each concept, its best place in these sentences."""
    found = {name: Touch(presence=Presence.ABSENT) for name, _ in concepts}
    phrases = {name: tuple(map(_phrase, wordings)) for name, wordings in concepts}
    for sentence in sentences:
        tokens = tokens_of(sentence.text)
        for name, several in phrases.items():
            if found[name].presence is Presence.FOUND:
                continue
            touch = _best(several, sentence, tokens)
            if touch.presence.value > found[name].presence.value:
                found[name] = touch
    return found


def _best(phrases: Iterable[_Phrase], sentence: Sentence, tokens: tuple[Token, ...]) -> Touch:
    best = Touch(presence=Presence.ABSENT)
    for phrase in phrases:
        touch = _touch(phrase, sentence, tokens)
        if touch.presence.value > best.presence.value:
            best = touch
    return best


def _touch(phrase: _Phrase, sentence: Sentence, tokens: tuple[Token, ...]) -> Touch:
    if is_without_spaces(phrase.text) or not phrase.stems:  # no words: a script, or a sign as ±
        is_there = phrase.text in sentence.text.casefold()
        presence = Presence.FOUND if is_there else Presence.ABSENT
        return Touch(presence=presence, sentence=sentence if is_there else None)
    places = [_places(want, prefix, tokens) for want, prefix in _wanted(phrase)]
    if all(places):
        window = _window(places, tokens)
        if window is None:
            return _doubtful(sentence, "its words stand far apart")
        if not phrase.is_negative and _is_denied(sentence.text, tokens, *window):
            return _doubtful(sentence, "it seems to be denied")
        if sentence.is_asked:
            return _doubtful(sentence, "it may be the question's own words")
        return Touch(presence=Presence.FOUND, sentence=sentence)
    if all(
        _is_misspelt(want, tokens) or at
        for (want, _), at in zip(_wanted(phrase), places, strict=True)
    ):
        return _doubtful(sentence, "a word is spelt otherwise")
    return Touch(presence=Presence.ABSENT)


def _wanted(phrase: _Phrase) -> Iterator[tuple[str, bool]]:
    return zip(phrase.stems, phrase.prefixes, strict=True)


def _doubtful(sentence: Sentence, why: str) -> Touch:
    return Touch(presence=Presence.DOUBTFUL, sentence=sentence, why=why)


@lru_cache(maxsize=2048)
def _phrase(text: str) -> _Phrase:
    words = [match[0] for match in re.finditer(r"[^\W_]+\*?", text)]
    kept = [word for word in words if word.casefold() not in EMPTY or _is_negation(word)]
    # `more epochs` and `only linear` are not said by `epochs` and `linear` alone.
    kept = kept if len(kept) > 1 or len(words) == 1 else words
    return _Phrase(
        stems=tuple(word[:-1].casefold() if word.endswith("*") else stem(word) for word in kept),
        prefixes=tuple(word.endswith("*") for word in kept),
        is_negative=any(map(_is_negation, kept)),
        text=" ".join(text.casefold().split()),
    )


def _is_negation(word: str) -> bool:
    return word.casefold() in _NEGATIONS


def _places(want: str, is_prefix: bool, tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """First and last token of each place where a word stands, in one piece or in two."""
    found: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if len(found) == MOST_PLACES:
            break
        if token.low.startswith(want) if is_prefix else token.stem == want:
            found.append((index, index))
        elif len(want) >= JOINED and index + 1 < len(tokens) and not is_prefix:
            following = tokens[index + 1]
            is_joined = following.start - token.end <= 2 and want.startswith(token.low)
            if is_joined and any(
                stem(f"{token.low}{lost}{following.low}") == want for lost in _LIGATURES
            ):
                found.append((index, index + 1))
    return found


def _window(
    places: list[list[tuple[int, int]]], tokens: tuple[Token, ...]
) -> tuple[int, int] | None:
    """The first place where all words of a phrase stand near each other.

    Words that say nothing of themselves, such as `of the`, part nothing.
    """
    ranks = list(accumulate((token.low not in EMPTY for token in tokens), initial=0))
    most = len(places) + SPARE_WORDS
    for first, last in places[0]:
        low, high = first, last
        for others in places[1:]:
            closest = min(others, key=lambda each: abs(ranks[each[0]] - ranks[first]))
            low, high = min(low, closest[0]), max(high, closest[1])
        if ranks[high] - ranks[low] < most:
            return low, high
    return None


def _is_denied(text: str, tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a negation stands right before or after these words, in their clause."""
    for index in range(first - 1, max(-1, first - 1 - _WINDOW), -1):
        if _BREAK.search(text, tokens[index].end, tokens[index + 1].start):
            break
        following = tokens[index + 1].low
        if _negates(tokens, index) and following not in ("only", "just", "merely", "surprising"):
            return True
    if last + 2 < len(tokens) and not _BREAK.search(text, tokens[last].end, tokens[last + 1].start):
        one, two = tokens[last + 1].low, tokens[last + 2].low
        is_short = one in _SHORTENED and two == "t"
        return is_short or (one in _AFTER and two in ("not", "never", "absent", "avoided"))
    return False


def _negates(tokens: tuple[Token, ...], index: int) -> bool:
    low = tokens[index].low
    return low in _NEGATIONS or (low == "t" and index > 0 and tokens[index - 1].low in _SHORTENED)


def _is_misspelt(want: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a long word stands there with one letter too much, too few or wrong."""
    if len(want) < TYPO_LENGTH - 1:
        return False
    return any(
        token.stem[:1] == want[:1]
        and len(token.low) >= TYPO_LENGTH
        and abs(len(token.stem) - len(want)) <= 1
        and _differ_by_one(token.stem, want)
        for token in tokens
    )


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter more, less, other or changed over makes two words the same."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
