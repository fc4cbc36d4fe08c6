"""How code text scales its inputs, as far as its words tell."""

import re
from collections.abc import Iterator
from itertools import islice

from grader.consistency.facts.features import place_at
from grader.consistency.facts.known import Known
from grader.records import Source

_HALVED = re.compile(
    r"Normalize\(\s*(?:mean\s*=\s*)?[\[(]*\s*0?\.5\b|127\.5"
    r"|(?<!rand)\(\w{0,20}\)?\s*\*\s*2\.?0?\s*-\s*1|-\s*0?\.5\)?\s*/\s*0?\.5"
)
_WAYS = {
    "-1..1": _HALVED,
    "0..1": re.compile(
        r"(?<!PIL)ToTensor|(?<!pil_)to_tensor|/=?\s*\(?\s*25[56]|div_?\(\s*255"
        r"|\*\s*\(?1\.?0?\s*/\s*255|MinMaxScaler"
        r"|/\s*[\w.]{1,40}\.max\(|/\s*np\.max\(|rescale\s*=\s*1|true_divide\(|0\.0039|ToDtype"
    ),
    "standardised": re.compile(
        r"StandardScaler|Normalize\(|standardi[sz]|-\s*[\w.]{0,30}mean|/\s*\(?[\w.]{0,30}std"
    ),
}
_COMMENT = re.compile(r"#[^\n]*")
_DRAWN = re.compile(r"\brandn?\w{0,8}\(|\brandom\.\w{1,10}\(|\bsvd\b|\beig\w{0,3}\(", re.IGNORECASE)
"""Where random numbers or components are made: what is done to them is done to no input."""
_MOST_PLACES = 50
_LONGEST = 400
_TO_TENSOR = re.compile(r"ToTensor\(")
_NORMALIZE = re.compile(r"\bNormalize\(")
_DIVIDED = re.compile(r"/=?\s*\(?\s*25[56]|\.max\(|MinMaxScaler|rescale")


def known_of_scaling(sources: tuple[Source, ...]) -> Iterator[Known]:
    """Every way of scaling that stands anywhere in the text."""
    code = [source for source in sources if not source.is_prose]
    only_halved = _is_only_halved("\n".join(source.text for source in code))
    is_shifted = _is_always_shifted("\n".join(source.text for source in code))
    for source in code:
        for name, pattern in _WAYS.items():
            match = _first(pattern, source.text)
            # What is normalised at once after it is not left between 0 and 1.
            if match and not (
                (name == "0..1" and is_shifted) or (name == "standardised" and only_halved)
            ):
                yield Known(
                    quantity="input_scaling",
                    name=name,
                    is_followed=False,
                    words=match[0],
                    place=place_at(source, match.start()),
                )


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place that is not about random numbers or components, in its line or the next."""
    for match in islice(pattern.finditer(text), _MOST_PLACES):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.find("\n", match.end())
        end = text.find("\n", line + 1) if line >= 0 else -1
        if not _DRAWN.search(text[start : end if end >= 0 else len(text)][:_LONGEST]):
            return match
    return None


def _is_only_halved(text: str) -> bool:
    """Whether images are normalised with halves alone, and with no mean of their own."""
    live = _COMMENT.sub("", text)
    halved = re.findall(r"Normalize\(\s*(?:mean\s*=\s*)?[\[(]*\s*0?\.5\b", live)
    rest = re.sub(r"Normalize\(", "", live)
    return (
        bool(halved)
        and len(halved) == len(_NORMALIZE.findall(live))
        and not _WAYS["standardised"].search(rest)
    )


def _is_always_shifted(text: str) -> bool:
    """Whether every image that becomes a tensor is normalised to -1..1 as well."""
    live = _COMMENT.sub("", text)
    if _DIVIDED.search(live) or not _HALVED.search(live):
        return False
    return len(_TO_TENSOR.findall(live)) <= len(_NORMALIZE.findall(live))
