"""Captions, sentences that stop, places left open, and remains of templates."""

import pytest

from grader.records import BlockKind
from tests.consistency_document.documents import (
    OPEN,
    RIGHT,
    WRONG,
    block,
    held,
    held_write_up,
    outcomes,
    page,
    wrong,
)

DEEP = "## 2 Deep MLP\n\nWe train the deep network, see Figure 1.\n\n![a](deep.png)\n\n"


@pytest.mark.parametrize(
    ("caption", "is_wrong"),
    [
        ("Figure 1: Caption", True),
        ("Figure 1: Enter Caption", True),
        ("Figure 1: Insert caption here.", True),
        ("Figure 1: Sample figure caption.", True),
        ("Figure 1: Lorem ipsum dolor sit amet", True),
        ("Enter Caption", True),
        ("Figure 1: Results of image captioning", False),
        ("Figure 1", False),
        ("Figure 1: Loss", False),
    ],
)
def test_captions_of_templates_are_found(caption: str, is_wrong: bool) -> None:
    assert bool(wrong(held(f"Text.\n\n![a](a.png)\n\n{caption}\n\nText."))) == is_wrong


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (DEEP + "Figure 1: Loss of the deep MLP", RIGHT),
        (DEEP + "Figure 1: Loss of the shallow MLP", WRONG),
        (DEEP + "Figure 1: Loss of the shallow MLP\n\nThe shallow one was better.", OPEN),
        (DEEP + "Figure 1: Shallow MLP compared with the one above", None),
        ("Figure 1: Loss of the CNN\n\nFigure 1 shows the loss of the autoencoder.", WRONG),
        ("Figure 1: Loss of the CNN\n\nFigure 1 shows less than that of the autoencoder.", None),
        ("Figure 1: Loss of the CNN\n\nCompared with Figure 1, the autoencoder is good.", None),
        ("## LeNet\n\n![a](a.png)\n\nFigure 1: Filters of the convolutional network", RIGHT),
        ("## LeNet\n\n![a](a.png)\n\nFigure 1: Loss of the recurrent network", WRONG),
    ],
)
def test_the_network_in_a_caption_is_held_against_its_section(text: str, outcome: object) -> None:
    assert outcomes(held(text), "network in the caption") == ({outcome} if outcome else set())


def test_a_caption_that_stands_twice_is_pointed_at_but_not_accused() -> None:
    one = "Figure {}: Training and validation loss over epochs\n\nText.\n\n"
    found = held(one.format(1) + one.format(2))

    assert outcomes(found, "word for word") == {OPEN}
    assert not wrong(found)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The network overfits because the\n\n## Next\n\nText.", True),
        ("The network overfits because of the many epochs and\n\nWe stop early.", True),
        ("It is good. In conclusion,", True),
        ("The network overfits after epoch 80", False),
        ("The loss is given by the\n\n$$\nL = x\n$$\n\nas usual.", False),
        ("We use a network with the\n\n- layers\n- units", False),
        ("The network is trained on the\n\n![a](a.png)\n\nsame data as before.", False),
        ("This is what the loss looks like", False),
        ("The layers are named fc and conv1, fc1 and\n\nReLU follows.", False),
    ],
)
def test_sentences_that_stop_in_the_middle_are_found(text: str, is_wrong: bool) -> None:
    assert bool(wrong(held(f"# Title\n\n{text}"))) == is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("TODO: write the conclusion", True),
        ("The accuracy is TBD.", True),
        ("We reach an accuracy of XX.X % on the test set.", True),
        ("The accuracy is ?? % in the end.", True),
        ("This was shown before [?].", True),
        ("[insert plot here]", True),
        ("The accuracy was ____ % in the end.", True),
        ("Write your answer here.", True),
        ("Your code here", True),
        ("Why does it overfit ?? Because it is large.", False),
        ("Our TODO list was long, and we removed TODO comments.", False),
        ("A share of X% of the labels is wrong.", False),
        ("Name: XXX, student number: XXXXXX", False),
        ("We put the results here to compare them.", False),
        ("For the CNN (add 1 for padding) it is 28.", False),
    ],
)
def test_places_that_were_left_open_are_found(text: str, is_wrong: bool) -> None:
    assert bool(wrong(held(f"# Title\n\nSome text.\n\n{text}"))) == is_wrong


BOOKS = (
    "\n\n## References\n\n[1] Goodfellow et al. Deep learning. 2016.\n\n[2] Kingma. Adam. 2014.\n"
)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"We use Adam [2].{BOOKS}", RIGHT),
        (f"We use Adam [5].{BOOKS}", WRONG),
        (f"We use Adam [1, 2].{BOOKS}", RIGHT),
        ("We use Adam [5].", OPEN),
        (f"Inputs in the range [3, 7] and x[5] are used.{BOOKS}", None),
    ],
)
def test_citations_are_looked_up(text: str, outcome: object) -> None:
    assert outcomes(held(text), "citation") == ({outcome} if outcome else set())


@pytest.mark.parametrize(
    "entry",
    [
        "G. Eason, B. Noble, On certain integrals of Lipschitz-Hankel type, 1955.",
        "Author, A. Title of the paper. Journal, year.",
    ],
)
def test_entries_of_templates_are_found(entry: str) -> None:
    assert wrong(held(f"Text [1].\n\n## References\n\n[1] {entry}"))


@pytest.mark.parametrize(
    ("inside", "caption", "outcome"),
    [
        ("Epoch\nTraining accuracy", "Validation loss of the network", WRONG),
        ("Epoch\nLoss\ntrain\ntest", "Training and test loss", RIGHT),
        ("Epoch\nLoss", "Loss (left) and accuracy (right)", None),
        ("Epoch\nValue", "Loss of the network", None),
        ("Epoch\nLoss\ntrain", "Test loss of the network", WRONG),
        ("Epoch\nLoss\nvalidation", "Test loss of the network", None),
    ],
)
def test_captions_are_held_against_the_words_in_the_picture(
    inside: str, caption: str, outcome: object
) -> None:
    found = held_write_up(
        page(
            block(BlockKind.TEXT, "Some text."),
            block(BlockKind.FIGURE, inside, number="Figure 1"),
            block(BlockKind.CAPTION, f"Figure 1: {caption}", number="Figure 1"),
        )
    )

    assert outcomes(found, "what Figure 1 shows") == ({outcome} if outcome else set())
