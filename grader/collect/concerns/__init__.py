"""What a person should look at: two sides that do not fit, and odd things about a run."""

from grader.collect.concerns.copies import copy_concerns
from grader.collect.concerns.hidden_words import hidden_words
from grader.collect.concerns.hiding import hiding_files
from grader.collect.concerns.no_trainings import Known, no_training_concerns, without_none
from grader.collect.concerns.witness import Witnessed, read_witnessed, witnessed_concerns

__all__ = [
    "Known",
    "Witnessed",
    "copy_concerns",
    "hidden_words",
    "hiding_files",
    "no_training_concerns",
    "read_witnessed",
    "without_none",
    "witnessed_concerns",
]
