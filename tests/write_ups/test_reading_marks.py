"""Bold words, stars, spans of cells and what else marks do to texts and tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.records.write_up import Block, BlockKind, WriteUp
from tests.write_ups.finding import blocks_of, headings, holding, only, read
from tests.write_ups.hostile_files import docx

Open = Callable[[Path], WriteUp]
SPANNED = (
    '<table><tr><th rowspan="2">Model</th><th colspan=2>Accuracy</th></tr><tr><th>val</th>'
    "<th>test</th></tr><tr><td rowspan=2>A</td><td>1</td><td><b>2</b></td></tr><tr><td>3</td>"
    "<td>4</td></tr><tr><td>B</td><td>10<sup>-3</sup></td><td>5</td></tr></table>"
)
SPANNED_ROWS = (
    ("Model", "Accuracy", ""), ("", "val", "test"), ("A", "1", "2"), ("", "3", "4"),
    ("B", "10^{-3}", "5"),
)  # fmt: skip


def bold(block: Block) -> list[str]:
    return [block.text[first:end] for first, end in block.bold]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("(64+1)*64 + (10+1)*10", "(64+1)*64 + (10+1)*10"),
        ("so 32*32*3 and a*b*c, 2**10, x**2", "so 32*32*3 and a*b*c, 2**10, x**2"),
        ("5*10^-4, 64 *64, f(x)*g(y)", "5*10^-4, 64 *64, f(x)*g(y)"),
        ("*n* = 16, (*see above*), ***all***", "n = 16, (see above), all"),
        ("784*32+32 = **25450**", "784*32+32 = 25450"),
        ("**Note:**this, un**believ**able", "Note:this, unbelievable"),
    ],
)
def test_stars_of_products_stay_and_those_of_emphasis_go(line: str, words: str) -> None:
    assert read(f"It is {line}").blocks[0].text == f"It is {words}"


def test_bold_words_of_a_text_are_known_by_their_places() -> None:
    found = read("So **85.13 %** is,\nas *we* said, the\n**best** of <b>all</b> 3*4*5 values.")

    assert bold(found.blocks[0]) == ["85.13 %", "best", "all"]


@pytest.mark.parametrize(
    "text",
    [
        "| Model | Val | Test |\n|---|---|---|\n| A | **83.65** | 85.13 |\n| B | 82.6 | **9** |",
        "Model\tVal\tTest\nA\t**83.65**\t85.13\nB\t82.6\t__9__",
        "<table><tr><th>Model<th>Val<th>Test</tr><tr><td>A<td><b>83.65</b><td>85.13</tr>"
        "<tr><td>B<td>82.6<td><strong>9</strong></tr></table>",
    ],
    ids=["pipes", "tabs", "html"],
)
def test_bold_cells_of_a_table_are_known(text: str) -> None:
    table = only(read(text), BlockKind.TABLE)

    assert bold(table) == ["83.65", "9"]
    assert table.rows[1] == ("A", "83.65", "85.13")


def test_cells_that_span_rows_and_columns_leave_the_others_in_their_columns() -> None:
    table = only(read(SPANNED), BlockKind.TABLE)

    assert (table.rows, table.header_rows) == (SPANNED_ROWS, 2)


@pytest.mark.sandbox
def test_a_page_as_word_processors_export_it_is_read_as_it_looks(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<style>.c1{font-weight:700}.c2{color:#000;vertical-align:super}</style>"
        '<p><span class="c1">Question 1.1</span></p><p>A rate of 10<span class="c2">-3</span> is '
        '<span style="font-weight:700">best</span>.</p><ol><li><p>First.</p></li><li><p>Second.'
        f"</p></li></ol>{SPANNED}"
        '<div class="jp-InputPrompt">In [3]:</div><h2>1.2 More<a class="anchor-link">¶</a></h2>'
    )
    found = opened(path)

    assert headings(found) == [("1.1", ""), ("1.2", "More")]
    text = holding(found, "A rate")
    assert (text.text, bold(text)) == ("A rate of 10^{-3} is best.", ["best"])
    assert only(found, BlockKind.LIST).text == "1. First.\n2. Second."
    table = only(found, BlockKind.TABLE)
    assert (table.rows, bold(table)) == (SPANNED_ROWS, ["2"])


@pytest.mark.sandbox
def test_bold_runs_of_a_word_document_are_known(opened: Open, tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    strong = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    cells = "".join(f"<w:tc><w:p>{each}</w:p></w:tc>" for each in ("A", "B"))
    cells = cells.replace("A", run.format("Val")).replace("B", strong.format("85.13"))
    path = tmp_path / "a.docx"
    text = run.format("It is ") + strong.format("85.13 %") + run.format(" now.")
    path.write_bytes(docx(f"<w:p>{text}</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    found = opened(path)

    assert found.blocks[0].text == "It is 85.13 % now."
    assert [bold(block) for block in found.blocks] == [["85.13 %"], ["85.13"]]


@pytest.mark.parametrize("gap", ["\n\n", "\n  \n"])
def test_two_tables_with_an_empty_line_between_are_two(gap: str) -> None:
    first = "Model  Val  Test\nMLP  83.65  85.13\n\nCNN  82.6  84.39"
    found = read(f"{first}{gap}Model  Epochs  Time\nMLP  10  3.1\nCNN  20  4.2")

    assert [block.rows[-1] for block in blocks_of(found, BlockKind.TABLE)] == [
        ("CNN", "82.6", "84.39"), ("CNN", "20", "4.2"),
    ]  # fmt: skip


def test_a_row_of_a_drawn_grid_may_have_several_lines() -> None:
    found = read(
        "+------+------+\n| Model | Val |\n+======+======+\n| deep | 83.1 |\n| network | |\n"
        "+------+------+\n| wide | 84.2 |\n+------+------+"
    )

    assert only(found, BlockKind.TABLE).rows[1:] == (("deep network", "83.1"), ("wide", "84.2"))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("**1.1** First is\nhere.\n\n**1.2 Faces.** Second is here.", ["1.1", "1.2"]),
        ("## Question 3\n\n**(a)** First is here.\n\n**b)** Second is here.", ["3(a)", "3(b)"]),
        ("Question 1: First is, as we\nsay, here.\n\nQ2: Second is here now.", ["1", "2"]),
        ("**1.** First is here.\n\n**2.** Second is here.", ["1", "2"]),
        ("# 2 Nets\n\n**1.** First is here.\n\n**2.** Second is here.", ["2", "2"]),
        ("# 2 Nets\n\n**2.5** million First.\n\n**85.1** is Second.", ["2", "2"]),
        ("# 2 Nets\n\nStep 1: First is done here.\n\nStep 2: Second is done here.", ["2", "2"]),
    ],
)
def test_numbers_before_answers_open_questions_if_the_document_does_so_throughout(
    text: str, questions: list[str]
) -> None:
    found = read(text)

    assert [holding(found, word).question for word in ("First", "Second")] == questions


def test_pages_of_recognised_text_are_one_text_without_their_headers() -> None:
    header = "Deep Learning, Assignment 2              J. Doe"
    number = " " * 40
    found = read(
        f"{header}\n\nThe state-of-the-\nart valida-\n\n{number}3\n\n{header}\n\ntion loss is 0.5 "
        f"af-\nter that.\n\n{number}4\n\n{header}\n\nThe end.\n\n{number}5"
    )

    assert [block.text for block in found.blocks] == [
        "The state-of-the-art validation loss is 0.5 after that.",
        "The end.",
    ]


def test_badges_comments_and_notes_of_a_readme_do_not_disturb_its_text() -> None:
    found = read(
        '<h1 align="center">Report</h1>\n\n[![b](https://img.shields.io/a.svg)](https://x.y)\n\n'
        "It is 85 %[^1].\n\n<!-- not\n90 %\n-->\n\n[^1]: On the *test* set.\n\n![](a.png)"
    )

    assert headings(found) == [("", "Report")]
    assert [block.text for block in blocks_of(found, BlockKind.TEXT)] == [
        "It is 85 %.", "On the test set.",
    ]  # fmt: skip
    assert only(found, BlockKind.FIGURE).source == "a.png"
