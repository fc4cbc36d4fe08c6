"""Names of files and what code draws, held against what was handed in."""

import pytest

from grader.collect.write_ups import read_text
from tests.consistency_document.documents import OPEN, RIGHT, WRONG, held, outcomes, wrong

CODE = """
plt.plot(test_accuracies)
plt.xlabel("Epoch")
plt.ylabel("Test accuracy")
plt.title("batch sizes")
plt.savefig("img/acc.png")
torch.save(net.state_dict(), f"models/ae_{n}.pt")
"""
FILES = ("report.md", "src/train.py", "models/Best.pt", "img/acc.png")


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Run `python train.py` to train.", RIGHT),
        ("The best model is best.pt.", RIGHT),
        ("All plots come from plot_all.py.", WRONG),
        ("The weights are in models/final_16.pt.", WRONG),
        ("The weights are in models/ae_16.pt.", OPEN),
        ("The curve is saved as acc.png.", RIGHT),
        ("The curve is saved as loss.png.", WRONG),
        ("We start from example.py of the tutorial.", OPEN),
        ("The notebook is train.ipynb.", OPEN),
        ("The data lie in faces.npz.", OPEN),
        ("See https://example.org/other.py for more.", None),
    ],
)
def test_files_that_the_text_names_are_looked_for(sentence: str, outcome: object) -> None:
    found = held(f"# A\n\n{sentence}", files=FILES, code=CODE)

    assert outcomes(found, "file ") == ({outcome} if outcome else set())


def test_nothing_is_missed_of_a_report_that_came_alone() -> None:
    text = "# A\n\nRun plot_all.py.\n\n![Loss](img/loss.png)"

    assert not held(text)
    assert not held(text, files=("report.md",))


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("img/acc.png", RIGHT),
        ("IMG\\Acc.PNG", RIGHT),
        ("img/loss.png", WRONG),
        ("https://example.org/loss.png", None),
        ("attachment:loss.png", None),
    ],
)
def test_pictures_that_the_text_shows_are_looked_for(source: str, outcome: object) -> None:
    found = held(f"# A\n\nText.\n\n![Loss]({source})", files=FILES)

    assert outcomes(found, "picture") == ({outcome} if outcome else set())


def test_pictures_of_a_text_that_a_machine_made_of_pages_are_not_missed() -> None:
    found = held("# A\n\n![](_page_0_Picture_1.jpeg)", files=("report.md", "train.py"))

    assert outcomes(found, "picture") == {OPEN}


@pytest.mark.parametrize(
    ("caption", "code", "outcome"),
    [
        ("Test accuracy for all batch sizes", CODE, RIGHT),
        ("Training accuracy for all batch sizes", CODE, WRONG),
        ("Loss for all batch sizes", CODE, WRONG),
        ("Validation accuracy for all batch sizes", CODE, None),
        ("Loss", CODE.replace('"Test accuracy"', "name"), None),
        ("Training accuracy", CODE.replace("Test accuracy", "Training accuracy"), WRONG),
    ],
)
def test_a_caption_is_held_against_the_code_that_saved_the_picture(
    caption: str, code: str, outcome: object
) -> None:
    found = held(f"# A\n\n![]({'img/acc.png'})\n\nFigure 1: {caption}", code=code)

    assert outcomes(found, "what Figure 1 shows") == ({outcome} if outcome else set())


def test_a_caption_without_picture_is_held_against_the_only_code_about_its_subject() -> None:
    caption = "# A\n\nText.\n\nFigure 1: Training accuracy for the batch sizes"
    other = CODE + "plt.show()\nplt.plot(train_accuracies)\nplt.ylabel('Train accuracy')\n"

    assert wrong(held(caption, code=CODE))
    assert not wrong(held(caption, code=other))


def test_a_listing_that_draws_other_data_than_its_label_says_is_found() -> None:
    listing = "```python\nplt.plot(cnn_test)\nplt.ylabel('training accuracy')\nplt.show()\n```"
    text = f"# A\n\n{listing}\n\n![png](output_1_0.png)\n\nFigure 1: training accuracy of the CNN"

    assert any("cnn_test" in sentence for sentence in wrong(held(text)))


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("Figure 1 shows the training loss.", True),
        ("In Figure 1 we see the training accuracy.", True),
        ("The training loss is shown in Figure 1.", True),
        ("Figure 1 shows the test accuracy.", False),
        ("As Figure 1 shows, the training loss was too high for this.", False),
        ("Figure 1 shows what the training loss hides, a bad test accuracy.", False),
    ],
)
def test_what_the_text_says_of_a_figure_is_held_against_its_caption(
    sentence: str, is_wrong: bool
) -> None:
    text = f"# A\n\n![](a.png)\n\nFigure 1: Test accuracy of the network\n\n{sentence}"

    assert bool(wrong(held(text))) == is_wrong


@pytest.mark.parametrize(
    ("sentence", "is_wrong"),
    [
        ("Figure 1 shows the faces for n = 64.", True),
        ("Figure 1 shows the faces for n=16.", False),
        ("Figure 1 shows the faces for n = 16 and 64.", False),
        ("Figure 1 shows the faces; those for n = 64 are better.", False),
        ("Figure 1 shows the faces with SGD.", True),
        ("Figure 1 shows that SGD is worse than Adam.", False),
    ],
)
def test_the_setting_that_the_text_names_is_held_against_the_caption(
    sentence: str, is_wrong: bool
) -> None:
    text = f"# A\n\n![](a.png)\n\nFigure 1: Faces for n = 16 with Adam\n\n{sentence}"

    assert bool(wrong(held(text))) == is_wrong


def test_a_caption_copied_into_the_section_of_another_setting_is_found() -> None:
    text = "".join(
        f"## 1.{index} The network with n = {units}\n\n![](f{index}.png)\n\n"
        f"Figure {index}: Faces and reconstructions for n = 16\n\n"
        for index, units in ((1, 16), (2, 64))
    )

    (sentence,) = wrong(held(text))
    assert sentence.startswith("Figure 2")
    assert not wrong(held(text.replace("n = 64", "n = 16")))


def test_the_number_of_another_questions_figure_is_found() -> None:
    text = (
        "## Question 1\n\nAs Fig. 2 shows, training and validation loss separate.\n\n"
        "Figure 1: Training and validation loss\n\n"
        "## Question 2\n\nText.\n\nFigure 2: Test accuracy\n"
    )

    assert any("Figure 1 beside it" in sentence for sentence in wrong(held(text)))
    assert not wrong(held(text.replace("Fig. 2", "Fig. 1")))


@pytest.mark.parametrize(
    "text",
    [
        "Figure 1: a\n\n" * 4_000,
        "See Figure 9, Table 8 and Appendix C and section 4. " * 4_000,
        "a.b-c_d/" * 50_000,
        "[1] ? ?? TODO of the\n\n" * 4_000,
        "# 1.1 A\n" * 4_000,
        "the following " * 20_000,
        "train and " * 20_000 + "Figure 1 shows the " * 5_000,
        "Figure 1: accuracy of the LSTM on CIFAR-10 for all learning rates\n\nMNIST. RNN.\n\n"
        * 3_000,
        "the x axis of x axis on the y axis is in epochs " * 5_000,
        "# A\n\nSee the appendix. Below is the next plot below. Here are the curves: " * 4_000,
        "# References\n\n" + "[1] Author. Title. Journal, year. " * 10_000,
        "see results/sec6.csv in results/sec7.csv and plots/a.png " * 10_000,
        "that the small large accuracy\n\n" * 5_000 + "@A please (B: can you " * 5_000,
        "python a.py\n    $ python3 -u b/c/d/e.py\n" * 10_000,
    ],
)
@pytest.mark.timeout(60)
def test_texts_made_to_take_for_ever_are_held_in_seconds(text: str) -> None:
    write_up = read_text(text, path="report.md")

    assert write_up.blocks
    held(text, files=FILES, code=CODE + "plt.plot(" * 5_000 + "'a{}" * 5_000)
