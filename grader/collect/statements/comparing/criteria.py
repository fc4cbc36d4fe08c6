"""Criteria by which the best was picked, where a superlative is said of them."""

import re

_WHICH = r"(?P<split>train\w*|validation|val)[- ](?P<what>loss|accuracy|error)"
_PICKS = re.compile(
    r"\W*(?:(?:so|thus|therefore|hence|and|but|here|again|while|clearly)\W+)?"
    r"(?:(?:choos|select|pick|stopp|decid|sav|trust|rel)\w+|reliance|selection|choice|us\w+"
    r"|(?:the\s)?(?:model|network|weights|checkpoint|epoch)s?)?\s?"
    r"(?:(?:the|a|by|on|upon|at|with|via|using|according\sto|that|has|had|having|of|chosen|picked"
    r"|selected|model|epoch|lowest|best|highest|smallest|minimal|minimum|maximal|maximum|largest)\s)"
    rf"{{0,6}}{_WHICH}\b(?:\sas\s(?:the\s|a\s|our\s)?criterion|\scriterion)?\s?"
    r"(?P<rest>[^.;]*)"
)
_VERB = re.compile(
    r"(?:also\s|then\s|always\s)?(?:leads?|led|gives?|gave|yields?|yielded|results?|resulted|has|had"
    r"|gets?|got|brings?|brought|produces?|produced|is|was|selects?|selected|picks?|picked|finds?"
    r"|found|reach(?:es|ed)?|achieves?|achieved|obtains?|obtained|turns|proves|provides?)\b"
)
_IT = re.compile(r"\W*(?:it|this|that)\s")


def criterion_of(before: str, earlier: str) -> str:
    """The criterion that the words before a superlative name, as `validation loss`; else empty.

    `earlier`: what stands before their clause, for `it`.
    """
    text = earlier if _IT.match(before) else before
    found = _PICKS.match(text)
    if before.rstrip().endswith((" its", " their")):
        return ""
    if found is None or not (_VERB.match(found["rest"]) or not found["rest"].strip()):
        return ""
    split = "train" if found["split"].startswith("train") else "validation"
    what = "accuracy" if found["what"] == "accuracy" else "loss"
    return f"{split} {what}"
