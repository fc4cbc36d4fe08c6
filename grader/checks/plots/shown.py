"""Check on whether a figure shows what was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from grader.checks.plots.asked import Asked, Shown, against_others, shown
from grader.checks.plots.hidden import elsewhere, figures_doubt, was_cut
from grader.checks.plots.scope import scope_of, wanted_ids
from grader.checks.words import answer, listed
from grader.matching.figures.documents import Pictured, pictures_of
from grader.matching.figures.reading import Curve, curves_of
from grader.matching.figures.words import ALONG, QUANTITIES, SPLITS
from grader.records import Answer, Case, Evidence, Fact, Kind, Outcome

Y_CHOICES = tuple(QUANTITIES)
"""What the heights of a curve may be asked to be."""
X_CHOICES = tuple(ALONG)
"""What it may be asked to be drawn against."""
SERIES_CHOICES = SPLITS
"""The data that curves may be asked to be of."""
MOST_PLACES = 4
"""Places that a person is sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked for and what was found."""

    evidence: Evidence
    asked: Asked
    curves: tuple[Curve, ...]
    """All curves of the submission."""
    found: tuple[Shown, ...]
    """For each data that was asked for, the curves that are of it."""
    is_scoped: bool
    """Whether the figure must be of one network, or of one question."""

    @property
    def lacking(self) -> tuple[Shown, ...]:
        """The data whose curves were not found for certain."""
        return tuple(each for each in self.found if not each.suffices(self.asked.at_least))

    @property
    def missing(self) -> str:
        """What was not found, in words."""
        return self.asked.told([each.split for each in self.lacking])

    @property
    def is_partly_there(self) -> bool:
        """Whether some of it was found."""
        return any(each.sure for each in self.found)


def plot(
    case: Case,
    *,
    y: str,
    x: str = "",
    series: tuple[str, ...] = (),
    network: str = "",
    inputs: int | None = None,
    outputs: int | None = None,
    recurrent: bool = False,
    question: str = "",
    at_least: int = 1,
) -> Answer:
    """A figure shows the curves that the assignment asks for."""
    if unknown := [name for name in series if name not in SERIES_CHOICES]:
        raise ValueError(f"series are of {', '.join(SERIES_CHOICES)}, not {unknown[0]}")
    asked = Asked(y=y, x=x, series=series or ("",), at_least=at_least)
    curves = curves_of(case.evidence)
    wanted = wanted_ids(case, network=network, inputs=inputs, outputs=outputs, recurrent=recurrent)
    belongs = scope_of(case, curves, wanted=wanted, question=question)
    search = Search(
        evidence=case.evidence,
        asked=asked,
        curves=curves,
        found=tuple(
            shown(case.evidence, asked, split, curves=curves, belongs=belongs)
            for split in asked.series
        ),
        is_scoped=wanted is not None or bool(question),
    )
    told = Fact(label="Asked", text=asked.told(asked.series))
    result = _decide(search)
    return replace(result, facts=(told, *_found(search), *result.facts))


def _decide(search: Search) -> Answer:
    if not search.lacking:
        return answer(Outcome.MET)
    at_least = search.asked.at_least
    if all(each.may_suffice(at_least) for each in search.lacking):
        told = f"nothing tells for certain which figure shows the {search.missing}"
        curves = (curve for each in search.lacking for curve in each.maybe)
        return answer(Outcome.OPEN, told, _look_at(curves))
    pictures = [each for each in pictures_of(search.evidence) if each.may_show(search.asked.y)]
    if saying := [each for each in pictures if _says(search, each)]:
        return _said_to_show(search, saying)
    return _not_there(search, pictures)


def _said_to_show(search: Search, saying: Sequence[Pictured]) -> Answer:
    is_any = not search.is_scoped and search.asked.at_least == 1
    plain = [each for each in saying if _is_plain(search.asked, each)]
    if is_any and plain:
        told = "the words inside a figure of the write-up name these curves"
        return answer(Outcome.MET, told, _pictured(plain))
    told = f"the run drew no {search.missing}, but a figure of the write-up is said to show it"
    return answer(Outcome.OPEN, told, _pictured(saying))


def _not_there(search: Search, pictures: Sequence[Pictured]) -> Answer:
    evidence, missing = search.evidence, search.missing
    splits = [each.split for each in search.lacking]
    if others := against_others(search.asked, splits, search.curves):
        told = f"no figure shows the {missing}, but one shows it against something else"
        return answer(Outcome.SUSPECTED, told, _look_at(others))
    words = f"the figures lack the {missing}" if search.is_partly_there else ""
    words = words or f"no figure shows the {missing}"
    place, facts = elsewhere(evidence), [*_pictured(pictures)]
    if place:
        facts.append(place)
    told = place.text if place else "the write-up has figures that may show it"
    hidden = figures_doubt(evidence)
    if not hidden and not facts:
        return answer(Outcome.NOT_MET, words)
    # What our limits cut short points at nothing, and neither does a figure that nobody read.
    is_open = was_cut(evidence) or (bool(facts) and not search.is_partly_there)
    outcome = Outcome.OPEN if is_open else Outcome.SUSPECTED
    return answer(outcome, f"{words}, but {hidden or told}", facts)


def _says(search: Search, picture: Pictured) -> bool:
    names, asked = picture.splits(), search.asked
    covered = all(not e.split or names & asked.accepts(e.split) for e in search.lacking)
    return picture.says(asked.y) and (not names or covered)


def _is_plain(asked: Asked, picture: Pictured) -> bool:
    """Whether the words drawn inside a picture, and not its caption alone, name all curves."""
    inside = replace(picture, caption="")
    names = inside.splits()
    every = all(not split or names & asked.accepts(split) for split in asked.series)
    return picture.is_drawn and inside.says(asked.y) and every


def _found(search: Search) -> list[Fact]:
    curves = list({id(curve): curve for each in search.found for curve in each.sure}.values())
    if not curves:
        return []
    text = listed(dict.fromkeys(curve.told for curve in curves))
    return [Fact(label="Found", text=text, kind=Kind.OBSERVED, place=curves[0].plot.place)]


def _look_at(curves: Iterable[Curve]) -> list[Fact]:
    figures = {curve.number: curve for curve in curves}
    return [
        Fact(label="Look at", text=curve.told, kind=Kind.OBSERVED, place=curve.plot.place)
        for curve in list(figures.values())[:MOST_PLACES]
    ]


def _pictured(pictures: Sequence[Pictured]) -> list[Fact]:
    return [
        Fact(
            label="Look at",
            text=(each.caption or each.inside or "a figure of the write-up")[:200],
            kind=Kind.CLAIMED,
            place=each.place,
        )
        for each in pictures[:MOST_PLACES]
    ]
