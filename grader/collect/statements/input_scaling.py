"""How inputs are said to be scaled."""

import re
from collections.abc import Iterator

from grader.collect.statements.name_words import SCALING_WORDS
from grader.collect.statements.named import Named

_INPUTS = re.compile(
    r"\b(?:pixels?|images?|inputs?|data|values?|intensit\w+|faces|features?)\b|像素|图像|输入",
    re.IGNORECASE,
)
_RAW = re.compile(
    r"\b(?:fed|left|leave|kept|keep|remain\w*|not|without|directly|unscaled|raw|as they are|no)\b",
    re.IGNORECASE,
)
_SCALED = re.compile(
    r"\b(?:normali[sz]\w*|scal(?:e|ed|ing)|rescal\w*|divid\w*|range|between|map(?:ped|s)?|"
    r"standardi[sz]\w*|"
    r"convert\w*|transform\w*|interval|in|to)\b|归一化|缩放|除以",
    re.IGNORECASE,
)


def scalings_in(text: str) -> Iterator[Named]:
    """How inputs are scaled, in sentences that speak of inputs and of scaling."""
    if not (_INPUTS.search(text) and _SCALED.search(text)):
        return
    if re.search(
        r"\bclip\w*|\bnoise\b|\boutputs?\b|\bprobabilit|\blabels?\b|\bweights?\b|\bloss\b",
        text,
        re.IGNORECASE,
    ):
        return
    found = []
    for name, words in SCALING_WORDS:
        for match in re.finditer(words, text, re.IGNORECASE):
            found.append(
                Named(start=match.start(), end=match.end(), quantity="input_scaling", name=name)
            )
    if not _RAW.search(text):
        # That pixels are 0 to 255 is how images come, not what was done.
        found = [one for one in found if one.name != "0..255"]
    names = {one.name for one in found}
    if "0..255" in names and len(names) > 1:
        # `from 0-255 to [0, 1]`: what it was before.
        found = [one for one in found if one.name != "0..255"]
        names.discard("0..255")
    if len(names) == 1:
        first = min(found, key=lambda one: one.start)
        denied = bool(re.search(r"\b(?:not|never|without|instead of)\b", text, re.IGNORECASE))
        if not denied:
            yield first
