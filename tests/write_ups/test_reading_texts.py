"""Markdown, plain text and text that was read from pictures of pages."""

import pytest

from grader.collect.write_ups import read_text
from grader.records.write_up import BlockKind
from tests.write_ups.finding import blocks_of, holding, only, read

ROWS = (("Model", "Val", "Test"), ("MLP", "83.65", "85.13"), ("CNN", "82.6", "84.39"))
ENDLESS = {
    "one line": "x" * 2_000_000,
    "pictures without end": ("![(" * 6_000 + "\n") * 20,
    "rows that are no table": "a  b\n" * 100_000,
    "brackets": "[" * 300_000,
    "headings": "# a\n" * 200_000,
    "open tables": "<table>\n" * 50_000,
    "open formulas": "\\[\n" * 50_000,
}
"""Texts on which a careless reader would spend hours."""


@pytest.mark.parametrize(
    ("text", "healed"),
    [
        ("The loss is lower than be-\nfore.", "The loss is lower than before."),
        ("A well-\nknown loss, cross-\nentropy.", "A well-known loss, cross-entropy."),
        ("One weight-decay. A weight-\ndecay is 0.", "One weight-decay. A weight-decay is 0."),
        ("The eﬃcient ﬁnal loss", "The efficient final loss"),
        ("lr 1e−3, 5 × 10⁻⁴ and ８５．１３％", "lr 1e-3, 5 × 10^{-4} and 85.13%"),
        ("a rate of $10^{-4}$, $\\eta=0.9$", "a rate of 10^{-4}, η=0.9"),
        ("is $1 0 ^ { - 3 }$ and $8 5 . 1 3 \\%$", "is 10^{-3} and 85.13 %"),
        ("it costs $5 and $6 more", "it costs $5 and $6 more"),
        ("**Adam**, `weight_decay=2e-5`, a_b, 2 * 3", "Adam, weight_decay=2e-5, a_b, 2 * 3"),
        ("see [Figure 1](#fig) <br> 10<sup>-3</sup>", "see Figure 1  10^{-3}"),
        ("准确率为\n百分之八十", "准确率为百分之八十"),
    ],
)  # fmt: skip
def test_sentences_are_whole_and_in_the_usual_characters(text: str, healed: str) -> None:
    assert [block.text for block in read(text).blocks] == [healed]


def test_every_line_is_found_again_in_the_healed_text() -> None:
    text = (
        "The first line is bro-\nken, the second\nis not.\n\n- one\n- two\n  on\n\na  1\nb  2\nc  3"
    )
    found = read(text)

    lines = dict(enumerate(text.split("\n"), 1))
    for block in found.blocks:
        for start in block.lines:
            assert start.line is not None
            first = lines[start.line].split()[0].removesuffix("-")
            assert block.text[start.offset :].startswith(first)
    broken = found.blocks[0]
    assert [broken.place_of(broken.text.index(word)).line for word in ("bro", "ken", "not")] == [
        1, 2, 3,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "| Model | Val | Test |\n|---|:-:|--:|\n| MLP | 83.65 | 85.13 |\n| CNN | 82.6 | 84.39 |",
        "Model\tVal\tTest\nMLP\t83.65\t85.13\nCNN\t82.6\t84.39",
        "Model      Val     Test\nMLP        83.65   85.13\nCNN        82.6    84.39",
        "Model  Val  Test\n\nMLP  83.65  85.13\n\nCNN  82.6  84.39",
        "+----+----+----+\n| Model | Val | Test |\n+====+====+====+\n| MLP | 83.65 | 85.13 |\n"
        "+----+----+----+\n| CNN | 82.6 | 84.39 |\n+----+----+----+",
        "Model | Val | Test\nMLP | 83.65 | 85.13\nCNN | 82.6 | 84.39",
        "<table><tr><td>Model</td><td>Val</td><td>Test</td></tr><tr><td>MLP</td><td>83.65</td>"
        "<td>85.13</td></tr>\n<tr><td>CNN<td>82.6<td>84.39</tr></table>",
    ],
    ids=["pipes", "tabs", "spaces", "empty lines between", "grid", "bare pipes", "html"],
)
def test_a_table_is_a_table_however_it_is_written(text: str) -> None:
    found = read(f"The results are these:\n\n{text}\n\nThey are good.")

    table = only(found, BlockKind.TABLE)
    assert table.rows == (
        ("Model", "Val", "Test"),
        ("MLP", "83.65", "85.13"),
        ("CNN", "82.6", "84.39"),
    )
    assert table.header_rows == 1
    assert table.place_of(table.text.index("CNN")).line == table.last_line
    assert [block.text for block in blocks_of(found, BlockKind.TEXT)] == [
        "The results are these:",
        "They are good.",
    ]


def test_page_numbers_and_repeated_lines_do_not_break_a_sentence() -> None:
    pages = [
        "A2 report\nWe train the network with a rate that is lower",
        "A2 report\nthan before and with momentum",
        "A2 report\nof 0.9 for 300 epochs.",
    ]
    text = "\f".join(f"{page}\n\n- {number} -\n" for number, page in enumerate(pages, 1))
    found = read(text)

    (block,) = found.blocks
    assert block.text == (
        "We train the network with a rate that is lower than before and with momentum of 0.9 for "
        "300 epochs."
    )
    assert [block.place_of(block.text.index(word)).page for word in ("We", "than", "300")] == [
        1,
        2,
        3,
    ]


def test_a_number_alone_on_its_line_stays_if_it_counts_no_pages() -> None:
    found = read("The accuracy in per cent was\n\n85\n\nand later\n\n83\n\nagain.")

    assert {"85", "83"} <= set(" ".join(block.text for block in found.blocks).split())


@pytest.mark.parametrize("fence", [("```python\n", "\n```"), ("", "")], ids=["fenced", "bare"])
def test_code_is_a_listing_with_its_language_and_indentation(fence: tuple[str, str]) -> None:
    code = "import torch\n\n# 1. train\nfor epoch in range(10):\n    loss = step()\n    print(loss)"
    found = read(f"The code:\n\n{fence[0]}{code}{fence[1]}\n\nThat was all of it.")

    listing = only(found, BlockKind.LISTING)
    assert (listing.text, listing.language) == (code, "python")
    assert not found.sections


def test_prose_is_not_mistaken_for_code() -> None:
    text = (
        "For the first question we import the data and return the loss.\nThe learning rate = 0.1 "
        "was used (see above).\nWith momentum, it is better:\nif we train longer, it overfits."
    )

    assert not blocks_of(read(text), BlockKind.LISTING)


def test_pictures_formulas_and_lists_are_blocks_of_their_own() -> None:
    found = read(
        "Look:\n\n![Loss curve](img/loss.png)\n\n*Figure 1: Loss of the MLP*\n\n"
        "$$\nL = -\\log p\n$$\n\n1. First,\n   this.\n2. Then that.\n"
    )

    figure = only(found, BlockKind.FIGURE)
    assert (figure.source, figure.text, figure.number) == ("img/loss.png", "Loss curve", "Figure 1")
    assert only(found, BlockKind.CAPTION).number == "Figure 1"
    assert "\\log p" in only(found, BlockKind.FORMULA).text
    assert only(found, BlockKind.LIST).text == "1. First, this.\n2. Then that."


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
@pytest.mark.timeout(60)
def test_texts_made_to_take_for_ever_are_read_in_seconds(text: str) -> None:
    found = read_text(text, path="a.txt")

    assert found.has_text or not text.strip("<table>\n\\[")


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert read(" \n\n").problems == ("It is empty.",)


def test_words_above_and_below_a_lost_fence_are_kept() -> None:
    found = read("Before.\n\n```\nThe fence above is never closed.\n\nThe end.")

    assert holding(found, "The end.").kind is BlockKind.TEXT


def test_a_line_that_goes_on_with_a_plus_sign_is_no_item_of_a_list() -> None:
    found = read_text("It has 1 · 4 · 9\n+ 4 biases, 40 in all.\n", path="report.md")

    assert [block.text for block in found.blocks] == ["It has 1 · 4 · 9 + 4 biases, 40 in all."]


def test_an_indented_text_goes_on_behind_its_code() -> None:
    write_up = read_text(
        """
2.3  (a) The settings:

         opt = torch.optim.SGD(net.parameters(), lr=0.01)
         for epoch in range(10):
             train(net, opt)

     (b) The hidden layers use tanh, which squashes its input. The output layer
     has no activation.
""",
        path="made.txt",
    )

    (listing,) = [block for block in write_up.blocks if block.kind is BlockKind.LISTING]
    assert listing.text.rstrip().endswith("train(net, opt)")
    assert any("use tanh" in block.text for block in write_up.blocks if block is not listing)


@pytest.mark.parametrize(
    "printed",
    [
        ("  epoch  1  loss 2.2105  val_acc 0.5820", "  epoch  2  loss 1.8102  val_acc 0.7181"),
        (" [epoch 1] loss: 2.21, acc: 58.2%", " [epoch 2] loss: 1.81, acc: 71.8%"),
        ("    mlp epoch  50 loss 0.32 train 86.2", "    mlp epoch 100 loss 0.28 train 87.8"),
        ("step 100 | loss 2.3 | lr 0.01", "step 200 | loss 2.1 | lr 0.01"),
    ],
)
def test_lines_that_a_training_printed_are_a_listing_and_no_table(
    printed: tuple[str, ...],
) -> None:
    write_up = read_text(
        """
The output:

{}

The network learns.
""".format("\n".join(printed)),
        path="made.txt",
    )

    kinds = [block.kind for block in write_up.blocks]
    assert kinds == [BlockKind.TEXT, BlockKind.LISTING, BlockKind.TEXT]


def test_one_line_of_code_between_paragraphs_is_a_listing() -> None:
    write_up = read_text(
        """
The labels were converted for this:

loss = F.mse_loss(net(inputs), F.one_hot(labels, 10).float())

There is no softmax in front of it.
""",
        path="made.txt",
    )

    assert [block.kind for block in write_up.blocks][1] is BlockKind.LISTING
