"""`grade doctor`: tells what this machine can enforce, tries each, and says what to do."""

from grader.doctor.command import doctor_command

__all__ = ["doctor_command"]
