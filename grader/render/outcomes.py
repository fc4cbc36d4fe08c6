"""The word, the symbol and the colour of each outcome, the same in every format."""

from dataclasses import dataclass

from grader.records import Finding, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one outcome looks."""

    css: str
    """Its class in HTML, which gives the colour."""
    symbol: str
    """One character, so that colour is never the only sign."""
    word: str
    """One word for it."""
    sentence: str
    """What it means, in one sentence."""
    terminal: str
    """Its style in a terminal."""


LOOKS: dict[Outcome, Look] = {
    Outcome.MET: Look(
        css="kept",
        symbol="✓",
        word="kept",
        sentence="This is as asked, and costs nothing.",
        terminal="green",
    ),
    Outcome.NOT_MET: Look(
        css="lost",
        symbol="✗",
        word="lost",
        sentence="This is not as asked, and costs the points shown.",
        terminal="red",
    ),
    Outcome.SUSPECTED: Look(
        css="waits",
        symbol="?",
        word="waits",
        sentence="Something points at it; a person looks before it costs anything.",
        terminal="yellow",
    ),
    Outcome.OPEN: Look(
        css="open",
        symbol="○",
        word="open",
        sentence="Only a person can tell; it costs nothing unless a person says so.",
        terminal="blue",
    ),
    Outcome.SKIPPED: Look(
        css="skipped",
        symbol="–",
        word="skipped",
        sentence="Something that comes before it was not met, so it was not asked.",
        terminal="dim",
    ),
}

REMARK = Look(
    css="remark",
    symbol="i",
    word="remark",
    sentence="This is worth knowing, and costs nothing.",
    terminal="cyan",
)

BONUS = Look(
    css="kept",
    symbol="+",
    word="bonus",
    sentence="This goes beyond what was asked, and adds points.",
    terminal="green",
)
NO_BONUS = Look(
    css="skipped",
    symbol="–",
    word="no bonus",
    sentence="This would have added points, and costs none.",
    terminal="dim",
)


def look(finding: Finding) -> Look:
    """How a finding looks: by its outcome, or as a remark when it can cost nothing."""
    if finding.criterion.is_bonus and finding.answer.outcome is not Outcome.OPEN:
        return _bonus_look(finding)
    fell = finding.answer.outcome in (Outcome.NOT_MET, Outcome.SUSPECTED)
    is_remark = fell and not finding.criterion.most_points
    return REMARK if is_remark else LOOKS[finding.answer.outcome]


def _bonus_look(finding: Finding) -> Look:
    """A bonus that is suspected not to be earned is open: nothing can be lost by it."""
    if finding.answer.outcome is Outcome.MET:
        return BONUS
    undecided = finding.answer.outcome is Outcome.SUSPECTED
    return LOOKS[Outcome.OPEN] if undecided else NO_BONUS
