"""Transforms of images that a text names as the code names them: `RandomResizedCrop(32)`."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Pool
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.facts.telling import spot, who
from grader.consistency.wording import where
from grader.consistency.work import Work
from grader.records import Checked, Consistency, HeldAgainst, Place, Source, Span

_NAMES = (
    "RandomResizedCrop", "RandomCrop", "CenterCrop", "RandomHorizontalFlip", "RandomVerticalFlip",
    "RandomRotation", "RandomAffine", "ColorJitter", "RandomErasing", "RandomGrayscale",
    "GaussianBlur", "AutoAugment", "RandAugment", "TrivialAugmentWide", "RandomPerspective",
)  # fmt: skip
_SPOKEN = {
    "RandomResizedCrop": r"random(?:ly)?[- ]resized?[- ]crop\w*",
    "RandomVerticalFlip": r"(?:random(?:ly)? )?(?:vertical|upside)[- ](?:down )?flip\w*",
    "RandomHorizontalFlip": r"(?:random(?:ly)? )?horizontal(?:ly)?[- ]flip\w*",
    "RandomRotation": r"random(?:ly)? rotat\w+",
    "ColorJitter": r"colou?r jitter\w*",
    "RandomErasing": r"random(?:ly)? eras\w+",
}
_SPELT = {
    "RandomResizedCrop": re.compile(r"random_?resized_?crop|resized_crop", re.I),
    "RandomHorizontalFlip": re.compile(r"h(?:orizontal)?_?flip|fliplr|flip\(|\bmirror", re.I),
    "RandomVerticalFlip": re.compile(r"v(?:ertical)?_?flip|flipud|flip\(", re.I),
    "RandomRotation": re.compile(r"rot(?:at|90)|affine", re.I),
    "ColorJitter": re.compile(r"jitter|brightness|contrast|saturation", re.I),
    "RandomErasing": re.compile(r"eras|cutout", re.I),
}
_AUGMENTS = re.compile(
    r"Random(?:\w*Crop|\w*Flip|Rotation|Affine|Erasing|Perspective)|ColorJitter|AutoAugment"
)
_HIDDEN = re.compile(r"albumentations|imgaug|kornia|eval\(|getattr\(\s*(?:T|transforms)\b")
_DONE = re.compile(
    r"\b(?:we|i|our|my|is|are|was|were|uses?|used|using|added|consists?|applied|contains?|with)\b"
    r"|[:=]",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\?|\b(?:would|could|should|might|may|can|if|without|instead|handout|paper|literature|authors?"
    r"|usual\w*|typical\w*|common\w*|not|no|never|tried|than|future|more|other|further|additional"
    r"|suggest\w*|such as|asked?|asks|unlike|rather|kinds?|e\.g)\b|n['’]t\b",
    re.IGNORECASE,
)


def hold_transforms(work: Work, pool: Pool, sources: Sequence[Source]) -> Iterator[Checked]:
    """Every transform that is named, against those that the code makes."""
    code = [source for source in sources if not source.is_prose]
    other = next(_of_others(code), None)
    if other is None or pool.text.hides_its_loop:
        return
    if any(_HIDDEN.search(source.text) for source in code):
        return
    for sentence in spoken_in(work.write_up):
        if _OTHER.search(sentence.text) or not _DONE.search(sentence.text):
            continue
        for name, match in _named(sentence.text):
            there = _there(name, code)
            if there is None and pool.check is HeldAgainst.LISTING:
                # A report prints a part of its code.
                continue
            yield _record(sentence, match, name, there, other, pool)


def _of_others(code: Sequence[Source]) -> Iterator[tuple[str, Place]]:
    for source in code:
        for match in _AUGMENTS.finditer(source.text):
            line = source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if "#" not in line and "import" not in line:
                yield match[0], place_at(source, match.start())


def _named(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name in _NAMES:
        pattern = rf"\b{name}\b"
        if name in _SPOKEN:
            pattern += rf"|\b{_SPOKEN[name]}\b"
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            yield name, match


def _there(name: str, code: Sequence[Source]) -> Place | None:
    """Where any word for it stands, in a comment as well; None if nowhere."""
    pattern = _SPELT.get(name, re.compile(re.escape(name), re.I))
    for source in code:
        if match := pattern.search(source.text):
            return place_at(source, match.start())
    return None


def _record(
    sentence: Spoken, match: re.Match[str], name: str, there: Place | None,
    other: tuple[str, Place], pool: Pool,
) -> Checked:  # fmt: skip
    clause = f"{who(pool)} does so ({spot(there, pool)})" if there else (
        f"{who(pool)} has {other[0]} ({spot(other[1], pool)}), and {name} nowhere"
    )  # fmt: skip
    begin = sentence.span.start
    return Checked(
        outcome=Consistency.CONSISTENT if there else Consistency.INCONSISTENT,
        check=pool.check,
        subject="augmentation",
        sentence=f"The text ({where(sentence.place)}) names {match[0]}, {clause}.",
        words=sentence.text,
        place=sentence.place,
        span=Span(block=sentence.span.block, start=begin + match.start(), end=begin + match.end()),
        other=there or other[1],
    )
