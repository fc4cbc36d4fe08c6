"""Numbers of figures, tables and sections, and what refers to them."""

import pytest

from tests.consistency_document.documents import OPEN, RIGHT, WRONG, held, outcomes, wrong

FIGURES = """# Report

![a](a.png)

Figure 1: Loss of the MLP

![b](b.png)

Figure 2: Accuracy of the MLP

"""
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
MUCH = "Text.\n\n" * 20
SECTIONS = "## 1 Setup\n\nText.\n\n## 2 Results\n\nText.\n\n### 2.1 Test\n\nText.\n\n## 3 End\n\n"


@pytest.mark.parametrize(
    ("sentence", "title", "outcome"),
    [
        ("Figure 1 shows that it falls.", "Figure 1", RIGHT),
        ("It falls (see Figs. 1 and 2).", "Figure 2", RIGHT),
        ("It falls, see Figure 2(a).", "Figure 2a", RIGHT),
        ("It falls, as Figure 5 shows.", "Figure 5", WRONG),
        ("Abbildung 3 zeigt die Gewichte.", "Figure 3", WRONG),
        ("In Table 1 we list them.", "Table 1", WRONG),
        ("Listing 2 is the code.", "Listing 2", WRONG),
    ],
)
def test_what_is_referred_to_is_looked_for(sentence: str, title: str, outcome: object) -> None:
    assert outcomes(held(FIGURES + sentence), f"reference to {title}") == {outcome}


@pytest.mark.parametrize(
    "sentence",
    [
        "Goodfellow et al. [3], Figure 7, show the same.",
        "This is Figure 7 of the handout.",
        "We follow Table 5 in the paper.",
        "Which figure? The next one.",
        "The figure x-axis counts the epochs, the figure y-axis the loss.",
    ],
)
def test_what_is_elsewhere_is_not_missed_here(sentence: str) -> None:
    assert not wrong(held(FIGURES + sentence))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("See Figures 1, 2, 3 and 4.", id="a text that lost all of its figures"),
        pytest.param("[image]\n\nFigure 3 shows it.", id="pages made text"),
        pytest.param(FIGURES + "![c](c.png)\n\nFigure 3 shows it.", id="a figure without caption"),
        pytest.param(FIGURES + "Figure 3. See Figure 3.", id="what may be the caption"),
    ],
)
def test_a_figure_that_may_have_lost_its_number_is_not_missed(text: str) -> None:
    found = held(text)

    assert not wrong(found)
    assert outcomes(found, "reference to Figure 3") <= {OPEN, RIGHT}


@pytest.mark.parametrize(
    "words",
    ["Fig. X", "Figure ??", "Table ??", "Figure XX", "Section ??", "Figure [?]", "Table #"],
)
def test_numbers_that_were_never_filled_in_are_found(words: str) -> None:
    (checked,) = [one for one in held(f"# A\n\nThe loss of {words} falls.") if one.outcome == WRONG]

    assert "never filled in" in checked.sentence
    assert checked.place.line == 3


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("It is in Figure \\ref{fig:loss}.", True),
        ("It is in Figure \\ref{fig:loss}.\n\n$$\nx \\label{fig:loss}\n$$", False),
        ("## II. A\n\nText.\n\n## X. B\n\nSection X is last.", False),
        ("TABLE IX: Runs\n\n" + TABLE + "\nTABLE X: B\n\n" + TABLE + "\nTable X is it.", False),
    ],
)  # fmt: skip
def test_labels_and_roman_numbers_are_understood(text: str, is_wrong: bool) -> None:
    assert bool(wrong(held(text))) == is_wrong


def test_a_number_that_two_figures_bear_is_found_with_both() -> None:
    found = held(FIGURES + "![c](c.png)\n\nFigure 2: Weights of the MLP\n\nSee Figure 2.")

    (sentence,) = wrong(found)
    assert "Weights of the MLP" in sentence
    assert "Accuracy of the MLP" in sentence
    assert "line 9" in sentence
    assert outcomes(found, "reference to Figure 2") == {OPEN}


def test_numbers_that_begin_again_with_each_question_are_no_mistake() -> None:
    one = "Figure 1: Loss\n\nText.\n\nFigure 2: Accuracy\n\nText.\n\n"

    assert not wrong(held(f"# Question 1\n\n{one}# Question 2\n\n{one.replace('L', 'Val l')}"))


def test_a_number_between_two_captions_is_missed_only_where_no_figure_is_without_one() -> None:
    gap = "![c](c.png)\n\nFigure 4: Weights of the MLP\n\n"

    assert outcomes(held(FIGURES + gap), "no figure has the number 3") == {WRONG}
    assert outcomes(held(FIGURES + gap + "![d](d.png)\n"), "no figure has the number 3") == {OPEN}
    assert not outcomes(held(FIGURES + gap + "(Figure 3: lost)"), "no figure has the number 3")


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("As described in Section 2.1 it works.", RIGHT),
        ("As described in Section 7 it works.", WRONG),
        ("As the handout says in Section 7 it works.", OPEN),
        ("It is listed in Appendix B.", WRONG),
    ],
)
def test_sections_are_looked_for(sentence: str, outcome: object) -> None:
    assert outcomes(held(SECTIONS + sentence), "The text refers to") == {outcome}


def test_one_number_over_two_sections_is_found() -> None:
    twice = SECTIONS.replace("## 3 End", "### 2.1 Parameters\n\nText.\n\n## 3 End")

    assert "“Parameters”" in "".join(wrong(held(twice)))
    assert not wrong(held(SECTIONS + "Text."))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("## 1 A\n\nText.\n\n## 2 Dropout\n\n## 3 C\n\nText.\n", WRONG),
        ("# 1 A\n\nText.\n\n# 2 Dropout\n\n## 2.1 C\n\nText.\n", None),
        ("## 1 A\n\nSee Figure 1.\n\n## 2 Plots of Dropout\n\n## 3 C\n\nText.\n", OPEN),
        ("## A\n\nText.\n\n## Dropout\n\n## C\n\nText.\n", OPEN),
        ("## A\n\nText.\n\n## Conclusion\n", WRONG),
    ],
)
def test_empty_sections_are_found(text: str, outcome: object) -> None:
    assert outcomes(held(text), "is empty") == ({outcome} if outcome else set())


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The figure below shows it.\n\n![x](x.png)\n\n## B\n\nText.", RIGHT),
        ("The following table lists them.\n\n" + TABLE, RIGHT),
        ("The figure below shows it.\n\n## B\n\nText.", OPEN),
        ("The plot below shows it.\n\n" + MUCH + "![x](x.png)", RIGHT),
        ("## A\n\nThe plot below shows it.\n\n## B\n\n" + MUCH + "![x](x.png)", WRONG),
    ],
)
def test_what_is_announced_is_looked_for(text: str, outcome: object) -> None:
    assert outcomes(held(text), "announces") == {outcome}


def test_numbered_equations_are_found_again() -> None:
    found = held("$$\ny = x \\tag{2}\n$$\n\nBy Equation (2) and Equation (5) it holds.")

    assert outcomes(found, "equation 2") == {RIGHT}
    assert outcomes(found, "equation 5") == {OPEN}
