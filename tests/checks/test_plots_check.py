"""The checks on figures: what is plainly there, plainly missing, and everything in between."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.checks.plots import axis_names, plot, plot_truthful
from grader.records import (
    CurvePoint,
    DataUsed,
    EndingName,
    Evidence,
    HandedIn,
    Kind,
    Mistake,
    Outcome,
    Place,
    Plot,
)
from tests.checks.drawn import (
    axes,
    code,
    curves,
    falling,
    figure,
    line,
    report,
    rising,
    saved_picture,
    trained,
)

Make = Callable[..., Any]
LOSSES, OTHERS = falling(), falling(end=0.6)
SCORES, TEST_SCORES = rising(), rising(end=0.8)
BOTH = ("train", "validation")

BOTH_SHOWN: dict[str, Plot] = {
    "labels": curves(line(LOSSES, "train"), line(OTHERS, "val"), x="epoch", y="loss"),
    "labels alone": curves(line(LOSSES, "train_loss"), line(OTHERS, "val_loss")),
    "a title with both, and no labels": curves(
        line(LOSSES), line(OTHERS), title="Training and validation loss vs. epochs"
    ),
    "the other way round": curves(
        line(LOSSES, "Train"), line(OTHERS, "Valid"), title="Epochs vs Loss"
    ),
    "French": curves(
        line(LOSSES, "réseau 1, apprentissage"), line(OTHERS, "réseau 1, validation"),
        x="époque", y="entropie croisée",
    ),
    "German": curves(
        line(LOSSES, "Training"), line(OTHERS, "Validierung"), x="Epoche", y="Verlust"
    ),
    "Chinese": curves(line(LOSSES, "训练"), line(OTHERS, "验证"), x="轮", y="损失"),
    "one unnamed beside one named": curves(line(LOSSES, "loss"), line(OTHERS, "val loss")),
    "points, not lines": curves(
        line(LOSSES, "train", kind="scatter"), line(OTHERS, "val", kind="scatter"), y="MSE"
    ),
    "two pairs of axes": figure(
        axes(line(LOSSES), title="Training loss"), axes(line(OTHERS), title="Validation loss")
    ),
    "a title that names settings": curves(
        line(LOSSES, "train lr=0.1"), line(OTHERS, "val lr=0.1"), y="CE", title="lr = 0.1, batch 4"
    ),
    "test for validation": curves(line(LOSSES, "Training loss"), line(OTHERS, "Test loss")),
    "a legend of the whole figure": replace(
        curves(line(LOSSES), line(OTHERS), y="loss"), legend=("train", "validation")
    ),
    "twin axes": figure(
        axes(line(LOSSES, "train"), line(OTHERS, "val"), y="Loss", x="Epoch"),
        axes(line(SCORES, "train"), line(TEST_SCORES, "val"), y="Accuracy"),
    ),
    "a name that contains another": curves(
        line(LOSSES, "trainLosses"), line(OTHERS, "validationLosses"), title="Model performance"
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawn", BOTH_SHOWN.values(), ids=BOTH_SHOWN)
def test_curves_are_found_however_they_are_named(make_case: Make, drawn: Plot) -> None:
    answer = plot(make_case(plots=(drawn,)), y="loss", x="epoch", series=BOTH)

    assert answer.outcome is Outcome.MET, answer


def test_names_in_the_code_tell_what_nothing_else_does(make_case: Make) -> None:
    drawn = curves(line(LOSSES), line(OTHERS))
    cell = code("plt.plot(train_loss)\nplt.plot(history['val_loss'], 'r--')\nplt.show()")

    answer = plot(make_case(plots=(drawn,), handed_in=cell), y="loss", series=BOTH)

    assert answer.outcome is Outcome.MET


def test_a_curve_without_any_name_is_the_training_loss_if_it_has_its_values(
    make_case: Make,
) -> None:
    case = make_case(plots=(curves(line(LOSSES)),), training=(trained(LOSSES),))

    assert plot(case, y="loss", x="epoch", series=("train",)).outcome is Outcome.MET


def test_one_curve_that_is_missing_is_named(make_case: Make) -> None:
    case = make_case(plots=(curves(line(LOSSES, "train"), x="epoch", y="loss"),))

    answer = plot(case, y="loss", series=BOTH)

    assert answer.outcome is Outcome.NOT_MET
    assert answer.reason == "The figures lack the validation loss."


def test_no_figure_at_all_is_certain_when_everything_ran(make_case: Make) -> None:
    answer = plot(make_case(), y="accuracy", x="epoch")

    assert answer.outcome is Outcome.NOT_MET
    assert answer.reason == "No figure shows the accuracy against the epoch."


MAY_BE_THERE: dict[str, dict[str, Any]] = {
    "a curve that nothing names": {"plots": (curves(line(TEST_SCORES)),)},
    "a label in no language": {"plots": (curves(line(LOSSES, "perte"), line(OTHERS, "x2")),)},
    "a saved picture": {"plots": (saved_picture(3),)},
    "a caption": {"accounts": (report("Figure 1: Training curves of the network."),)},
    "a caption that says so": {"accounts": (report("Training and validation loss"),)},
    "a picture without a caption": {"accounts": (report(""),)},
    "a scan": {"accounts": (report("", blocks=()),)},
    "a page that was not read": {"accounts": (report("Faces", problems=("Page 3.",)),)},
    "a picture that was handed in": {"handed_in": HandedIn(files=("curves.PNG",))},
    "another library": {"handed_in": code("import plotly.express as px\npx.line(losses)")},
    "a board": {"handed_in": code("writer = SummaryWriter()")},
    "a cell that draws and was not seen": {"handed_in": code("plt.plot(val_losses)", cell=4)},
    "code that cannot be read": {"handed_in": code("def plot(:\n", cell=4)},
    "code that did not run": {"dormant": (Place(file="a2.ipynb", cell=2),)},
    "a figure without content": {"plots": (figure(axes(x="epoch", y="loss")),)},
    "an error rate": {"plots": (curves(line(LOSSES, "test error rate")),), "y": "accuracy"},
    "a function that draws": {"handed_in": code("def show(x):\n    plt.plot(x)")},
    "a function of another file": {"handed_in": code("plot_history(history)", cell=4)},
    "so many figures": {"plots": (curves(line(SCORES, "acc")),) * 50},
}


@pytest.mark.parametrize("parts", MAY_BE_THERE.values(), ids=MAY_BE_THERE)
def test_what_may_be_there_costs_nothing(make_case: Make, parts: dict[str, Any]) -> None:
    asked = {"y": "loss", "series": BOTH} if "y" not in parts else {"y": parts["y"]}
    evidence = {name: value for name, value in parts.items() if name != "y"}

    answer = plot(make_case(**evidence), x="epoch", **asked)

    assert answer.outcome in (Outcome.OPEN, Outcome.SUSPECTED), answer


@pytest.mark.parametrize(
    "name", [EndingName.CELL_TIME, EndingName.WALL_TIME, EndingName.TRAINING_LEFT_OUT]
)
def test_a_run_that_we_cut_short_leaves_every_question_open(
    make_case: Make, make_ending: Make, name: EndingName
) -> None:
    case = make_case(endings=(make_ending(name),), plots=(curves(line(LOSSES, "train loss")),))

    assert plot(case, y="loss", series=BOTH).outcome is Outcome.OPEN
    assert axis_names(case).outcome is Outcome.SUSPECTED


def test_a_failed_cell_makes_a_missing_figure_suspected_only(
    make_case: Make, make_cells: Make
) -> None:
    case = make_case(notebooks=(make_cells("", "NameError: losses"),))

    assert plot(case, y="loss").outcome is Outcome.SUSPECTED


def test_words_inside_a_figure_of_the_write_up_show_it_and_a_caption_leads_there(
    make_case: Make,
) -> None:
    vector = report("Figure 1: Results.", inside="epoch\nloss\ntrain\nvalidation\n0.5")
    caption = report("Figure 1: Training and validation loss of the deep network.")

    seen = plot(make_case(accounts=(vector,)), y="loss", series=BOTH)
    said = plot(make_case(accounts=(caption,)), y="loss", series=BOTH)

    assert (seen.outcome, said.outcome) == (Outcome.MET, Outcome.OPEN)
    assert [fact.place.page for fact in said.facts if fact.place] == [3]


def test_a_caption_of_something_else_hides_nothing(make_case: Make) -> None:
    case = make_case(accounts=(report("Figure 1: Eigenfaces of the training set."),))

    assert plot(case, y="loss", series=BOTH).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    "drawn",
    [
        # Two moons: points that go to and fro are drawn against nothing.
        curves(line([0.1, 0.2, 0.3], kind="scatter", x=(0.5, -0.2, 0.9))),
        curves(line([3, 5, 2], kind="bar"), title="Examples per class"),
        curves(line([1, 4, 2], kind="hist")),
        curves(line(SCORES, "train accuracy"), line(TEST_SCORES, "test accuracy")),
        figure(axes(line([9, 4, 1], "singular values"))),
    ],
    ids=["scatter", "bars", "histogram", "accuracies", "singular values"],
)
def test_figures_of_other_things_are_not_taken_for_a_loss(make_case: Make, drawn: Plot) -> None:
    assert plot(make_case(plots=(drawn,)), y="loss", x="epoch").outcome is Outcome.NOT_MET


def test_titles_about_training_do_not_make_a_test_curve_one_of_training(make_case: Make) -> None:
    # "Training of ..." speaks of the run; deducting for a missing test curve would be wrong.
    titles = ("Training of the deep MLP", "Accuracy during training", "Training results")

    for title in titles:
        case = make_case(plots=(curves(line(TEST_SCORES), y="accuracy", title=title),))
        assert plot(case, y="accuracy", series=("test",)).outcome is Outcome.OPEN, title


def test_a_curve_whose_names_disagree_may_be_either(make_case: Make) -> None:
    mixed = curves(line(LOSSES, "train loss"), line(OTHERS, "val accuracy"), y="loss")

    assert plot(make_case(plots=(mixed,)), y="loss", series=BOTH).outcome is Outcome.OPEN


def test_the_same_curve_against_steps_is_no_missing_figure(make_case: Make) -> None:
    case = make_case(plots=(curves(line(LOSSES, "train loss"), x="iteration"),))

    assert plot(case, y="loss", x="epoch", series=("train",)).outcome is Outcome.SUSPECTED
    assert plot(case, y="loss", series=("train",)).outcome is Outcome.MET


def test_bars_of_several_runs_are_no_curve_of_one(make_case: Make) -> None:
    bars = curves(line([3, 5, 2], kind="bar"), y="loss", x_ticks=("sgd", "adam", "rmsprop"))

    assert plot(make_case(plots=(bars,)), y="loss", x="epoch").outcome is Outcome.SUSPECTED
    assert plot(make_case(plots=(bars,)), y="loss").outcome is Outcome.MET


def test_as_many_different_curves_are_wanted_as_the_rubric_says(make_case: Make) -> None:
    rates = [line(rising(end=end), f"lr={end}") for end in (0.5, 0.6, 0.7)]
    case = make_case(plots=(curves(*rates, x="epoch", y="test accuracy"),))

    found = [plot(case, y="accuracy", at_least=n).outcome for n in (3, 4)]

    assert found == [Outcome.MET, Outcome.NOT_MET]


def test_a_figure_belongs_to_the_network_whose_losses_it_has(
    make_case: Make, make_required: Make, make_network: Make
) -> None:
    shallow, deep = "784 -> 32 -> relu -> 10", "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
    asked = [make_required("shallow", shallow), make_required("deep", deep)]
    networks = (make_network(shallow), make_network(deep, id="n2"))
    runs = (trained(LOSSES), trained(OTHERS, "n2", run="t2", cell=1))
    one = curves(line(LOSSES, "train loss"), cell=2)
    two = curves(line(OTHERS, "train loss"), cell=2)

    first = make_case(*asked, networks=networks, training=runs, plots=(one,))
    both = make_case(*asked, networks=networks, training=runs, plots=(one, two))

    assert plot(first, y="loss", network="shallow").outcome is Outcome.MET
    assert plot(first, y="loss", network="deep").outcome is Outcome.NOT_MET
    assert plot(both, y="loss", network="deep").outcome is Outcome.MET


def test_one_figure_for_each_network_is_enough_where_nothing_tells_which_is_whose(
    make_case: Make, make_required: Make, make_network: Make
) -> None:
    # Both were trained first; taking both figures for the last one's would deduct wrongly.
    shallow, deep = "784 -> 32 -> relu -> 10", "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
    asked = [make_required("shallow", shallow), make_required("deep", deep)]
    networks = (make_network(shallow), make_network(deep, id="n2"))
    runs = (trained(LOSSES), trained(OTHERS, "n2", run="t2", cell=1))
    figures = tuple(curves(line(rising(end=e), "test accuracy"), cell=2) for e in (0.8, 0.9))

    whole = make_case(*asked, networks=networks, training=runs, plots=figures)
    single = make_case(*asked, networks=networks, training=runs, plots=figures[:1])

    assert plot(whole, y="accuracy", network="shallow").outcome is Outcome.MET
    assert plot(single, y="accuracy", network="shallow").outcome is Outcome.OPEN


def test_figures_of_a_study_do_not_stand_for_those_of_another_network(
    make_case: Make, make_required: Make, make_network: Make
) -> None:
    # Four runs and three figures: the missing one may be that of the shallow network.
    shallow, deep = "784 -> 32 -> relu -> 10", "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"
    networks = (make_network(shallow), *(make_network(deep, id=f"n{n}") for n in (2, 3, 4)))
    runs = tuple(trained(falling(end=n / 10), f"n{n}", run=f"t{n}", cell=n) for n in (1, 2, 3, 4))
    study = [line(rising(end=n / 5), f"run {n}, test accuracy") for n in (2, 3, 4)]
    asked = [make_required("shallow", shallow), make_required("deep", deep)]

    case = make_case(*asked, networks=networks, training=runs, plots=(curves(*study, cell=9),))

    assert plot(case, y="accuracy", network="shallow").outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("title", "belongs"),
    [
        ("Section 5", True),
        ("section5: batch sizes", True),
        ("Q5.1 loss", True),
        ("Part 5 of 8", True),
        ("Section 15", False),
        ("seq5", False),
        ("5 epochs", False),
    ],
)
def test_a_figure_whose_title_names_the_question_is_of_it(
    make_case: Make, title: str, belongs: bool
) -> None:
    drawn = replace(curves(line(LOSSES, "training loss"), x="epoch"), title=title)

    found = plot(make_case(plots=(drawn,)), y="loss", question="5")

    assert found.outcome is (Outcome.MET if belongs else Outcome.OPEN)


def test_a_figure_under_another_question_may_still_answer(make_case: Make) -> None:
    drawn = curves(line(LOSSES, "train loss"))
    here = code("", question="2.1")

    case = make_case(plots=(drawn,), handed_in=here)

    assert plot(case, y="loss", question="2.1").outcome is Outcome.MET
    assert plot(case, y="loss", question="3.1").outcome is Outcome.OPEN


@pytest.mark.parametrize("label", ["squared error", "MSE", "cross entropy", "with CE loss"])
def test_a_loss_function_named_under_an_accuracy_is_what_the_run_was_trained_with(
    make_case: Make, label: str
) -> None:
    drawn = curves(line(SCORES, label), line(TEST_SCORES, "baseline"), x="epoch", y="test accuracy")

    case = make_case(plots=(drawn,))

    assert plot(case, y="accuracy", series=("test",), at_least=2).outcome is Outcome.MET
    assert plot(case, y="loss").outcome is not Outcome.MET


def test_a_run_that_is_drawn_again_beside_one_with_another_loss_function_is_no_other_quantity(
    make_case: Make,
) -> None:
    first = curves(line(TEST_SCORES, "baseline"), x="epoch", y="test accuracy")
    again = curves(
        line(TEST_SCORES, "cross entropy"), line(SCORES, "MSE"), line(TEST_SCORES, "copy"),
        x="epoch", y="test accuracy", cell=1,
    )  # fmt: skip

    assert plot_truthful(make_case(plots=(first, again))).outcome is Outcome.MET


NAMED: dict[str, tuple[Plot, Outcome]] = {
    "both": (curves(line(LOSSES), x="epoch", y="loss"), Outcome.MET),
    "none": (curves(line(LOSSES)), Outcome.NOT_MET),
    "one": (curves(line(LOSSES), y="loss"), Outcome.NOT_MET),
    "a title that says both": (curves(line(LOSSES), title="Loss vs epoch"), Outcome.SUSPECTED),
    "words at the ticks": (
        curves(line([1, 2], kind="bar"), y="accuracy", x_ticks=("sgd", "adam")),
        Outcome.MET,
    ),
    "shared axes": (
        figure(
            axes(line(LOSSES), y="loss", row=0, column=0),
            axes(line(SCORES), y="accuracy", x="epoch", row=1, column=0),
        ),
        Outcome.MET,
    ),
    "twin axes": (
        figure(
            axes(line(LOSSES), y="loss", x="epoch", row=0, column=0),
            axes(line(SCORES), y="accuracy", row=0, column=0),
        ),
        Outcome.MET,
    ),
    "only images": (figure(axes()), Outcome.OPEN),
}


@pytest.mark.parametrize(("drawn", "outcome"), NAMED.values(), ids=NAMED)
def test_axes_without_names_are_told(make_case: Make, drawn: Plot, outcome: Outcome) -> None:
    assert axis_names(make_case(plots=(drawn,))).outcome is outcome


def test_figures_of_the_write_up_may_have_the_names_that_are_missing(make_case: Make) -> None:
    case = make_case(plots=(curves(line(LOSSES)),), accounts=(report("Loss"),))

    assert axis_names(case).outcome is Outcome.SUSPECTED


def falsehoods(make_case: Make, *plots: Plot, **parts: Any) -> Outcome:
    """What the check says of these figures."""
    return plot_truthful(make_case(plots=plots, **parts)).outcome


def test_two_names_for_one_row_of_numbers_are_not_both_true(make_case: Make) -> None:
    one, other = line(SCORES, "training accuracy"), line(SCORES, "test accuracy")

    assert falsehoods(make_case, curves(one, other)) is Outcome.NOT_MET
    # One figure may put right what another got wrong.
    assert falsehoods(make_case, curves(one), curves(other)) is Outcome.SUSPECTED


def test_the_same_numbers_are_no_falsehood_where_they_may_be_right(make_case: Make) -> None:
    level = [1.0] * 40
    validation = curves(line(SCORES, "validation accuracy"), line(SCORES, "test accuracy"))
    perfect = curves(line(level, "training accuracy"), line(level, "test accuracy"))
    short = curves(line([0.5, 0.7], "train accuracy"), line([0.5, 0.7], "test accuracy"))
    honest = curves(line(SCORES, "train accuracy"), line(TEST_SCORES, "test accuracy"))
    stand_in = DataUsed(name="stand-in", stand_in=True, digest="0")
    twice = curves(line(SCORES, "train accuracy"), line(SCORES, "test accuracy"))

    assert falsehoods(make_case, validation) is Outcome.MET
    assert falsehoods(make_case, perfect) is Outcome.MET
    assert falsehoods(make_case, short) is Outcome.MET
    assert falsehoods(make_case, honest) is Outcome.MET
    assert falsehoods(make_case, twice, data=stand_in) is Outcome.SUSPECTED


def test_a_curve_with_the_training_losses_is_no_test_loss_and_no_accuracy(
    make_case: Make,
) -> None:
    runs = (trained(LOSSES),)

    for label in ("test loss", "validation loss", "accuracy"):
        assert falsehoods(make_case, curves(line(LOSSES, label)), training=runs) is Outcome.NOT_MET
    for honest in (LOSSES, [1.05 * loss for loss in LOSSES], OTHERS):
        drawn = curves(line(honest, "train loss"))
        assert falsehoods(make_case, drawn, training=runs) is Outcome.MET
    scaled = curves(line([1.05 * loss for loss in LOSSES], "validation loss"))
    assert falsehoods(make_case, scaled, training=runs) is Outcome.MET


def test_an_axis_of_epochs_that_counts_steps_is_told(make_case: Make) -> None:
    steps = falling(100)
    points = tuple(CurvePoint(at=n + 1, value=v) for n, v in enumerate(steps))
    run = replace(trained(steps[::10]), losses=points, epochs=10, steps=100)

    by_step = curves(line(steps, "train loss"), x="Epochs")
    by_epoch = curves(line(steps[::10], "train loss"), x="Epochs")

    assert falsehoods(make_case, by_step, training=(run,)) is Outcome.NOT_MET
    assert falsehoods(make_case, by_epoch, training=(run,)) is Outcome.MET
    named = curves(line(steps, "train loss"), x="Steps")
    assert falsehoods(make_case, named, training=(run,)) is Outcome.MET


def test_a_label_that_the_code_contradicts_is_suspected(make_case: Make) -> None:
    seen = Mistake(
        name="test-accuracy-called-training",
        sentence="A score on test data is called a training score.",
        kind=Kind.WRITTEN,
        place=Place(file="a2.ipynb", cell=0),
    )
    drawn = curves(line(SCORES, "training accuracy"))

    assert falsehoods(make_case, drawn, mistakes=(seen,)) is Outcome.SUSPECTED


@pytest.mark.parametrize("label", ["\ud800", "🎉" * 400, "loss " * 10_000, "a_" * 5_000, "\x00"])
def test_odd_and_endless_words_are_read_in_no_time(make_case: Make, label: str) -> None:
    drawn = curves(line(LOSSES, label), title=label, x=label, y=label)
    case = make_case(plots=(drawn,), handed_in=code("(" * 9_000 + label))

    assert plot(case, y="loss", series=BOTH).outcome in (Outcome.OPEN, Outcome.SUSPECTED)
    assert plot_truthful(case).outcome is Outcome.MET


def test_unknown_series_are_refused() -> None:
    with pytest.raises(ValueError, match="series are of train"):
        plot(Evidence, y="loss", series=("trial",))  # type: ignore[arg-type]
