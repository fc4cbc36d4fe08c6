"""The figures that code draws, with the names that it gives them, as its text says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.consistency.document.series import Series, series_in
from grader.records import Place

LONGEST_CODE = 200_000
MOST = 300
"""Figures of one piece of code."""


def _string(name: str) -> str:
    """A string between quotes, in groups of these names."""
    return (
        r"\s*\(?\s*[rfbuRFBU]{0,2}"
        rf"(?:\"(?P<{name}>[^\"\n]{{0,200}})\"|'(?P<{name}_too>[^'\n]{{0,200}})')"
    )


_DRAWN = re.compile(
    r"(?P<saved>\b(?:savefig|save_fig|write_image|savefigure)\s*\(\s*[^,)\n]{0,120})"
    r"|(?P<new>\.(?:figure|subplots|show|close|clf|cla)\s*\()"
    rf"|(?:\b(?:set_)?(?:(?P<axis>[xy])label|title|suptitle)\s*[(=])(?:{_string('named')})"
    rf"|\blabel\s*=(?:{_string('label')})"
    r"|\b(?:legend\s*\(\s*(?:labels\s*=\s*)?[\[(](?P<legend>[^\])]{0,300}))"
    r"|\b(?P<open>(?:(?:set_)?(?:[xy]label|title|suptitle)\s*\(|[xy]?label\s*=)\s*[^\s)])"
    r"|\.(?:plot|semilogy|semilogx|loglog|errorbar|scatter)\s*\((?=(?P<given>[^\n]{0,200}))"
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
    x: tuple[str, ...]
    """Names of its horizontal axes."""
    y: tuple[str, ...]
    """Names of its vertical axes."""
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
    found = _Found()
    count = 0
    for match in _DRAWN.finditer(text[:LONGEST_CODE]):
        if match["new"]:
            if found.words or found.drawn:
                yield found.drawing(place)
                count += 1
            if count >= MOST:
                return
            found = _Found()
        else:
            found.add(match)
    if found.words or found.drawn:
        yield found.drawing(place)


@dataclass(slots=True, kw_only=True)
class _Found:
    """What was read of a figure up to now."""

    words: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    axes: dict[str, list[str]] = field(default_factory=lambda: {"x": [], "y": []})
    is_told: bool = True

    def add(self, match: re.Match[str]) -> None:
        if match["open"]:
            self.is_told = False
        elif match["saved"]:
            self.files += [name.casefold() for name in _NAME.findall(match["saved"])]
        elif match["given"] is not None:
            curves = re.split(r"\b(?:label|color|linestyle|marker)\s*=", match["given"])
            self.drawn.append(curves[0])
        else:
            named = match["named"] or match["named_too"]
            found = (match["legend"], named, match["label"], match["label_too"])
            self.words += [one for one in found if one]
            if match["axis"] and named:
                self.axes[match["axis"]].append(named)

    def drawing(self, place: Place) -> Drawing:
        return Drawing(
            words=tuple(self.words),
            drawn=tuple(self.drawn),
            files=tuple(self.files),
            x=tuple(self.axes["x"]),
            y=tuple(self.axes["y"]),
            is_told=self.is_told,
            place=place,
        )
