"""Which submissions of a class are to be run."""

from grader.errors import SettingsError
from grader.records import Submission
from grader.settings import Settings


def must_run(submission: Submission, settings: Settings, is_known: bool) -> bool:
    """Whether one is run now; `is_known` says that there is evidence of it already."""
    wanted = not settings.only or submission.id in settings.only
    return wanted and (settings.fresh or not is_known)


def refuse_unknown(submissions: tuple[Submission, ...], named: tuple[str, ...]) -> None:
    """Raise `SettingsError` for an id that no submission has."""
    known = [submission.id for submission in submissions]
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if unknown:
        there = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
        raise SettingsError(f"{unknown[0]}: no submission has this id, there are {there}")
