"""What the kernel itself sends no more of, before it reaches us."""

from typing import Any

import pytest

from grader.probe.launch import MESSAGES, TEXT_CHARACTERS, Allowance


def a_message(kind: str, content: dict[str, Any], *, cell: str = "c1") -> dict[str, Any]:
    return {"header": {"msg_type": kind}, "parent_header": {"msg_id": cell}, "content": content}


def test_printed_text_is_shortened_to_what_is_left_and_the_rest_reported() -> None:
    allowance = Allowance(5)

    first = allowance.bound(a_message("stream", {"name": "stdout", "text": "abc"}))
    second = allowance.bound(a_message("stream", {"name": "stderr", "text": "defg"}))
    third = allowance.bound(a_message("stream", {"name": "stdout", "text": "h"}))
    reply = allowance.bound(a_message("execute_reply", {"status": "ok"}))

    assert first is not None
    assert second is not None
    assert reply is not None
    assert first["content"] == {"name": "stdout", "text": "abc"}
    assert second["content"] == {"name": "stderr", "text": "de"}
    assert third is None
    assert reply["content"]["dropped"] == 3


def test_every_cell_has_an_allowance_of_its_own() -> None:
    allowance = Allowance(3)
    allowance.bound(a_message("stream", {"text": "abcdef"}))

    other = allowance.bound(a_message("stream", {"text": "xyz"}, cell="c2"))
    reply = allowance.bound(a_message("execute_reply", {"status": "ok"}, cell="c2"))

    assert other is not None
    assert other["content"]["text"] == "xyz"
    assert reply is not None
    assert reply["content"]["dropped"] == 0


def test_only_the_plain_text_of_a_display_is_sent() -> None:
    display = a_message("display_data", {"data": {"text/plain": "<Figure>", "image/png": "x"}})

    bounded = Allowance(100).bound(display)

    assert bounded is not None
    assert bounded["content"]["data"] == {"text/plain": "<Figure>"}


def test_the_number_of_messages_is_bounded_too() -> None:
    allowance = Allowance(10**9)

    sent = [allowance.bound(a_message("stream", {"text": "."})) for _ in range(MESSAGES + 5)]

    assert sum(message is not None for message in sent) == MESSAGES
    assert allowance.dropped == 5


def test_widgets_are_not_sent() -> None:
    assert Allowance(100).bound(a_message("comm_open", {"data": {}})) is None


@pytest.mark.parametrize("kind", ["error", "execute_reply"])
def test_errors_are_shortened(kind: str) -> None:
    content = {"status": "error", "evalue": "x" * 10**6, "traceback": ["y" * 10**6, "Cell In[1]"]}

    bounded = Allowance(100).bound(a_message(kind, content))

    assert bounded is not None
    assert len(bounded["content"]["evalue"]) == TEXT_CHARACTERS
    assert bounded["content"]["traceback"] == ["y" * TEXT_CHARACTERS, "Cell In[1]"]


def test_the_end_of_a_long_traceback_is_kept() -> None:
    content = {"evalue": "", "traceback": [str(number) for number in range(3000)]}

    bounded = Allowance(100).bound(a_message("error", content))

    assert bounded is not None
    assert len(bounded["content"]["traceback"]) == 200
    assert bounded["content"]["traceback"][-1] == "2999"


def test_status_messages_pass_unchanged() -> None:
    status = a_message("status", {"execution_state": "idle"})

    assert Allowance(0).bound(status) == status
