"""Everything that can go wrong on our side. A student's failure is data, never one of these.

GraderError
├── IngestError         a path we were given cannot be read at all
├── RubricError         the rubric is wrong; carries every complaint
├── ExpectedFileError   an expected-numbers file is not one
├── DataError           a data set is not there or not what it claims to be
├── SandboxError        our machine failed to run something; never a deduction
├── ProbeError          what came out of the sandbox cannot be read
├── StoreError          the results folder cannot be used
└── SettingsError       options that make no sense together
"""


class GraderError(Exception):
    """Something on our side failed; the message is one line: place, what, what would be right."""


class IngestError(GraderError):
    """The path that was given cannot be read."""


class RubricError(GraderError):
    """The rubric cannot be used; `complaints` holds one line for each thing that is wrong."""

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


class ExpectedFileError(GraderError):
    """A file of expected numbers cannot be read."""


class DataError(GraderError):
    """A data set is not where it was said to be, or is not what it claims to be."""


class SandboxError(GraderError):
    """The sandbox itself failed; it says nothing about the submission."""


class ProbeError(GraderError):
    """The files that the probe left behind are not what the probe writes."""


class StoreError(GraderError):
    """The folder of results cannot be read or written."""


class SettingsError(GraderError):
    """The options cannot be used together."""
