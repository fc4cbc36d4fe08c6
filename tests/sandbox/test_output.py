"""Reading what a kernel says, whatever it says."""

from typing import Any

import pytest

from grader.sandbox.output import CellOutput, error_in


@pytest.mark.parametrize(
    ("limit", "kept", "dropped"),
    [(6, "ab\ncd\n", 0), (5, "ab\ncd", 1), (1, "a", 5), (0, "", 6)],
)
def test_output_is_kept_up_to_the_limit_and_counted_beyond(
    limit: int, kept: str, dropped: int
) -> None:
    output = CellOutput(limit)

    output.take("stream", {"text": "ab\n"})
    output.take("execute_result", {"data": {"text/plain": "cd", "text/html": "<b>"}})

    assert (output.text, output.dropped_bytes) == (kept, dropped)


def test_a_character_is_never_cut_in_two() -> None:
    output = CellOutput(2)

    output.take("stream", {"text": "aé"})

    assert (output.text, output.dropped_bytes) == ("a", 2)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", None),
        ("stream", []),
        ("stream", {"text": 5}),
        ("display_data", {"data": "text"}),
        ("display_data", {"data": {"image/png": "x"}}),
        ("comm_open", {"text": "x"}),
    ],
)
def test_anything_but_text_is_passed_over(kind: str, content: Any) -> None:
    output = CellOutput(10)

    output.take(kind, content)

    assert (output.text, output.dropped_bytes) == ("", 0)


@pytest.mark.parametrize(
    ("told", "counted"), [(5, 5), (-5, 0), ("5", 0), (None, 0), (10**30, 10**15)]
)
def test_the_kernels_own_count_is_believed_within_reason(told: object, counted: int) -> None:
    output = CellOutput(10)

    output.take_count(told)

    assert output.dropped_bytes == counted


def a_reply(*traceback: str, name: object = "ValueError", message: object = "bad") -> Any:
    content = {"status": "error", "ename": name, "evalue": message, "execution_count": 3}
    return {"content": {**content, "traceback": list(traceback)}}


@pytest.mark.parametrize("reply", [None, {}, {"content": 1}, {"content": {"status": "ok"}}])
def test_a_reply_without_an_error_has_none(reply: Any) -> None:
    assert error_in(reply) is None


def test_an_error_is_told_in_one_line() -> None:
    error = error_in(a_reply(message="several\n lines " + "x" * 1000))

    assert error is not None
    assert error.words.startswith("ValueError: several lines xxx")
    assert len(error.words) == 400


@pytest.mark.parametrize(
    ("traceback", "source", "line"),
    [
        (["\x1b[36mCell\x1b[39m \x1b[32mIn[3]\x1b[39m\x1b[32m, line 2\x1b[39m"], "", 2),
        (["Cell In[3], line 2", "Cell In[3], line 7"], "", 7),
        # The function was defined in an earlier cell: its lines are not ours.
        (["Cell In[3], line 2", "Cell In[1], line 9"], "", 2),
        (["Cell In[1], line 9"], "", None),
        (["Cell In[3], line 2"], "\n  \nx\ny", 4),
        (["Cell In[3], line 1", "File <timed exec>:2"], "%%time\na\nb", 3),
        (["Cell In[3], line 99999999999999999999"], "", None),
        ([], "", None),
    ],
)
def test_the_line_is_that_of_the_cell_as_the_student_sees_it(
    traceback: list[str], source: str, line: int | None
) -> None:
    error = error_in(a_reply(*traceback), source)

    assert error is not None
    assert error.line == line
