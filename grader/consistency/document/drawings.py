"""The figures that code draws, with the names that it gives them, as its text says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.document.series import Series, series_in
from grader.records import Place

LONGEST_CODE = 200_000
MOST = 300
"""Figures of one piece of code."""

_STRING = r"\s*\(?\s*[rfbuRFBU]{0,2}(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})')"
_DRAWN = re.compile(
    r"(?P<saved>\b(?:savefig|save_fig|write_image|savefigure)\s*\(\s*[^,)\n]{0,120})"
    r"|(?P<new>\.(?:figure|subplots|show|close|clf|cla)\s*\()"
    rf"|(?:\b(?:set_)?(?:[xy]label|title|suptitle)\s*\()(?:{_STRING})"
    rf"|\blabel\s*=(?:{_STRING})"
    r"|\b(?:legend\s*\(\s*(?:labels\s*=\s*)?[\[(](?P<legend>[^\])]{0,300}))"
    r"|\b(?P<open>(?:(?:set_)?(?:[xy]label|title|suptitle)\s*\(|label\s*=)\s*[^\s)])"
    r"|\.(?:plot|semilogy|semilogx|errorbar|scatter)\s*\((?=(?P<given>[^\n]{0,200}))"
)
_NAME = re.compile(r"([\w.-]{1,80}\.(?:png|jpe?g|pdf|svg|eps|gif))", re.IGNORECASE)
_VARIABLE = re.compile(
    r"(?<![a-z])(train(?:ing)?|val(?:id(?:ation)?)?(?=_|acc|loss)|(?<=_)val|valid|test(?:ing)?)"
    r"(?=[^a-z]|acc|loss|err|$)",
    re.IGNORECASE,
)
_SPLITS = {"tr": "train", "va": "validation", "te": "test"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One figure, as its code reads."""

    words: tuple[str, ...]
    """Titles, names of axes, entries of legends."""
    drawn: tuple[str, ...]
    """What is drawn, as the code names it: `test_accuracies`."""
    files: tuple[str, ...]
    """Names of the files that it is saved to, small."""
    is_told: bool
    """Whether all its names stand in the text; some are computed."""
    place: Place
    """The code that draws it."""

    @property
    def named(self) -> Series:
        """The curves that its names speak of."""
        return series_in("\n".join(self.words))

    @property
    def splits(self) -> frozenset[str]:
        """The data whose curves are drawn, by the names of the variables."""
        return frozenset(
            _SPLITS[match[1][:2].casefold()]
            for words in self.drawn
            for match in _VARIABLE.finditer(words)
        )


def drawings_in(text: str, place: Place) -> Iterator[Drawing]:
    """Every figure of one piece of code, in order."""
    words: list[str] = []
    drawn: list[str] = []
    files: list[str] = []
    is_told = True
    count = 0
    for match in _DRAWN.finditer(text[:LONGEST_CODE]):
        if match["new"]:
            if words or drawn:
                yield Drawing(
                    words=tuple(words),
                    drawn=tuple(drawn),
                    files=tuple(files),
                    is_told=is_told,
                    place=place,
                )
                count += 1
            if count >= MOST:
                return
            words, drawn, files, is_told = [], [], [], True
        elif match["open"]:
            is_told = False
        elif match["saved"]:
            files += [name.casefold() for name in _NAME.findall(match["saved"])]
        elif match["given"] is not None:
            drawn.append(re.split(r"\b(?:label|color|linestyle|marker)\s*=", match["given"])[0])
        else:
            found = (match["legend"], *match.group(3, 4, 5, 6))
            words += [one for one in found if one]
    if words or drawn:
        yield Drawing(
            words=tuple(words),
            drawn=tuple(drawn),
            files=tuple(files),
            is_told=is_told,
            place=place,
        )
