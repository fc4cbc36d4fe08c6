"""Every image of every figure that a run drew, with what it shows as far as words tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.matching.figures.code import drawing_of
from grader.matching.figures.reading import source_of
from grader.matching.figures.words import as_words
from grader.matching.once import once
from grader.records import Evidence, Kind, Plot, PlotAxes, PlotImage

WEIGHTS, FACES, RECONSTRUCTIONS, NOISY, EIGENFACES = KINDS = (
    "weights",
    "faces",
    "reconstructions",
    "noisy",
    "eigenfaces",
)
MOST_PADDING = 12
"""Pixels that `make_grid` may put between images."""
LONGEST_CELL = 20_000

_WORDS = {
    EIGENFACES: re.compile(
        r"\b(?:eigen ?(?:faces?|vectors?|images?)|svd|pca|principal components?|components?|vh?t?"
        r"|singular vectors?|eigengesichter|visages propres)\b|特征脸"
    ),
    WEIGHTS: re.compile(
        r"\b(?:weights?|filters?|kernels?|gewichte?|poids|state dict|w 1|w 0|neurons?|fc 1"
        r"|first layer|hidden units?|ghost faces?)\b|权重"
    ),
    NOISY: re.compile(
        r"\b(?:nois\w*|corrupt\w*|verrauscht\w*|rauschen|bruit\w*|masked|zeroed|perturbed"
        r"|degraded)\b|噪"
    ),
    RECONSTRUCTIONS: re.compile(
        r"\b(?:re ?construct\w*|recons?|recs?|outputs?|outs?|decoded|predict\w*|preds?|denoised"
        r"|restored|cleaned|rekonstru\w*|sorties?|y hat|x hat|hat|generated)\b|重建|重构|输出"
    ),
    FACES: re.compile(
        r"\b(?:faces?|originals?|inputs?|images?|imgs?|samples?|clean|gesichter|visages?|targets?"
        r"|x|raw|truth)\b|原"
    ),
}
_EPOCH = re.compile(r"\b(?:epochs?|epoche|epoque|ep|after|step|iteration) (\d{1,9})\b")
_DENOISED = re.compile(r"\bde ?nois\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One image of a figure."""

    number: int
    """Index of its figure among the evidence's plots."""
    plot: Plot
    axes: PlotAxes
    image: PlotImage
    kinds: frozenset[str]
    """What it may show; one if its words tell, none if nothing does."""
    is_named: bool
    """Whether words at the image, or the name of what is drawn, tell it."""
    epoch: int | None
    """The epoch or step that its words name."""

    @property
    def told(self) -> str:
        """It in a few words, for a fact."""
        title = self.axes.title or self.plot.title
        shape = "×".join(map(str, self.image.shape))
        return f"{title[:80]} {shape} ({self.plot.place})".strip()


@once
def images_of(evidence: Evidence) -> tuple[Picture, ...]:
    """All images of the figures that the run drew, heatmaps left out."""
    return tuple(
        picture
        for number, plot in enumerate(evidence.plots)
        if plot.kind is Kind.OBSERVED and any(axes.images for axes in plot.axes)
        for picture in _of_figure(evidence, number, plot)
    )


def count_in(image: PlotImage, size: tuple[int, int] | None) -> int:
    """How many images of a size one image is put together from; 0 if it is of another size."""
    height, width = image.shape[:2]
    if size is None:
        return image.tiles or 1
    if (height, width) == size:
        return 1
    for padding in range(MOST_PADDING + 1):
        rows, down = divmod(height - padding, size[0] + padding)
        columns, right = divmod(width - padding, size[1] + padding)
        if down == right == 0 and rows * columns > 1:
            return min(rows * columns, image.tiles or rows * columns)
    return 0


def are_near(one: PlotImage, other: PlotImage, *, most: float = 3.0) -> bool:
    """Whether two images look the same: the mean difference of their small pictures, of 255."""
    if one.digest and one.digest == other.digest:
        return True
    if not one.thumbnail or len(one.thumbnail) != len(other.thumbnail):
        return False
    pairs = zip(bytes.fromhex(one.thumbnail), bytes.fromhex(other.thumbnail), strict=True)
    differences = [abs(a - b) for a, b in pairs]
    return sum(differences) <= most * len(differences)


def _of_figure(evidence: Evidence, number: int, plot: Plot) -> Iterator[Picture]:
    source = source_of(evidence, plot)
    text = source.text if source else ""
    calls = [call.words for call in drawing_of(text).calls if call.is_image]
    for axes in plot.axes:
        for image in axes.images:
            if image.kind != "image":
                continue
            own = (axes.title, axes.x_label, axes.y_label)
            named = _first(own) or _first((plot.title,)) or _all(calls)
            around = (source.heading if source else "", text[:LONGEST_CELL])
            yield Picture(
                number=number,
                plot=plot,
                axes=axes,
                image=image,
                kinds=named or _all(around),
                is_named=len(named) == 1,
                epoch=_epoch((*own, plot.title)),
            )


def kinds_in(text: str) -> frozenset[str]:
    """What a text says that images show."""
    words = _DENOISED.sub(" reconstructed ", as_words(text))
    found = [kind for kind, pattern in _WORDS.items() if pattern.search(words)]
    # `reconstructed faces`, `noisy images` and `weights of the first layer` say it more closely.
    particular = [kind for kind in found if kind != FACES]
    if particular == [NOISY, RECONSTRUCTIONS]:
        particular = [RECONSTRUCTIONS]
    return frozenset(particular or found)


def _first(texts: Sequence[str]) -> frozenset[str]:
    return next((kinds for text in texts if text and (kinds := kinds_in(text))), frozenset())


def _all(texts: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        for start in range(0, len(text), 200):
            found |= kinds_in(text[start : start + 260])
    return frozenset(found)


def _epoch(texts: Sequence[str]) -> int | None:
    for text in texts:
        if match := _EPOCH.search(as_words(text)):
            return int(match[1])
    return None
