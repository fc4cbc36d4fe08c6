"""Captions that are a template's, or name another network, data set or study than their section."""

import pytest

from tests.consistency_document.documents import accused, held, wrong

TEMPLATES = (
    "Insert a short description of the plot",
    "Describe the figure here",
    "Write something about the plot",
    "Caption of the figure goes here",
    "Add description",
    "Put your text here",
    "Enter a title for this table",
    "This is an example figure",
    "...",
    "???",
    "xxx",
    "asdf",
    "A short description of the plot here",
    "Hier Beschreibung einfügen",
    "Insertar descripción aquí",
    "在此插入图片说明",
    "Chart Title",
    "Please describe your figure",
    "Explain what can be seen here",
    "What does this figure show?",
)
OWN_WORDS = (
    "Add noise and reconstruct",
    "Sample of the training images",
    "Examples of reconstructions",
    "Description of the layers",
    "Results of image captioning",
    "Here the learning rate is 0.1",
    "Placement of pooling layers in the network",
    "Untrained network",
    "Example images of the data set and their labels",
    "Giving the network noisy images",
    "An example image",
    "Edit distance of names",
    "Change of the labels",
    "Sample images with labels here on top",
    "Your own handwriting as input",
)
HW2 = """# Homework 2

## 1 One layer

The single layer has 30,730 parameters and is trained on CIFAR-10.

## 2 Perceptron

We use a multi-layer perceptron with 110 and 74 hidden units. It reaches 52 percent.

## 3 Convolutional network

LeNet has two convolutions. It reaches 61 percent after fifty epochs.

## 4 Batch size

We take batches of one, four and a thousand pictures; four is the best, as we had expected.

{batch}

## 5 Learning rate

Rates of 10 and 0.1 learn nothing at all, 0.01 is better and 0.001 is the best of the four.

{rate}

## 6 Discussion

Text.
"""
A2 = """# A2

## 1 Autoencoder

### 1.1 Training

The autoencoder compresses faces to 16 numbers.

### 1.2 Eigenfaces

We take the SVD of the centred faces.

{eigenfaces}

## 2 Shallow network

The shallow network has 32 hidden units; it classifies clothing.

## 3 Deep network

The deep network has three hidden layers of 32, 64 and 32 units.

{deep}

## 4 Noisy labels

A third of the labels is wrong. Our own design has hidden layers of 300 and 100 units.

{noisy}
"""
CS324 = """# CS324

## 1 Two moons

The MLP learns 1,000 points of two moons.

{moons}

## 2 CIFAR-10

The VGG is trained on CIFAR-10 images.

## 3 RNN

The recurrent network reads palindromes of length 5 to 11.

{rnn}
"""
OTHERS = {
    (HW2, "batch"): (
        "Loss of the one-layer network",
        "Accuracy of the perceptron",
        "Loss and accuracy of the MLP",
        "Accuracy of the single-layer network",
        "Loss curves of the fully-connected network",
        "Test accuracy for the three learning rates",
    ),
    (HW2, "rate"): (
        "Accuracy by batch size",
        "Loss for different batch sizes",
        "Accuracy of the one-layer network for four rates",
    ),
    (A2, "noisy"): (
        "Test accuracy of the autoencoder with noisy labels",
        "Test accuracy of the shallow network",
        "Loss of the autoencoder",
    ),
    (A2, "deep"): (
        "Loss of the shallow network",
        "Loss of the shallow MLP",
        "Loss of the autoencoder",
    ),
    (A2, "eigenfaces"): ("First filters of the CNN",),
    (CS324, "rnn"): (
        "Accuracy of the RNN on CIFAR-10",
        "Accuracy on CIFAR-10",
        "Test loss on the two moons",
    ),
    (CS324, "moons"): ("Decision boundary on CIFAR-10", "Accuracy on palindromes"),
}
OWN = {
    (HW2, "batch"): (
        "Loss and accuracy",
        "Accuracy of LeNet",
        "Accuracy of the CNN for the three batch sizes",
        "Accuracy with learning rate 0.001",
        "Test accuracy of the convolutional network",
        "Accuracy compared with the MLP",
        "Loss for batch sizes of 1, 4 and 1000",
    ),
    (HW2, "rate"): (
        "Loss of LeNet for four rates",
        "Accuracy by learning rate",
        "Loss with batch size 4",
    ),
    (A2, "noisy"): (
        "Test accuracy with noisy labels",
        "Test accuracy of our deep network",
        "Training loss and test accuracy",
        "Test accuracy on clothing",
    ),
    (A2, "deep"): (
        "Loss of the deep network",
        "Loss of the MLP",
        "Deep and shallow network",
        "Loss of the network with 29,642 parameters",
    ),
    (A2, "eigenfaces"): (
        "The first sixteen eigenfaces",
        "Principal components of the faces",
        "Eigenfaces and weights of the autoencoder",
    ),
    (CS324, "rnn"): (
        "Accuracy of the RNN on palindromes",
        "Accuracy by length",
        "Loss (unlike on CIFAR-10)",
    ),
    (CS324, "moons"): ("Decision boundary", "Loss of the MLP on the moons"),
}
CELLS = "| {} |\n|---|---|---|\n| {} |\n| {} |\n"


def with_captions(document: str, place: str, captions: tuple[str, ...]) -> list[str]:
    """The document with a figure at a place, once for each caption."""
    places = dict.fromkeys(("batch", "rate", "noisy", "deep", "eigenfaces", "rnn", "moons"), "")
    return [
        document.format(**{**places, place: f"![a](a.png)\n\nFigure 1: {caption}"})
        for caption in captions
    ]


@pytest.mark.parametrize(("captions", "are_wrong"), [(TEMPLATES, True), (OWN_WORDS, False)])
def test_captions_of_templates_are_told_from_an_authors_own(
    captions: tuple[str, ...], are_wrong: bool
) -> None:
    texts = [f"# A\n\nText.\n\n![a](a.png)\n\nFigure 1: {words}\n\nMore." for words in captions]

    assert accused(texts) == (texts if are_wrong else [])


@pytest.mark.parametrize(("document", "place"), list(OTHERS))
def test_captions_about_something_that_the_section_does_not_speak_of_are_found(
    document: str, place: str
) -> None:
    texts = with_captions(document, place, OTHERS[document, place])

    assert accused(texts) == texts


@pytest.mark.parametrize(("document", "place"), list(OWN))
def test_captions_about_what_the_section_may_mean_are_left_alone(document: str, place: str) -> None:
    assert accused(with_captions(document, place, OWN[document, place])) == []


@pytest.mark.parametrize(
    ("caption", "text", "code", "is_wrong"),
    [
        ("Accuracy of the LSTM", "The network reads digits.", "h = torch.tanh(x @ w)", True),
        ("Accuracy of the LSTM", "A plain RNN reads digits.", "", True),
        ("Accuracy of the GRU", "The network reads digits.", "nn.GRU(1, 64)", False),
        ("Accuracy of the LSTM", "The LSTM reads digits.", "h = torch.tanh(x @ w)", False),
        ("Accuracy of the LSTM in the paper", "It reads digits.", "h = torch.tanh(x @ w)", False),
        ("Accuracy of the ResNet", "Our network sees images.", "nn.Conv2d(3, 6, 5)", True),
        ("Accuracy of the ResNet", "Our network sees images.", "x = x + shortcut", False),
        ("Accuracy of the ResNet", "Our network sees images.", "", False),
    ],
)
def test_a_kind_of_network_of_which_there_is_no_other_trace_is_found(
    caption: str, text: str, code: str, is_wrong: bool
) -> None:
    document = f"## Palindromes\n\n{text}\n\n![a](a.png)\n\nFigure 1: {caption}\n"

    assert bool(wrong(held(document, code=code))) == is_wrong


@pytest.mark.parametrize(
    ("caption", "cells", "is_wrong"),
    [
        ("Parameters of the recurrent network",
         ("layer | size | parameters", "conv1 | 6 | 456", "conv2 | 16 | 2416"), True),
        ("Training accuracy of the networks",
         ("network | test | time", "small | 50 | 3", "large | 60 | 4"), True),
        ("Test loss by epoch",
         ("epoch | train accuracy | test accuracy", "1 | 50 | 45", "2 | 60 | 55"), True),
        ("Test accuracy for three learning rates",
         ("batch size | accuracy | time", "4 | 61 | 3", "1000 | 45 | 1"), True),
        ("Accuracy of the autoencoder",
         ("network | train | test", "CNN | 61 | 3", "MLP | 45 | 1"), True),
        ("Parameters of LeNet",
         ("layer | size | parameters", "conv1 | 6 | 456", "fc1 | 16 | 2416"), False),
        ("Validation accuracy", ("run | test | time", "1 | 61 | 3", "2 | 45 | 1"), False),
        ("Results with learning rate 0.1",
         ("batch size | train | test", "4 | 61 | 3", "8 | 45 | 1"), False),
        ("Progress of the training",
         ("epoch | training (%) | validation (%)", "1 | 2 | 3", "4 | 5 | 6"), False),
        ("Accuracy of the MLP by learning rate",
         ("rate | train | test", "0.1 | 61 | 3", "0.01 | 45 | 1"), False),
    ],
)  # fmt: skip
def test_captions_of_tables_are_held_against_their_rows_and_columns(
    caption: str, cells: tuple[str, str, str], is_wrong: bool
) -> None:
    text = f"# A\n\nText.\n\nTable 1: {caption}\n\n{CELLS.format(*cells)}"

    assert bool(wrong(held(text))) == is_wrong
