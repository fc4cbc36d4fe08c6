"""What the items of a rubric may refer to, gathered once and handed down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from grader.rubric_file.complaints import Complaints
from grader.rubric_file.surroundings import Surroundings

NO_GROUPS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the items of a rubric may refer to."""

    surroundings: Surroundings
    """Checks and data."""
    networks: Collection[str]
    """Names of the rubric's networks, also of those that are wrong."""
    groups: Mapping[str, tuple[str, ...]]
    """Groups of networks by name."""
    questions: Collection[str]
    """Ids of the rubric's questions, also of those that are wrong."""
    complaints: Complaints
    """Where complaints go."""
