"""How a run behaves: made by the command line, read by every stage, never by the judge."""

from dataclasses import dataclass, field
from pathlib import Path

from grader.records import Given, Limits

DEFAULT_OUT = Path("graded")
DEFAULT_WORKERS = 1
SANDBOX_CHOICES = ("auto", "bubblewrap", "docker", "podman", "none")
START_ATTEMPTS = 3
"""How often a sandbox that fails to start is tried before the submission waits for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of one run."""

    out: Path = DEFAULT_OUT
    """Folder that everything is written to."""
    workers: int = DEFAULT_WORKERS
    """Submissions that run at once."""
    data: Path | None = None
    """Folder with the real data sets; None means the user's cache, a download or the stand-in."""
    offline: bool = False
    """Whether downloading data is ruled out."""
    sandbox: str = "auto"
    """Which member of the sandbox family runs submissions."""
    limits: Limits = field(default_factory=Limits)
    """What one submission may use, and how its time is spent."""
    fresh: bool = False
    """Whether stored evidence is ignored and everything is executed again."""
    given: Given = Given.EITHER
    """Whether the path is a class's folder or one submission."""
    only: tuple[str, ...] = ()
    """Ids of the submissions to grade; empty means all."""
