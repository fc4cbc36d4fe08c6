"""Mentions of figures, tables, sections and appendices that are absent, in many wordings."""

import pytest

from tests.consistency_document.documents import accused, held, wrong

FIGURES = """# Report

Some text.

![a](a.png)

Figure 1: Loss of the MLP

![b](b.png)

Figure 2: Accuracy of the MLP

"""
SECTIONS = """# Report

Intro text.

## 1 Setup

Text here.

## 2 Results

Text.

### 2.1 Training

Text.

### 2.2 Test

Text.

## 3 Discussion

Text. """
MUCH = "Text.\n\n" * 15

ABSENT_FIGURES = (
    "Figure 5 reveals that the loss falls.",
    "see Fig. 5",
    "(cf. Figure 4)",
    "The curves in Fig.7 fall.",
    "As can be seen from Figure 3, it overfits.",
    "Figures 2 and 3 compare them.",
    "Figs. 1–3 show them.",
    "In figure 6 the loss falls.",
    "Figure 4 plots the mean against T",
    "Fig 3 nicely confirms this.",
    "This is shown in Figure 3 (left).",
    "Figure 3a shows it.",
    "Abb. 4 verdeutlicht das.",
    "In der Abbildung 5 sieht man das.",
    "如图 5 所示，损失下降。",
    "La Figura 5 muestra la pérdida.",
    "Both are drawn in Figure 3.",
    "Compare Figure 1 with Figure 3.",
    "As the curve in figure 3 reveals, training works",
    "The text goes on (see Figure 4: the filters), and ends.",
)
OTHER_FIGURES = (
    "Figure 2 shows it.",
    "Figure 2(b) shows it.",
    "Figure 7 of the handout shows it.",
    "Figure 4 in [3] shows it.",
    "As in Goodfellow et al. (2016), Figure 5.3.",
    "Figure 3 of the paper by LeCun et al.",
    "In the tutorial, Figure 3 shows the net.",
    "The figure of 5 % is small.",
    "Figures 1, 2 show 3 curves.",
    "In Fig. 2, 5 of 10 classes are hard.",
    "We figure out 5 reasons.",
    "It took 11 minutes; the figure 4.538 g is an estimate.",
)
ABSENT_SECTIONS = (
    "As described in Section 7 it works.",
    "See Section 5 for details.",
    "(see Sec. 6)",
    "Section 8 discusses noise.",
    "We come back to this in Section 4.",
    "This is explained in section 2.4.",
    "Details are in Appendix B.",
    "Appendix A lists all runs.",
    "The derivation can be found in the appendix.",
    "The code is listed in the Appendix.",
    "see the appendix for all curves",
    "Sections 4 and 5 show the rest.",
    "cf. Section 9",
    "Im Abschnitt 7 steht das.",
    "The limitations are discussed in Section 6.",
)
OTHER_SECTIONS = (
    "As the handout says in Section 7 it works.",
    "Section 5.2 of [3] says so.",
    "See Section 2 for it.",
    "In section 2.1 it is shown.",
    "Section 3 discusses it.",
    "In Section 4 of the assignment we should use Adam.",
    "Section 5 asks for batch sizes; it was not done.",
    "Goodfellow, Section 9.1",
    "We append the code.",
    "This report has no appendix.",
    "See the appendix of the paper by Simonyan.",
    "We appended two layers.",
    "The format is that of Appendix B.1 of RFC 5892.",
    "It is in the appendix below.",
    "A cross section 7 mm wide",
)
ANNOUNCED = (
    "The figure below shows the loss.",
    "The following table lists the counts.",
    "The plot above shows it.",
    "In the table below we compare them.",
    "The two plots below show both.",
    "As the following figure shows, it falls.",
    "The table above tells it.",
    "Below is a plot of the loss.",
    "The next figure shows the accuracy.",
    "Here is the confusion matrix:",
    "In the following plots, train is blue.",
    "(see plot below)",
    "The loss curve is shown below:",
)
NOT_ANNOUNCED = (
    "The figure of merit below 5 is bad.",
    "The figure above 80 % is good.",
    "The following shows it.",
    "The loss is below 0.5.",
    "We describe the plots in the following.",
    "The following tables of the handout are used.",
    "It stays below the figure of 10 %.",
    "The accuracy is shown in the following section.",
    "Below we discuss the loss.",
)


def test_figures_that_are_absent_are_found_however_they_are_mentioned() -> None:
    assert accused(FIGURES + words for words in ABSENT_FIGURES) == [
        FIGURES + words for words in ABSENT_FIGURES
    ]


def test_figures_that_are_there_or_elsewhere_are_not_missed() -> None:
    assert accused(FIGURES + words for words in OTHER_FIGURES) == []


def test_sections_and_appendices_that_are_absent_are_found() -> None:
    assert accused(SECTIONS + words for words in ABSENT_SECTIONS) == [
        SECTIONS + words for words in ABSENT_SECTIONS
    ]


def test_sections_that_are_there_or_elsewhere_are_not_missed() -> None:
    assert accused(SECTIONS + words for words in OTHER_SECTIONS) == []


@pytest.mark.parametrize(("sentences", "are_wrong"), [(ANNOUNCED, True), (NOT_ANNOUNCED, False)])
def test_what_is_announced_beside_the_text_is_looked_for(
    sentences: tuple[str, ...], are_wrong: bool
) -> None:
    around = f"# R\n\n![a](a.png)\n\nText.\n\n## A\n\n{MUCH}{{}}\n\n{MUCH}## B\n\n{MUCH}"
    texts = [around.format(sentence) for sentence in sentences]

    assert accused(texts) == (texts if are_wrong else [])


@pytest.mark.parametrize(
    ("sentence", "code", "is_wrong"),
    [
        ("See Figure 7 for it.", "", True),
        ("The loss is in Figure 1.", "", True),
        ("As Table 2 shows, it is fine.", "", True),
        ("See Figure 7 for it.", "plt.plot(x)\nplt.show()", False),
        ("See Listing 2 for it.", "x = 1", False),
        ("See Figure 1, Figure 2 and Figure 3.", "", False),
        ("See Table 902 for it.", "", False),
        ("We reach the figure 4.538 again.", "", False),
    ],
)
def test_a_text_without_any_figure_is_held_against_what_may_hold_it(
    sentence: str, code: str, is_wrong: bool
) -> None:
    assert bool(wrong(held(f"# A\n\nSome text.\n\n{sentence}", code=code))) == is_wrong


def test_a_picture_beside_the_text_may_be_the_figure_that_it_mentions() -> None:
    files = ("report.md", "img/loss.png")

    assert not wrong(held("# A\n\nThe loss is in Figure 1.", files=files))


@pytest.mark.parametrize(
    ("more", "is_wrong"),
    [
        ("![c](c.png)\n\nFigure 2: Weights\n", True),
        ("Text.\n\nFigure 2: Weights of the first layer\n", True),
        ("Figure 2 (continued): Accuracy\n", False),
        ("Text.\n\n图 2: 准确率\n", False),
        ("Text.\n\nFigure 2: we see that the accuracy rises. This is good.\n", False),
        ("Text.\n\nFigure 2: Accuracy of the MLP on all data\n", False),
    ],
)
def test_a_number_that_is_there_twice_is_found_unless_it_may_be_one_thing(
    more: str, is_wrong: bool
) -> None:
    assert bool(wrong(held(FIGURES + more))) == is_wrong


def test_two_sides_of_a_picture_may_share_their_number() -> None:
    text = "![a](a.png)\n\nFigure 1: left: loss\n\n![b](b.png)\n\nFigure 1: right: accuracy"

    assert not wrong(held(text))
