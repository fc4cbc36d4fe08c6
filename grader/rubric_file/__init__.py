"""Rubrics: YAML and expected numbers become a Rubric, or every complaint at once with its line."""

from grader.rubric_file.describe import describe_rubric
from grader.rubric_file.load import load_rubric, read_rubric
from grader.rubric_file.schema import rubric_schema, schema_for
from grader.rubric_file.surroundings import Check, Choices, Surroundings

__all__ = [
    "Check",
    "Choices",
    "Surroundings",
    "describe_rubric",
    "load_rubric",
    "read_rubric",
    "rubric_schema",
    "schema_for",
]
