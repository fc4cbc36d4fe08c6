"""A pure function that is asked the same thing of the same submission works once."""

import threading

import pytest

from grader.matching.once import once
from grader.records import Evidence


def _evidence(name: str = "anna") -> Evidence:
    return Evidence(submission=name, name=name, digest="0")


class Counted:
    """A function that counts how often it worked."""

    def __init__(self) -> None:
        self.times = 0
        self.ask = once(self._work)

    def _work(self, evidence: Evidence, *more: object, split: str = "") -> str:
        self.times += 1
        return f"{evidence.submission} {more} {split}"


def test_the_same_question_is_answered_from_memory() -> None:
    counted, evidence, several = Counted(), _evidence(), [1, 2]

    first = counted.ask(evidence, "a", ("b", 1), several, split="test")
    second = counted.ask(evidence, "a", ("b", 1), several, split="test")

    assert first == second
    assert counted.times == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [(("a",), ("b",)), ((1,), (True,)), ((1,), (1.0,)), ((("a",),), (("b",),)), (("a",), ("a", 1))],
)
def test_another_question_is_asked(first: tuple[object, ...], second: tuple[object, ...]) -> None:
    counted, evidence = Counted(), _evidence()

    assert counted.ask(evidence, *first) != counted.ask(evidence, *second)


def test_an_equal_object_is_not_the_same_one() -> None:
    counted, evidence = Counted(), _evidence()
    counted.ask(evidence, [1])
    counted.ask(evidence, [1])
    counted.ask(_evidence(), [1])

    assert counted.times == 3


def test_objects_that_come_and_go_are_never_taken_for_each_other() -> None:
    counted, evidence = Counted(), _evidence()

    # Each list is gone when the next one is made, which may well lie where the first one lay.
    answers = [counted.ask(evidence, [number]) for number in range(200)]

    assert answers == [f"anna ([{number}],) " for number in range(200)]


def test_only_the_last_submission_is_remembered() -> None:
    counted, anna, ben = Counted(), _evidence("anna"), _evidence("ben")
    for evidence in (anna, ben, anna):
        counted.ask(evidence)

    assert counted.times == 3


def test_threads_do_not_see_each_other_s_submissions() -> None:
    counted = Counted()
    wrong: list[int] = []

    def ask(name: str) -> None:
        evidence = _evidence(name)
        wrong.extend(n for n in range(300) if counted.ask(evidence, n) != f"{name} ({n},) ")

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("anna", "ben", "cleo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
