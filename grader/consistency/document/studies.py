"""What studies are about: the setting that is varied, or what is done to the data."""

import re

_STUDIES = {
    "the batch size": re.compile(r"\b(?:mini-?)?batch(?:es)?[ -]?(?:sizes?)?\b|批", re.IGNORECASE),
    "the learning rate": re.compile(
        r"\blearning[ -]rates?\b|\blr\b|\bstep[ -]sizes?\b|\blernrate\w*|学习率"
        r"|\btasas? de aprendizaje",
        re.IGNORECASE,
    ),
    "the weight decay": re.compile(r"\bweight[ -]decays?\b|\bL2\b|\bregulari[sz]", re.IGNORECASE),
    "augmentation": re.compile(r"\baugment\w*|\bflip\w*|\bcrop\w*|增强", re.IGNORECASE),
    "the optimizer": re.compile(r"\boptimi[sz]ers?\b|\badam\b|\bsgd\b|\brmsprop\b", re.IGNORECASE),
    "the activation": re.compile(
        r"\bactivations?\b|\bsigmoids?\b|\btanh\b|\bre-?lus?\b", re.IGNORECASE
    ),
    "wrong labels": re.compile(
        r"\b(?:noisy|wrong|false|corrupt\w*|incorrect|flipped|mislead\w*)[ -](?:training )?"
        r"(?:labels?|data)\b|\blabel noise\b|\bmislabel",
        re.IGNORECASE,
    ),
    "denoising": re.compile(r"\bde-?nois\w*|\bnois[ey]\w*(?! labels?)", re.IGNORECASE),
    "the loss function": re.compile(
        r"\bmean squared\b|\bMSE\b|\bcross[ -]entropy\b|\bloss functions?\b", re.IGNORECASE
    ),
    "the length": re.compile(r"\blengths?\b|\blongitud\w*", re.IGNORECASE),
}
_VARIED = re.compile(
    r"\b(?:by|over|per|against|depending on|as a function of|(?:influence|effect|choice|study) of"
    r"|(?:different|various|each|every|all|two|three|four|five|several|the))\s(?:the\s)?"
    r"(?:different\s|various\s|two\s|three\s|four\s|five\s)?"
    r"(?P<varied>(?:mini-?)?batch[ -]sizes?|(?:initial\s)?learning[ -]rates?|step[ -]sizes?"
    r"|weight[ -]decays?|optimi[sz]ers?|activations?(?:\sfunctions?)?|lengths?|loss functions?)\b"
    r"(?!\s(?:of|=|is|was|0|1))",
    re.IGNORECASE,
)
_DONE = frozenset({"augmentation", "wrong labels", "denoising"})
"""What is done, and has no values that a caption may name in passing."""


def varied_in(text: str) -> frozenset[str]:
    """The studies that a caption is about, and does not only name a value of."""
    varied = (
        name for match in _VARIED.finditer(text[:500]) for name in studies_in(match["varied"])
    )
    return frozenset(varied) | (studies_in(text) & _DONE)


def studies_in(text: str) -> frozenset[str]:
    """The studies that a text names."""
    cut = text[:20_000]
    return frozenset(name for name, words in _STUDIES.items() if words.search(cut))
