"""Statements in words alone that something is done: `batch normalisation after each layer`.

They have no value, so they are no claims of their own; the same sentence may have claims of others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.consistency.facts.deeds import main_part
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.records import Claim, Subject, Whose, WriteUp

_SPOKEN = {
    ("regularisation", "batch_norm"): re.compile(r"\bbatch[- ]?norm", re.IGNORECASE),
    ("regularisation", "dropout"): re.compile(r"\bdrop-?out\b", re.IGNORECASE),
    ("regularisation", "early_stopping"): re.compile(
        r"\bearly[- ]stopp|\bstopp\w+ early", re.IGNORECASE
    ),
    ("regularisation", "one_hot"): re.compile(
        r"\bone[- ]hot (?:encod|vector|label|target|represent)|\bone-hot-encod", re.IGNORECASE
    ),
    ("label_smoothing", ""): re.compile(
        r"\blabel[- ]smooth|\blabels? (?:were|are|was|is) smoothed", re.IGNORECASE
    ),
    ("augmentation", "yes"): re.compile(
        r"\baugment(?:ed|ation)|\brandom(?:ly)? (?:crop|flip)|\bhorizontal flip|RandomCrop"
        r"|\b(?:images?|pictures?|data|they|faces)\b[^.;]{0,40}\b(?:flipped|mirrored|rotated"
        r"|cropped)\b"
        r"[^.;]{0,40}\b(?:random\w*|horizontal\w*|probability)|\brandom(?:ly)? (?:\w+ )?(?:flipped"
        r"|mirrored"
        r"|rotated|cropped|flips|rotations|crops)\b"
        r"|RandomHorizontalFlip|RandomResizedCrop", re.IGNORECASE
    ),
    ("gradient_clip", ""): re.compile(
        r"\bclip\w*\b[^.]{0,30}\bgradient|\bgradient\w*\b[^.]{0,30}\bclip"
        r"|\bgradient\w*\b[^.]{0,60}\b(?:cut|cutting|capp\w+|limit\w*|bound\w*|recort\w+)\b"
        r"[^.]{0,20}\b(?:norms?|norma|at|to)\b",
        re.IGNORECASE,
    ),
    ("output_activation", "softmax"): re.compile(r"\bsoft-?max", re.IGNORECASE),
}  # fmt: skip
_DENIED = re.compile(
    r"\b(?:no|not|without|never|none|neither|nor|instead|rather|remov\w+|drop(?:ped)? the|omit\w*"
    r"|unlike|kein\w*|nicht|ohne|sans|pas|sin|senza)\b|n['’]t\b|不|没|无",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(?:we|i|our|my|wir|ich|nous)\b|\b(?:the|this|each|every) (?:\w+ ){0,2}(?:network|model"
    r"|net|layer|convolution|output|images?|data|labels?|gradients?|training set)s?\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:used|applied|added|clipped|augmented|smoothed|flipped|mirrored|rotated|cropped|put"
    r"|presented"
    r"|fed|given|encoded|represented|written|turned|converted|held|cut|kept|capped|limited)"
    r"|使用|采用|加入|应用|\b(?:before|after) (?:the|each|every)\b"
    r"|\bends? (?:in|with)\b|\bused\b|\+|\bonly\b",
    re.IGNORECASE,
)
_THEORY = re.compile(
    r"\bsoft-?max (?:function )?(?:converts?|maps?|turns?|is (?:a|the|defined)|gives|makes|would)"
    r"|\b(?:is|are) (?:a|an|the) (?:\w+ ){0,3}(?:technique|method|function|way|form|kind|regulari)"
    r"|\bremed|\bcould\b|\bwould\b|\bmight\b|\bcan\b|\bshould\b|\bmay\b|\bloss\b|\bentropy\b"
    r"|\bimportant\b|\bknown\b|\bwhy\b|\?$|\bif\b|\bfuture\b|\bnext\b|\bwithout augment"
    r"|\bprevents?\b|\bhelps?\b|\bneeds?\b|\bhigher\b|\blower\b|\bbetter\b|\bworse\b|\bthan\b"
    r"|\beffect",
    re.IGNORECASE,
)


def spoken_of(write_up: WriteUp, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Plain statements that something is done, where no claim tells of it already."""
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.span is not None:
            told.setdefault(claim.span.block, []).append(claim)
    for sentence in spoken_in(write_up):
        for (quantity, name), pattern in _SPOKEN.items():
            match = pattern.search(sentence.text)
            if not match or not _DOES.search(sentence.text):
                continue
            if _THEORY.search(main_part(sentence.text, match.end())):
                continue
            if any(_tells(each, quantity, name, sentence) for each in
                   told.get(sentence.span.block, ())):  # fmt: skip
                continue
            yield Claim(
                quantity=quantity,
                name=name,
                denied=bool(_DENIED.search(sentence.text)),
                subject=Subject(question=sentence.question),
                whose=Whose.OWN,
                words=sentence.text,
                place=sentence.place,
                span=replace(
                    sentence.span,
                    start=sentence.span.start + match.start(),
                    end=sentence.span.start + match.end(),
                ),
                sentence=sentence.span,
            )


def _tells(claim: Claim, quantity: str, name: str, sentence: Spoken) -> bool:
    """Whether a claim of the same sentence tells of the same thing."""
    span = claim.span
    if span is None or span.end <= sentence.span.start or span.start >= sentence.span.end:
        return False
    is_softmax = name == "softmax" and "softmax" in claim.name
    return is_softmax or claim.quantity in (quantity, name) or bool(name and claim.name == name)
