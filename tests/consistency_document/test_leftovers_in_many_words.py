"""Sentences that stop, places left open, empty sections and entries of templates."""

import pytest

from tests.consistency_document.documents import accused

AFTER = "# A\n\nSome text here.\n\n# B\n\n{}\n\n# C\n\nText here.\n"
DIARY = "# Diary\n\nText.\n\n## Monday: data\n\nText.\n\n## Tuesday: MLP\n\nText.\n\n{}\n"
BOOKS = "# A\n\nText here [1].\n\n## References\n\n[1] {}\n"

STOPPED = (
    "The reason for this is that the",
    "We can see that the accuracy",
    "It overfits because",
    "The learning rate was chosen by",
    "In conclusion,",
    "This shows that",
    "The network with 64 units is better than",
    "We conclude that a larger batch",
    "The loss falls until epoch 80 and then",
    "As a consequence the network is",
    "Training took 12 minutes on a",
    "It is clear that overfitting occurs when the",
    "The difference between the two is",
    "Finally, we",
    "The best results are obtained with",
    "However, the test",
    "The second network learns faster, but",
)
ENDED = (
    "The network overfits after epoch 80",
    "This is what it looks like",
    "We train with Adam and a learning rate of 0.001",
    "Better is the network with 64",
    "That is what we aimed at",
    "The one we look at",
    "It is the network that we started with.",
    "These are the values we rely on",
    "How it works is shown further on",
    "See below",
    "Anna Meier and Tom Li",
    "The batch that each step is trained on",
    "However, it works",
    "It holds a description of the systems that the images in the folder are compatible with",
    "The other networks are trained like so",
)
OPEN_PLACES = (
    "TODO: discuss",
    "[TODO]",
    "The accuracy is XX %.",
    "(citation needed)",
    "[citation]",
    "We reached ??? %.",
    "tbd",
    "To be completed.",
    "to do: plot",
    "[Figure here]",
    "INSERT TABLE HERE",
    "@Anna please check this number!",
    "(add numbers)",
    "Write conclusion",
    "The accuracy is ___ %.",
    "We get an accuracy of X.XX %.",
    "Discussion goes here.",
    "Note to self: redo this plot",
    "(Paul: can you write this part?)",
    "still to be written",
    "WIP",
)
FILLED = (
    "The class X is hard.",
    "We wrote TODO lists.",
    "What now?",
    "It is to be completed by others in the future.",
    "The figure here shows it.",
    "It remains to be seen.",
    "A share of x % of the labels",
    "The values are in [0, 1].",
    "This has yet to be shown in practice.",
    "We still have to do without a GPU.",
    "To do the training, run it twice:",
    "(see above)",
    "Add noise.",
)
TEMPLATE_ENTRIES = (
    "Author, A. Title of the paper. Journal, year.",
    "A. Author and B. Author. Paper title. Conference, 20XX.",
    "Firstname Lastname. Title of the article. Name of the journal, 2020.",
    "Surname, I. (year). Title. Publisher.",
    "Author. Title. Venue. Year.",
    "[Author], [Title], [Year]",
    "Author's name, Book title, publisher, year",
    "Insert reference here",
    "TODO: add reference",
    "Your reference here",
    "J. Doe. My first paper. Journal of Examples, 2000.",
    "???",
)
WORKS = (
    "Y. LeCun, L. Bottou. Gradient-based learning applied to document recognition. 1998.",
    "D. P. Kingma and J. Ba. Adam: A method for stochastic optimization. ICLR 2015.",
    "A. Krizhevsky. Learning multiple layers of features from tiny images. Technical report, 2009.",
    "K. Simonyan, A. Zisserman. Very deep convolutional networks. arXiv:1409.1556",
    "PyTorch documentation, https://pytorch.org/docs",
    "Goodfellow, I., Bengio, Y., Courville, A.: Deep Learning. MIT Press (2016)",
    "Lamport, R. and Title, M. Paper machines and networks. Journal of Print, 2001",
)
EMPTY = ("## Sunday: what I would tell a friend", "## What we learned", "## Conclusion")
CLOSING = (
    "## The end",
    "## Thank you!",
    "## Word count: 1200",
    "## Signed: A. Meier",
    "## References",
    "## Appendix",
    "## Figures",
)


@pytest.mark.parametrize(
    ("form", "pieces", "are_wrong"),
    [
        pytest.param(AFTER, STOPPED, True, id="sentences that stop"),
        pytest.param(AFTER, ENDED, False, id="sentences that end"),
        pytest.param(AFTER, OPEN_PLACES, True, id="places left open"),
        pytest.param(AFTER, FILLED, False, id="nothing left open"),
        pytest.param(BOOKS, TEMPLATE_ENTRIES, True, id="entries of templates"),
        pytest.param(BOOKS, WORKS, False, id="works"),
        pytest.param(DIARY, EMPTY, True, id="empty last sections"),
        pytest.param(DIARY, CLOSING, False, id="closing words"),
    ],
)
def test_what_was_left_over_is_told_from_what_is_meant(
    form: str, pieces: tuple[str, ...], are_wrong: bool
) -> None:
    texts = [form.format(piece) for piece in pieces]

    assert accused(texts) == (texts if are_wrong else [])


def test_a_part_that_holds_numbered_sections_is_not_empty() -> None:
    text = "## 1 A\n\nText.\n\n## Part B\n\n## 2 Learning rate\n\nText.\n"

    assert accused([text]) == []
