"""What the text says of axes and of files, in many wordings."""

import pytest

from tests.consistency_document.documents import accused, held, wrong

DRAWS = """plt.figure()
plt.plot(tr, label="train")
plt.plot(te, label="test")
plt.xlabel("Epoch")
plt.ylabel("Accuracy (%)")
plt.legend()
plt.savefig("acc.png")
"""
FIGURE = "# A\n\nText.\n\n![a](acc.png)\n\nFigure 1: Accuracy\n\n"
FILES = (
    "report.md", "src/train.py", "src/nets.py", "results/sec4.csv", "results/sec7.csv",
    "results/summary.json", "img/acc.png", "models/best.pt",
)  # fmt: skip
WRITES = """import json
with open("results/summary.json", "w") as f: json.dump(x, f)
torch.save(net.state_dict(), "models/best.pt")
plt.savefig("img/acc.png")
for s in (4, 7):
    pd.DataFrame(h).to_csv(f"results/sec{s}.csv")
"""
OTHER_AXES = (
    "The horizontal axis of Figure 1 counts iterations.",
    "The x-axis shows the number of mini-batches.",
    "On the x-axis are the steps.",
    "The x axis is the number of updates.",
    "Iterations are on the horizontal axis.",
    "The abscissa denotes iterations.",
    "The vertical axis is the loss.",
    "The y-axis of Figure 1 shows the cross entropy loss.",
    "The y-axis is a fraction between 0 and 1.",
    "Both axes are on a logarithmic scale.",
    "The accuracy is drawn with a logarithmic x axis.",
    "The x-axis is labelled with steps",
    "The horizontal axis in both plots measures training steps",
    "The x-axis counts batches, the y-axis per cent.",
)
OWN_AXES = (
    "The horizontal axis of Figure 1 counts epochs.",
    "The x-axis shows epochs, one of which has 500 iterations.",
    "The y-axis is the accuracy in percent.",
    "The vertical axis is the share of right answers.",
    "The x-axis does not count iterations.",
    "The number of iterations is 500.",
    "We take the log of the loss.",
    "The x-axis is the time.",
    "The y axis shows test and train.",
    "The log file is written.",
    "On a log scale it would be easier to see.",
)
ABSENT = (
    "The rates are in results/sec6.csv.",
    "Learning rates (results/sec6.csv): 10 is bad.",
    "All plots come from plot_all.py.",
    "see results/sec5.csv",
    "Run `python conv.py` to train.",
    "The notebook a2_final.ipynb holds everything.",
    "The weights are in models/final_16.pt.",
    "The curve is saved as img/loss.png.",
    "The log is written to run.log",
    "results/summary2.json lists them.",
    "The numbers are in rnn_results.csv",
    "The plot img/loss.png shows it.",
    "helpers are in utils.py",
    "```bash\npython train.py\npython conv.py --epochs 5\n```",
    "```\n$ python src/rnn.py\n```",
    "run.sh starts everything",
)
NOT_MISSED = (
    "The rates are in results/sec7.csv.",
    "Run `python train.py`.",
    "The data lie in faces.npz.",
    "We load train.csv.",
    "It was in old_results.csv, which we lost.",
    "models/huge.pt is too large to submit",
    "We start from example.py of the tutorial.",
    "for example foo.csv",
    "The library has torch/optim/sgd.py.",
    "data/cifar.csv holds the images",
    "Download t10k-labels.csv",
    "The logs are in train.log, which is not included.",
    "pip install -r requirements.txt",
    "The notebook is train.ipynb.",
    "```bash\ngit clone https://x.y/z\ncd z\npython main.py\n```",
    "A file such as results/x.csv would help.",
    "The file results/tmp.csv was deleted.",
)


@pytest.mark.parametrize(("sentences", "are_wrong"), [(OTHER_AXES, True), (OWN_AXES, False)])
def test_axes_are_held_against_the_names_in_the_code(
    sentences: tuple[str, ...], are_wrong: bool
) -> None:
    texts = [FIGURE + sentence for sentence in sentences]

    assert accused(texts, code=DRAWS) == (texts if are_wrong else [])


@pytest.mark.parametrize(
    ("caption", "is_wrong"),
    [
        ("Accuracy over iterations", True),
        ("Accuracy against the number of steps", True),
        ("Test accuracy per update", True),
        ("Accuracy over epochs", False),
        ("Accuracy averaged over iterations", False),
        ("Accuracy over time", False),
    ],
)
def test_what_a_caption_says_of_the_axis_is_held_against_it(caption: str, is_wrong: bool) -> None:
    found = held(f"# A\n\nText.\n\nFigure 1: {caption}", code=DRAWS)

    assert bool(wrong(found)) == is_wrong


@pytest.mark.parametrize(
    "code",
    [
        DRAWS.replace('"Epoch"', "name"),
        DRAWS + "plt.figure()\nplt.plot(losses)\nplt.show()\n",
        DRAWS.replace("Epoch", "Epoch and iteration"),
        "",
    ],
)
def test_an_axis_whose_name_is_not_known_contradicts_nothing(code: str) -> None:
    assert not wrong(held(FIGURE + "The x-axis counts iterations.", code=code))


@pytest.mark.parametrize("code", [DRAWS + "plt.yscale('log')\n", "x = np.log10(loss)\n" + DRAWS])
def test_a_logarithmic_scale_is_believed_where_the_code_may_draw_one(code: str) -> None:
    assert not wrong(held(FIGURE + "The loss is plotted on a log scale.", code=code))


@pytest.mark.parametrize(("sentences", "are_wrong"), [(ABSENT, True), (NOT_MISSED, False)])
def test_files_that_must_be_there_are_told_from_those_that_need_not(
    sentences: tuple[str, ...], are_wrong: bool
) -> None:
    texts = [f"# A\n\n{sentence}" for sentence in sentences]

    assert accused(texts, files=FILES, code=WRITES) == (texts if are_wrong else [])


def test_a_file_may_be_made_by_code_that_takes_its_name_from_outside() -> None:
    code = WRITES + "with open(args.out, 'w') as f: f.write(rows)\n"

    assert not wrong(held("# A\n\nThe numbers are in runs.csv.", files=FILES, code=code))
