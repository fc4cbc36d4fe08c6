"""Strangers' text can be read, and can do nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.render import text
from tests.render.invented import HOSTILE

MARKUP_FREE = {"inline", "text", "paragraph_open", "paragraph_close", "text_special"}


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("plain, with ünïcode and 漢字", "plain, with ünïcode and 漢字"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]never ends", ""),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bPdevice\x1b\\x", "x"),
        ("over\x08\x08written\x00\x7f", "overwritten"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eexe.txt\u202c\u2066\u200f\u061c", "exe.txt"),
        ("zero\u200bwidth\ufeff\u00ad\U000e0041", "zerowidth"),
        ("\ud800lone", "\ufffdlone"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Z" + "\u0301" * 40, "Z" + "\u0301" * 3),
    ],
)
def test_text_keeps_what_can_be_read_and_loses_what_can_act(given_text: str, shown: str) -> None:
    assert text.clean(given_text) == shown


def test_long_text_is_cut_and_says_so() -> None:
    shown = text.clean("x" * 10_000, limit=100)

    assert shown == "x" * 100 + " … (9,900 more characters)"


@given(st.text(max_size=3_000))
def test_cleaned_text_is_short_and_holds_no_controls(anything: str) -> None:
    shown = text.clean(anything, limit=500)

    assert len(shown) < 600
    assert all(
        character == "\n"
        or character.isprintable()
        or character.isspace()
        or character in "\u200c\u200d"
        for character in shown
    )
    assert not set(shown) & set("\x1b\x9b\r\u202e\u2066")


@given(st.text(max_size=300))
def test_one_line_is_one_line(anything: str) -> None:
    assert len(text.one_line(anything).splitlines()) <= 1


def inner(tokens: list[Token]) -> set[str]:
    """The kinds of all tokens, those inside others too."""
    return {kind for token in tokens for kind in (token.type, *inner(token.children or []))}


def assert_that_it_is_plain(anything: str) -> None:
    line = text.one_line(anything)
    parser = MarkdownIt("gfm-like", {"linkify": False, "html": True})

    tokens = parser.parse(text.markdown(line))

    assert inner(tokens) <= MARKUP_FREE
    assert "".join(child.content for token in tokens for child in token.children or []) == line


@pytest.mark.parametrize(
    "anything",
    [
        *HOSTILE,
        "# title",
        "1. list",
        "12) list",
        "- list",
        "+ list",
        "---",
        "===",
        "> quote",
        "```",
        "~~~ x",
        "a *b* _c_ **d** ~~e~~ `f`",
        "[a](http://x) ![b](data:x) <http://x>",
        "&lt;b&gt; &amp;#60;",
        "back\\slash\\",
        ": term",
    ],
)
def test_no_line_becomes_markdown_markup(anything: str) -> None:
    assert_that_it_is_plain(anything)


@given(st.text(alphabet="ab1 \\`*_{}[]()<>#+-.!|&;:=~$^@/\n", max_size=60))
def test_no_mixture_of_signs_becomes_markdown_markup(anything: str) -> None:
    assert_that_it_is_plain(anything)


def test_an_address_is_no_link_even_where_bare_ones_are() -> None:
    assert text.markdown("see https://x.y and www.x.y") == r"see https\://x.y and www\.x.y"


@pytest.mark.parametrize(
    ("given_text", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("'quoted", "''quoted"),
        ("", ""),
    ],
)
def test_a_formula_becomes_text_in_a_spreadsheet(given_text: str, cell: str) -> None:
    assert text.csv_cell(given_text) == cell


@given(st.text())
def test_a_cell_gives_back_its_text(anything: str) -> None:
    cell = text.csv_cell(anything)

    assert text.from_csv_cell(cell) == anything
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
