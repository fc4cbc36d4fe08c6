"""Pages as typesetters lay them out: columns, notes, numbers in margins, exponents, captions."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from grader.records.write_up import BlockKind, WriteUp
from tests.write_ups.finding import blocks_of, headings, holding, only
from tests.write_ups.made_pdfs import PROSE, document, words

pytestmark = pytest.mark.sandbox

Open = Callable[[Path], WriteUp]
Typeset = Callable[[str], WriteUp]
COLUMNS = (
    '#set page(paper: "a4", columns: 2, margin: 2cm)\n#set par(justify: true)\n'
    '#set heading(numbering: "1")\n#set text(size: 10pt)\n'
)
LONG = "The network is trained for many epochs, and the loss of the validation falls. "


@pytest.fixture
def typeset(opened: Open, tmp_path: Path) -> Typeset:
    """Reads what Typst makes of a source."""

    def make(source: str) -> WriteUp:
        path = tmp_path / "made.typ"
        path.write_text(source)
        return opened(Path(str(_compiled(path))))

    return make


def _compiled(path: Path) -> Path:
    typst.compile(path, output=path.with_suffix(".pdf"))
    return path.with_suffix(".pdf")


def test_a_caption_does_not_swallow_the_paragraph_right_below_it(typeset: Typeset) -> None:
    found = typeset(
        '#set text(size: 12pt)\n#set par(leading: 0.9em)\n#table(columns: 2, [Model], [Val], [A], '
        f"[83.1])\nTable 1: Best models\n\nSo I report model B. {LONG * 3}\n\nThe next one. {LONG}"
    )  # fmt: skip

    assert only(found, BlockKind.CAPTION).text == "Table 1: Best models"
    texts = [block.text for block in blocks_of(found, BlockKind.TEXT)]
    assert [text[:12] for text in texts] == ["So I report ", "The next one"]


@pytest.mark.parametrize(
    "words",
    ["Adam Beats SGD On MNIST And CIFAR By 3 Points With", "at 294.2 g/kWh it emits lr=0.1 g,"],
    ids=["capitals and numbers", "signs"],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_a_sentence_goes_on_over_the_ends_of_pages(
    typeset: Typeset, words: str, columns: int
) -> None:
    text = " ".join([*[words] * 60, "the end."])
    found = typeset(
        f"#set page(width: 20cm, height: 8cm, margin: 2cm, columns: {columns})\n"
        f"#set par(justify: true)\n{text}"
    )

    assert (found.pages or 0) > 2
    assert [block.text for block in found.blocks] == [text]


def test_a_note_at_the_foot_does_not_cut_the_sentence_above_it(typeset: Typeset) -> None:
    note = "#footnote[The rate was 0.5 in the first run.]"
    found = typeset(
        f'#set page(paper: "a5")\n#set par(justify: true)\n{LONG * 5} Here.{note} {LONG * 30}'
    )

    text = holding(found, "Here.").text
    assert text.count(LONG.strip()) == 35
    assert "Here.^{1}" in text
    assert holding(found, "0.5").text == "^{1}The rate was 0.5 in the first run."


def test_a_few_lines_in_the_last_column_are_not_mixed_with_its_neighbour(typeset: Typeset) -> None:
    found = typeset(
        COLUMNS.replace("margin", "height: 12cm, margin")
        + f"= One\n{LONG * 13}\n= Two\n{LONG * 32}\n= References\n[1] Kingma. Adam, 2014.\n\n"
        "[2] He. Deep residual learning, 2016."
    )

    assert headings(found) == [("1", "One"), ("2", "Two"), ("3", "References")]
    texts = [block.text for block in blocks_of(found, BlockKind.TEXT)]
    assert texts[1] == (LONG * 32).strip()
    assert texts[2:] == ["[1] Kingma. Adam, 2014.", "[2] He. Deep residual learning, 2016."]


def test_a_header_over_both_columns_does_not_stand_in_their_text(typeset: Typeset) -> None:
    # Lines that are the same on both pages would be taken for headers themselves.
    text = " ".join(f"The loss of run {number} falls for many epochs." for number in range(250))
    found = typeset(
        COLUMNS.replace("margin", "header: [Coursework II #h(1fr) A. Student], margin")
        + f"= One\n{text}"
    )

    assert found.pages == 2
    texts = [block.text for block in blocks_of(found, BlockKind.TEXT)]
    assert " ".join(texts) == text


def test_a_wide_table_between_columns_stays_one(typeset: Typeset) -> None:
    table = (
        "table(columns: 3, column-gutter: 3cm, stroke: none, table.hline(), [Model],[Val],[Test], "
        "table.hline(), [shallow],[0.47],[83.65],[deep],[0.49],[82.60], table.hline())"
    )
    figure = f'#figure(placement: bottom, scope: "parent", {table}, caption: [Wide.])'
    found = typeset(f"{COLUMNS}= One\n{LONG * 20}\n{figure}\n{LONG * 20}")

    assert only(found, BlockKind.TABLE).rows == (
        ("Model", "Val", "Test"), ("shallow", "0.47", "83.65"), ("deep", "0.49", "82.60"),
    )  # fmt: skip


@pytest.mark.parametrize("columns", [1, 2])
def test_numbers_of_lines_in_the_margin_are_no_part_of_the_text(
    typeset: Typeset, columns: int
) -> None:
    found = typeset(
        f'#set page(paper: "a4", columns: {columns})\n#set par.line(numbering: "1")\n'
        f'#set heading(numbering: "1")\n= Method\n{LONG * 14}\n= Results\n{LONG * 30}'
    )

    assert headings(found) == [("1", "Method"), ("2", "Results")]
    assert [block.text for block in blocks_of(found, BlockKind.TEXT)] == [
        (LONG * 14).strip(), (LONG * 30).strip(),
    ]  # fmt: skip


@pytest.mark.parametrize("font", ["Libertinus Serif", "New Computer Modern"])
def test_exponents_that_the_font_itself_raises_are_exponents(typeset: Typeset, font: str) -> None:
    found = typeset(f'#set text(font: "{font}")\nA rate of 10#super[-3], CO#sub[2], 2#super[nd].')

    assert found.blocks[0].text == "A rate of 10^{-3}, CO_{2}, 2nd."


def test_exponents_far_above_their_line_are_not_cut_off(opened: Open, tmp_path: Path) -> None:
    text = "A rate of 10<super>-3</super>, as W<sub>hx</sub> and CO<sub>2</sub> after x<super>2"
    found = opened(document(tmp_path / "a.pdf", [words(f"{text}</super> do. {PROSE * 2}")]))

    (block,) = found.blocks
    assert block.text.startswith("A rate of 10^{-3}, as W_{hx} and CO_{2} after x^{2} do. The net")


def test_columns_that_are_near_each_other_are_told_apart(typeset: Typeset) -> None:
    found = typeset(
        "#set text(size: 10pt)\n#table(columns: 5, stroke: none, inset: 3pt, table.hline(), [], "
        "table.cell(colspan: 2)[Fixed rate], table.cell(colspan: 2)[Schedule], [Model],[Val],"
        "[Test],[Val],[Test], table.hline(), [small net],[83.65],[85.13],[83.60],[*85.31*],"
        "[deep net],[82.60],[84.39],[82.55],[84.30], table.hline())"
    )

    table = only(found, BlockKind.TABLE)
    assert table.rows == (
        ("", "Fixed rate", "", "Schedule", ""), ("Model", "Val", "Test", "Val", "Test"),
        ("small net", "83.65", "85.13", "83.60", "85.31"),
        ("deep net", "82.60", "84.39", "82.55", "84.30"),
    )  # fmt: skip
    assert [table.text[first:end] for first, end in table.bold] == ["85.31"]


def test_what_a_notebook_printed_is_not_part_of_its_code(typeset: Typeset) -> None:
    code = "import torch\\nfor epoch in range(3):\\n    print(epoch)"
    found = typeset(
        f'Words above.\n\n#raw("In [3]:", block: true)\n#raw("{code}", block: true)\n#v(1em)\n'
        '#raw("epoch 0 loss 0.53\\nTest accuracy: 85.13%", block: true)'
    )

    assert only(found, BlockKind.LISTING).text == code.replace("\\n", "\n")
    assert only(found, BlockKind.OUTPUT).text == "epoch 0 loss 0.53\nTest accuracy: 85.13%"
    assert not any("In [3]" in block.text for block in found.blocks)


def test_bold_numbers_before_answers_open_questions(typeset: Typeset) -> None:
    found = typeset(
        f"*Question 1*\n\n*1.1* I used Adam. {LONG * 3}\n\n*1.2* The mean face was subtracted. "
        f"{LONG * 3}\n\nA second part.\n\n*Question 2*\n\nThe end."
    )

    assert holding(found, "Adam").question == "1.1"
    assert holding(found, "mean face").question == "1.2"
    assert holding(found, "second part").question == "1.2"
    assert holding(found, "The end").question == "2"


def test_two_tables_with_lines_nearly_below_each_other_are_two(typeset: Typeset) -> None:
    # The second line of the first and the third of the second are less than a point apart.
    first = (
        "#table(columns: (77pt, 50pt, 66pt), [Layer], [Neurons], [Parameters], [one], [64], [9])"
    )
    second = "#table(columns: (38pt, 39.8pt, 40pt), [Decay], [Run 1], [Run 2], [1e-3], [82], [83])"

    found = typeset(f"{first}\n\n{LONG * 4}\n\n{second}\n")

    tables = blocks_of(found, BlockKind.TABLE)
    assert [table.text.split()[0] for table in tables] == ["Layer", "Decay"]
    assert LONG.strip() in " ".join(only(found, BlockKind.TEXT).text.split())
