"""Work on a rubric: start one, explain an item, try it on a submission, audit it."""

from grader.rubric_tools.command import rubric_command

__all__ = ["rubric_command"]
