"""Checks on the images that figures show: weights, faces, reconstructions."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from grader.checks.plots.hidden import elsewhere, figures_doubt, was_cut
from grader.checks.words import answer, listed
from grader.matching.figures.documents import Pictured, pictures_of
from grader.matching.figures.images import (
    EIGENFACES,
    KINDS,
    RECONSTRUCTIONS,
    WEIGHTS,
    Picture,
    are_near,
    count_in,
    images_of,
    kinds_in,
)
from grader.matching.figures.words import as_words
from grader.records import Answer, Case, Evidence, Fact, Kind, Outcome

PICTURE_CHOICES = KINDS
"""What images may be asked to show."""
FEWEST_ALIKE = 3
"""Images from which on it is a fault if all are the same."""
MADE = frozenset({WEIGHTS, RECONSTRUCTIONS, EIGENFACES})
"""Images that a network or a decomposition made."""
MOST_PLACES = 4

_SIZE = re.compile(r"(\d{1,5}) ?[x×X*] ?(\d{1,5})")
_OTHER_WAYS = re.compile(
    r"\b(?:cv2_imshow|cv2\.im(?:show|write)|fromarray|save_image|imsave|toimage|ToPILImage|imwrite"
    r"|to_pil_image|add_images?|display\(\s*Image)\b"
)
"""Code that shows or writes images in a way that is not watched."""


def pictures(
    case: Case,
    *,
    kind: str,
    at_least: int = 1,
    size: str = "",
    pairs: bool = False,
    beside: str = "",
) -> Answer:
    """The figures show the images that the assignment asks for."""
    measure = _measure(size)
    seen = [each for each in images_of(case.evidence) if count_in(each.image, measure)]
    sure = [each for each in seen if each.is_named and kind in each.kinds]
    named = len(sure)
    sure = _with_partners(sure, seen, of=beside) if pairs or beside else sure
    number = _count(sure, measure)
    near = f" beside {beside}" if beside else ""
    words = f"{at_least} image{'s' * (at_least > 1)} of {kind}{near}"
    facts = [Fact(label="Asked", text=words + (f", {size}" if size else "")), *_found(sure, number)]
    if number >= at_least:
        return answer(Outcome.MET, facts=facts)
    maybe = [each for each in seen if not each.is_named and (not each.kinds or kind in each.kinds)]
    if named > len(sure) and _count(seen, measure) >= 2 * at_least:
        told = f"nothing tells whether other images stand beside the {kind}"
        return answer(Outcome.OPEN, told, facts + _look_at(seen))
    if number + _count(maybe, measure) >= at_least:
        told = f"nothing tells for certain which images are the {kind}"
        return answer(Outcome.OPEN, told, facts + _look_at(maybe))
    return _too_few(case.evidence, kind, number, at_least, facts)


def pictures_differ(case: Case, *, kind: str, about: tuple[str, ...] = ()) -> Answer:
    """The images differ from each other, and from epoch to epoch."""
    named = [each for each in images_of(case.evidence) if each.is_named and kind in each.kinds]
    seen = [each for each in named if _is_about(each, about)]
    if about and not seen:
        # Images that nothing tells apart prove nothing of one network among several.
        whole = pictures_differ(case, kind=kind)
        if whole.outcome is not Outcome.NOT_MET:
            return whole
        told = f"{whole.reason.rstrip('.')}, but nothing tells whether they are of {about[0]}"
        return _suspected(told, list(whole.facts))
    facts = _found(seen, len(seen))
    epochs = sorted({each.epoch for each in seen if each.epoch is not None})
    if len(epochs) > 1:
        return _from_epoch_to_epoch(case.evidence, seen, epochs, facts)
    if len(seen) < FEWEST_ALIKE:
        return answer(Outcome.OPEN, f"too few images of {kind} were seen to compare them", facts)
    digests = {each.image.digest for each in seen}
    if len(digests) == 1 and "" not in digests:
        told = f"all {len(seen)} images are the same"
        # One face may be shown above each of its reconstructions.
        is_fault = kind in MADE and len({each.number for each in seen}) == 1
        return _alike(case.evidence, told, facts) if is_fault else _suspected(told, facts)
    if all(are_near(one.image, other.image) for one, other in pairwise(seen)):
        return answer(Outcome.SUSPECTED, f"all {len(seen)} images look nearly the same", facts)
    return answer(Outcome.MET, facts=facts)


def _is_about(picture: Picture, about: tuple[str, ...]) -> bool:
    """Whether the words at an image say what is asked about: `n = 16`, in any spelling."""
    axes = picture.axes
    words = as_words(" . ".join((axes.title, axes.x_label, axes.y_label, picture.plot.title)))
    return not about or any(f" {as_words(each)} " in f" {words} " for each in about)


def _suspected(words: str, facts: list[Fact]) -> Answer:
    return answer(Outcome.SUSPECTED, words, facts)


def _from_epoch_to_epoch(
    evidence: Evidence, seen: Sequence[Picture], epochs: Sequence[int], facts: list[Fact]
) -> Answer:
    groups = [[each.image for each in seen if each.epoch == epoch] for epoch in epochs]
    if len({len(group) for group in groups}) > 1:
        return answer(Outcome.OPEN, "not every epoch has as many images", facts)
    compared = [
        (one, other) for a, b in combinations(groups, 2) for one, other in zip(a, b, strict=True)
    ]
    words = f"the images of epochs {listed(map(str, epochs))}"
    if all(one.digest and one.digest == other.digest for one, other in compared):
        return _alike(evidence, f"{words} are the same", facts)
    if all(are_near(one, other, most=1.0) for one, other in compared):
        return answer(Outcome.SUSPECTED, f"{words} look nearly the same", facts)
    return answer(Outcome.MET, facts=facts)


def _alike(evidence: Evidence, words: str, facts: list[Fact]) -> Answer:
    # A training that was cut short may have left its weights as they were.
    if was_cut(evidence):
        return answer(Outcome.SUSPECTED, f"{words}, but the run was cut short", facts)
    return answer(Outcome.NOT_MET, words, facts)


def _too_few(
    evidence: Evidence, kind: str, number: int, at_least: int, facts: list[Fact]
) -> Answer:
    words = f"only {number} of {at_least} images of {kind} were seen" if number else ""
    words = words or f"no images of {kind} were seen"
    described = [each for each in pictures_of(evidence) if _may_show(each, kind)]
    facts += [_caption(each) for each in described[:MOST_PLACES]]
    place = elsewhere(evidence)
    if place:
        facts.append(place)
    if was_cut(evidence):
        return answer(Outcome.OPEN, f"{words}, but the run was cut short", facts)
    if described or place:
        told = "the write-up has figures that may show them" if described else place and place.text
        return answer(Outcome.SUSPECTED if number else Outcome.OPEN, f"{words}, but {told}", facts)
    doubt = figures_doubt(evidence) or _ways_doubt(evidence)
    others = any(plot.image_axes for plot in evidence.plots)
    if not doubt and not others:
        return answer(Outcome.NOT_MET, words, facts)
    told = doubt or "other images are there"
    return answer(Outcome.SUSPECTED, f"{words}, but {told}", facts)


def _ways_doubt(evidence: Evidence) -> str:
    for source in evidence.handed_in.sources:
        if not source.is_prose and (match := _OTHER_WAYS.search(source.text)):
            return f"{match[0]} shows images in a way that is not watched ({source.place})"
    return ""


def _measure(size: str) -> tuple[int, int] | None:
    match = _SIZE.fullmatch(size.strip())
    if size and not match:
        raise ValueError(f"size is rows and columns such as 64x64, not {size!r}")
    return (int(match[1]), int(match[2])) if match else None


def _with_partners(
    sure: Sequence[Picture], seen: Sequence[Picture], *, of: str = ""
) -> list[Picture]:
    """The images in whose figure, or in one of the same cell, there are others beside them.

    The others are of another kind; of one in particular if it is named.
    """
    return [
        each
        for each in sure
        if any(
            other.plot.place == each.plot.place
            and (of in other.kinds if of else other.kinds != each.kinds)
            for other in seen
            if other is not each
        )
    ]


def _count(seen: Sequence[Picture], size: tuple[int, int] | None) -> int:
    """Different images; of those whose values were not looked at, all."""
    different = {each.image.digest or str(index): each for index, each in enumerate(seen)}
    return sum(count_in(each.image, size) for each in different.values())


def _may_show(picture: Pictured, kind: str) -> bool:
    named = kinds_in(f"{picture.caption[:200]} {picture.inside[:90]}")
    return not named or kind in named or RECONSTRUCTIONS in named


def _found(seen: Sequence[Picture], number: int) -> list[Fact]:
    if not seen:
        return []
    text = f"{number} images: {listed(dict.fromkeys(each.told for each in seen), most=3)}"
    return [Fact(label="Found", text=text, kind=Kind.OBSERVED, place=seen[0].plot.place)]


def _look_at(seen: Iterable[Picture]) -> list[Fact]:
    figures = {each.number: each for each in seen}
    return [
        Fact(label="Look at", text=each.told, kind=Kind.OBSERVED, place=each.plot.place)
        for each in list(figures.values())[:MOST_PLACES]
    ]


def _caption(picture: Pictured) -> Fact:
    text = (picture.caption or picture.inside or "a figure of the write-up")[:200]
    return Fact(label="Look at", text=text, kind=Kind.CLAIMED, place=picture.place)
