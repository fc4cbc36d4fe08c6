"""How many examples are said to be drawn, against code that draws them itself.

The number of points of `make_moons`, or of palindromes, has to stand in the code that makes them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import number_words, where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Place, Source

_MAKES = {
    "points": re.compile(
        r"\bmake_(?:moons|circles|blobs|classification)\(\s*(?:n_samples\s*=\s*)?(\d{2,7})?"
    ),
    "sequences": re.compile(r"palindrom", re.IGNORECASE),
}
_TOLD = {
    "points": re.compile(
        r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{2,6}) (?:data |two-dimensional |2d |random |training "
        r"|test )?"
        r"(?:points|samples|moons|examples|instances)\b",
        re.IGNORECASE,
    ),
    "sequences": re.compile(
        r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{2,7}) (?:random |different |training |test |such )?"
        r"(?:palindromes|sequences|samples|examples)\b",
        re.IGNORECASE,
    ),
}
_NAMES = {
    "points": re.compile(r"\bmoons?\b|make_|\bpoints\b|\bcircles\b", re.IGNORECASE),
    "sequences": re.compile(r"palindrom|\bsequences\b", re.IGNORECASE),
}
_NUMBER = re.compile(r"(?<![\w.])(\d[\d_]{0,9}(?:\.\d{1,6})?|\.\d{1,6})(?![\w.])")
_LOADS = re.compile(r"MNIST|CIFAR|\bload\w{0,8}\(|read_csv|loadmat|fetch_", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"(?<![\w.])(\d{1,7})\s*([-+*/]{1,2})\s*(\d{1,4})(?![\w.])")
_OTHER = re.compile(
    r"\?|=|\b(?:steps?|iterations?|updates?|would|could|should|might|may|if|not|no|about|around|roughly|instead|handout|tutorial"
    r"|paper"
    r"|first|then|another|per|each|batch\w*|misclassif\w*|wrong\w*|correct\w*|errors?|seconds?"
    r"|cifar\w*"
    r"|mnist|images?|tried|more|fewer|less|than|percentage|accurac\w+|plot\w*|show\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:sees?|seen|saw|in total|total\w*|altogether|overall|all in all|together|in sum"
    r"|(?:in|during|over|throughout) (?:the (?:whole |entire )?)?(?:training|run|course))\b",
    re.IGNORECASE,
)
"""Words of all examples that a training draws, a product of several numbers of the code."""
MOST_FACTORS = 30
"""Numbers of the code of which products are made."""
MOST_LITERALS = 60
"""Numbers of one file beyond which sums of them are equal to anything."""


def hold_generated(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every told number of generated examples that the code has nowhere, nor could compute."""
    if pool.text.hides_its_loop:
        return
    code = [source for source in sources if not source.is_prose]
    made = [name for name, pattern in _MAKES.items() if any(pattern.search(s.text) for s in code)]
    loads = any(_LOADS.search(source.text) for source in code)
    for sentence in spoken_in(work.write_up) if made else ():
        if _OTHER.search(main_part(sentence.text)):
            continue
        names = [name for name in made if _TOLD[name].search(sentence.text)]
        named = [name for name in names if _NAMES[name].search(sentence.text)]
        # Where data are loaded as well, `samples` may be those.
        names = named or ([] if loads else names)
        # Where both are made, `samples` may be those of either.
        for match in _TOLD[names[0]].finditer(sentence.text) if len(names) == 1 else ():
            value = float(match[1].replace(",", ""))
            place = _maker(code, names[0])
            files = [s for s in code if _MAKES[names[0]].search(s.text) or len(code) < 3]
            if place is None or any(_can_give(value, s.text) for s in files or code):
                continue
            if value in pool.literals or _is_computed(value, sentence.text):
                continue
            if _TOTAL.search(sentence.text) or _is_of_all_epochs(value, files or code):
                continue
            yield _record(sentence, match, place, pool)


def _maker(code: Sequence[Source], name: str) -> Place | None:
    for source in code:
        if match := _MAKES[name].search(source.text):
            return place_at(source, match.start())
    return None


def _is_computed(value: float, text: str) -> bool:
    """Whether the sentence itself multiplies or adds numbers that come to this."""
    told = [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text)[:12]]
    return any(value in (a * b, a + b) for a, b in combinations(told, 2))


def _is_of_all_epochs(value: float, code: Sequence[Source]) -> bool:
    """Whether a number beyond all of the code is a product of three of them: epochs and steps."""
    text = "\n".join(source.text[:200_000] for source in code)
    found = sorted({float(each.replace("_", "")) for each in _NUMBER.findall(text)})
    whole = [each for each in found if each > 1 and each == int(each)][-MOST_FACTORS:]
    if not whole or value <= whole[-1]:
        return False
    return any(value == a * b * c for a, b, c in combinations(whole, 3))


def _can_give(value: float, text: str) -> bool:
    """Whether a number of the code, or one computed from two of them, is this."""
    text = text[:200_000]
    found = {float(each.replace("_", "")) for each in _NUMBER.findall(text)}
    if len(found) > MOST_LITERALS or value in found:
        return True
    for match in _WRITTEN_OUT.finditer(text):
        one, other = float(match[1]), float(match[3])
        if value in (one + other, one - other, one * other, one / other if other else 0.0):
            return True
    shares = [each for each in found if 0 < each < 1]
    return any(
        abs(value - size * part) < 0.5 for size in found for share in shares
        for part in (share, 1 - share)
    )  # fmt: skip


def _record(sentence: Spoken, match: re.Match[str], place: Place, pool: Pool) -> Checked:
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=pool.check,
        subject="number of examples that are made",
        sentence=(
            f"The text ({where(sentence.place)}) says"
            f" {number_words(float(match[1].replace(',', '')))}, and {who(pool)}, which makes its"
            f" data itself ({spot(place, pool)}), has no such number."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=place,
    )
