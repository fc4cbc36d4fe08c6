"""What kind of noise is said to be added, against the random numbers that the code draws for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.facts.features import place_at
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Source

_NOISE = re.compile(r"nois|corrupt|strength|perturb|disturb|jitter", re.IGNORECASE)
_WORD = r"(?:nois\w*|perturb\w*|disturb\w*|corrupt\w*|rauschen|ruido|bruit)"
_DRAWN = {
    "uniform": re.compile(r"\brand_like\(|\brand\(|\.uniform_?\(|random\.random\(|random_sample\("),
    "normal": re.compile(r"\brandn_like\(|\brandn\(|\.normal_?\(|GaussianNoise|\bNormal\("),
}
_TOLD = {
    "uniform": re.compile(
        rf"\buniform(?:ly)?\b[^.;]{{0,40}}\b{_WORD}|\b{_WORD}[^.;]{{0,40}}\buniform", re.IGNORECASE
    ),
    "normal": re.compile(
        rf"\b(?:gaussian|normal(?:ly)?|gau[sß]s\w*)\b[^.;]{{0,40}}\b{_WORD}"
        rf"|\b{_WORD}[^.;]{{0,40}}\b(?:gaussian|normal(?! (?:image|pixel|face|range))|gau[sß]s)",
        re.IGNORECASE,
    ),
}
_OTHER = re.compile(
    r"\?|\b(?:could|would|should|might|paper|authors?|usual\w*|typical\w*|literature|if|not|no"
    r"|without|instead|tried)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST_CODE = 400_000
NEAR = 2
"""Lines around one that speaks of noise."""


def hold_noises(work: Work, sources: Sequence[Source], check: HeldAgainst) -> Iterator[Checked]:
    """Every sentence that says how noise is distributed."""
    drawn: dict[str, Place] = {}
    for source in sources:
        if not source.is_prose:
            for kind, place in _drawn(source):
                drawn.setdefault(kind, place)
    if not drawn:
        return
    for sentence in spoken_in(work.write_up):
        told = [kind for kind, pattern in _TOLD.items() if pattern.search(sentence.text)]
        if not told or _OTHER.search(sentence.text):
            continue
        wrong = [kind for kind in told if kind not in drawn]
        if check is HeldAgainst.LISTING and wrong:
            # A report prints a part of its code.
            continue
        yield _checked(sentence, (wrong or told)[0], drawn, check, is_wrong=bool(wrong))


_RANGE = re.compile(
    r"(?:\b(?:between|from|in|of)\s+\[?\(?|[\[(])[-−–]\s?(\d(?:\.\d{1,3})?)\s?"
    r"(?:and|to|,|;|–|\.\.)\s?\+?(\d(?:\.\d{1,3})?)(?![\d.]*\d)"
    r"|(?:±|\+/-|\\pm)\s?(\d(?:\.\d{1,3})?)()(?![\d.]*\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d(?:\.\d{1,4})?(?![\w.])")
_SPEAKS = re.compile(r"\bnois", re.IGNORECASE)


def hold_noise_ranges(work: Work, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every range of uniform noise that is told beside one that the code has."""
    near = {float(each): place for source in sources if not source.is_prose
            for each, place in _numbers_near(source)}  # fmt: skip
    anywhere = {
        float(each) for source in sources for each in _NUMBER.findall(source.text[:_MOST_CODE])
    }
    for sentence in spoken_in(work.write_up) if near else ():
        if not _SPEAKS.search(sentence.text) or _OTHER.search(sentence.text):
            continue
        told = [match for match in _RANGE.finditer(sentence.text)
                if match[2] in (match[1], "") or not match[1]]  # fmt: skip
        values = [float(match[1] or match[3]) for match in told]
        known = [value for value in values if value in near]
        for match, value in zip(told, values, strict=True):
            is_new = value not in anywhere and 2 * value not in anywhere
            if value in near or (known and is_new and len(told) == len(values)):
                place = near[value if value in near else known[0]]
                others = sorted(set(near) - set(known))
                yield _ranged(sentence, match, value, place, others, is_wrong=value not in near)


def _numbers_near(source: Source) -> Iterator[tuple[str, Place]]:
    """Numbers of lines that speak of noise."""
    at = 0
    for line in source.text.split("\n"):
        code = line.partition("#")[0]
        if _NOISE.search(code):
            for each in _NUMBER.findall(code[:400]):
                yield each, place_at(source, at)
        at += len(line) + 1


def _ranged(
    sentence: Spoken, match: re.Match[str], value: float, place: Place, others: Sequence[float],
    *, is_wrong: bool,
) -> Checked:  # fmt: skip
    there = f"the code has {value:g} ({place})"
    if is_wrong:
        rest = f" but {', '.join(format(each, 'g') for each in others[:4])}" if others else ""
        there = f"no number of the code is {value:g}; beside the noise stands{rest} ({place})"
    begin = sentence.span.start
    return Checked(
        outcome=Consistency.INCONSISTENT if is_wrong else Consistency.CONSISTENT,
        check=HeldAgainst.CODE,
        subject="strength of the noise",
        sentence=f"The text ({where(sentence.place)}) says noise up to {value:g}, {there}.",
        words=match[0],
        place=sentence.place,
        span=replace(sentence.span, start=begin + match.start(), end=begin + match.end()),
        other=place,
    )


def _drawn(source: Source) -> Iterator[tuple[str, Place]]:
    lines = source.text.split("\n")
    speaks = {number for number, line in enumerate(lines) if _NOISE.search(line)}
    at = 0
    for number, line in enumerate(lines):
        if any(number + step in speaks for step in range(-NEAR, NEAR + 1)):
            for kind, pattern in _DRAWN.items():
                if pattern.search(line.partition("#")[0]):
                    yield kind, place_at(source, at)
        at += len(line) + 1


def _checked(
    sentence: Spoken, kind: str, drawn: dict[str, Place], check: HeldAgainst, *, is_wrong: bool
) -> Checked:
    shown = next(iter(drawn)) if is_wrong else kind
    place = drawn[shown]
    spot = where(place) if check is HeldAgainst.LISTING else str(place)
    return Checked(
        outcome=Consistency.INCONSISTENT if is_wrong else Consistency.CONSISTENT,
        check=check,
        subject="kind of noise",
        sentence=(
            f"The text ({where(sentence.place)}) speaks of {kind} noise,"
            f" the {check.value} draws {shown} noise ({spot})."
        ),
        words=sentence.text,
        place=sentence.place,
        span=sentence.span,
        other=place,
    )
