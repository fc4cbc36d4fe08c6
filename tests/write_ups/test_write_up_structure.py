"""Questions, sections, captions and references."""

import pytest

from grader.records.write_up import BlockKind
from tests.write_ups.finding import blocks_of, headings, holding, only, read


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("## 1.1 Weights", "1.1"),
        ("## Q2", "2"),
        ("# Q2.1: Fixed rate", "2.1"),
        ("Question 3", "3"),
        ("Question 3: Deep networks", "3"),
        ("**Part 3**", "3"),
        ("Part II", "2"),
        ("Problem 2.4", "2.4"),
        ("### Problem 2.4. Weight decay", "2.4"),
        ("Task 1a) Preprocessing", "1(a)"),
        ("Aufgabe 2", "2"),
        ("## 问题2：结果", "2"),
        ("第三题", "3"),
        ("2.1 Shallow MLP with a fixed learning rate", "2.1"),
        ("# 1 Autoencoder\n\n## (b) Denoising", "1(b)"),
        ("# Part 1\n\n## Task 2", "1.2"),
        ("Question 1\n\nPart b", "1(b)"),
        ("# Part 2\n\n## 2.1 Network", "2.1"),
        ("# Q2\n\n### 1) Training", "2.1"),
        ("# 2 MLP\n\n# Discussion", ""),
        ("# 2 MLP\n\n## Discussion", "2"),
        ("II. Method", "2"),
    ],
)
def test_a_statement_belongs_to_the_question_above_it(text: str, question: str) -> None:
    found = read(f"# My report\n\n{text}\n\nThe statement stands here.\n")

    assert holding(found, "statement").question == question


@pytest.mark.parametrize(
    "text",
    [
        "0.1 is the rate of the first run.",
        "2.5 % lower than the other one",
        "10 epochs later it is better",
        "2.1 points more",
        "Part of the data was lost",
        "Question 3 asks us to train longer than before",
        "1. First, load the data\n2. Then train\n3. Then test",
        "1. First\n\n2. Second\n\n3. Third",
        "3 of the 10 runs failed.",
        "85.13",
        "1,500 Epochs",
        "12.03.2024",
        "1e-3  82.88  82.87",
    ],
)
def test_numbers_at_the_beginning_of_lines_are_not_headings(text: str) -> None:
    found = read(f"# 2.1 Rates\n\nSome words before it.\n\n{text}\n\nThe statement stands here.\n")

    assert headings(found) == [("2.1", "Rates")]
    assert holding(found, "statement").question == "2.1"


def test_headings_without_space_around_them_are_parted_from_the_text() -> None:
    found = read(
        "1 Autoencoders\n1.1 Results\nWe train it.\n1.2 Eigenfaces\nThe mean is subtracted.\n"
        "2 MLPs\n2.1 Fixed rate\nThe accuracy is 85.13 %."
    )

    assert headings(found) == [
        ("1", "Autoencoders"), ("1.1", "Results"), ("1.2", "Eigenfaces"), ("2", "MLPs"),
        ("2.1", "Fixed rate"),
    ]  # fmt: skip
    assert holding(found, "mean").question == "1.2"


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n1 Autoencoder ........ 2\n1.1 Weights ........ 3\n2 MLP ........ 4",
        "## Table of Contents\n\n- [1 Autoencoder](#a)\n- [1.1 Weights](#b)\n- [2 MLP](#c)",
        "目录\n\n1 Autoencoder  2\n1.1 Weights  3\n2 MLP  4",
    ],
)
def test_a_table_of_contents_is_not_the_sections(contents: str) -> None:
    found = read(f"{contents}\n\n# 1 Autoencoder\n\n## 1.1 Weights\n\nWords.\n\n# 2 MLP\n\nMore.")

    assert headings(found) == [("1", "Autoencoder"), ("1.1", "Weights"), ("2", "MLP")]
    assert {block.question for block in blocks_of(found, BlockKind.CONTENTS)} == {""}


def test_sections_without_content_are_empty_and_their_parents_are_not() -> None:
    found = read(
        "# Report\n\n# 1 First\n\n## 1.1 Full\n\nWords.\n\n## 1.2 Empty\n\n## 1.3 Figure\n\n"
        "![](a.png)\n\n# 2 Hollow\n\n## 2.1 Hollow too\n\n# 3 Last\n"
    )

    empty = [section.title for section in found.sections if section.is_empty]
    assert empty == ["Empty", "Hollow", "Hollow too", "Last"]


def test_captions_are_told_from_sentences_and_number_what_they_stand_with() -> None:
    found = read(
        "Figure 3 shows that the loss falls.\n\n![](a.png)\n\nFig. 3. Loss of the MLP\n\n"
        "Table 2: Accuracies\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "As in\nTable 2. The rest follows.\n\n图4：损失\n"
    )

    captions = [(block.number, block.text) for block in blocks_of(found, BlockKind.CAPTION)]
    assert captions == [
        ("Figure 3", "Fig. 3. Loss of the MLP"),
        ("Table 2", "Table 2: Accuracies"),
        ("Figure 4", "图4:损失"),
    ]
    assert only(found, BlockKind.FIGURE).number == "Figure 3"
    assert only(found, BlockKind.TABLE).number == "Table 2"


def test_mentions_of_figures_are_found_even_where_their_number_is_missing() -> None:
    found = read(
        "As Fig. 3 and Figures 4, 5 and 6 show, and Figure X and Table ?? (see Eq. (2)).\n\n"
        "图3显示了结果。 The table of 3 rows, the figures above, and tab 3 are none.\n\n"
        "Figure 7: As in Figure 3(a), but longer."
    )

    assert [(each.kind, each.number) for each in found.references] == [
        ("figure", "3"), ("figure", "4"), ("figure", "5"), ("figure", "6"), ("figure", "X"),
        ("table", "??"), ("equation", "2"), ("figure", "3"), ("figure", "3(a)"),
    ]  # fmt: skip
    missing = found.references[4]
    assert found.blocks[missing.block].text[missing.offset :].startswith("Figure X")
