"""nbclient's exceptions are translated in one table, and the table is complete."""

import inspect

import pytest
from nbclient import exceptions

from grader.errors import SandboxError
from grader.records import EndingName
from grader.sandbox.kernel import TRANSLATION, translate


def test_every_exception_of_nbclient_is_in_the_table() -> None:
    defined = {
        value
        for _, value in inspect.getmembers(exceptions, inspect.isclass)
        if issubclass(value, Exception) and value.__module__ == exceptions.__name__
    }

    assert set(TRANSLATION) == defined


def test_a_dead_kernel_and_a_raised_error_are_endings() -> None:
    assert translate(exceptions.DeadKernelError()) is EndingName.DIED
    assert translate(exceptions.CellExecutionError("", "", "")) is EndingName.RAISED


def test_what_no_submission_can_cause_is_our_failure() -> None:
    with pytest.raises(SandboxError):
        translate(exceptions.CellExecutionComplete())
