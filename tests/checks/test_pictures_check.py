"""The checks on images that figures show."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks.plots.pictures import pictures, pictures_differ
from grader.matching.figures.images import count_in
from grader.records import EndingName, HandedIn, Outcome, Plot
from tests.checks.drawn import axes, code, curves, figure, grid, image, line, report, saved_picture

Make = Callable[..., Any]

SHOWN: dict[str, tuple[Plot, str]] = {
    "titles of axes": (grid(range(4), *[f"weights of unit {n}" for n in range(4)]), "weights"),
    "a title of the figure": (grid(range(4), title="First layer weights, n = 16"), "weights"),
    "reconstructions": (grid(range(4), *["Reconstructed"] * 4), "reconstructions"),
    "what a denoiser gives": (grid(range(4), *["denoised"] * 4), "reconstructions"),
    "noisy faces": (grid(range(4), *["noisy face, 0.4"] * 4), "noisy"),
    "eigenfaces": (grid(range(4), title="Leading 16 eigenfaces"), "eigenfaces"),
    "faces": (grid(range(4), title="Original"), "faces"),
}


@pytest.mark.parametrize(("drawn", "kind"), SHOWN.values(), ids=SHOWN)
def test_images_are_known_by_their_titles(make_case: Make, drawn: Plot, kind: str) -> None:
    case = make_case(plots=(drawn,))

    found = [pictures(case, kind=kind, at_least=n, size="64x64").outcome for n in (4, 5)]

    assert found == [Outcome.MET, Outcome.SUSPECTED]


def test_names_in_the_code_tell_what_images_without_titles_show(make_case: Make) -> None:
    cell = code(
        "fig, grid = plt.subplots(2, 8)\n"
        "for axes, row in zip(grid.flat, net.fc1.weight):\n"
        "    axes.imshow(weight_row.reshape(64, 64))"
    )

    case = make_case(plots=(grid(range(16)),), handed_in=cell)

    assert pictures(case, kind="weights", at_least=16).outcome is Outcome.MET
    assert pictures(case, kind="faces", at_least=16).outcome is Outcome.SUSPECTED


def test_images_that_nothing_names_are_left_to_a_person(make_case: Make) -> None:
    answer = pictures(make_case(plots=(grid(range(16)),)), kind="weights", at_least=16)

    assert answer.outcome is Outcome.OPEN
    assert [fact.place.cell for fact in answer.facts if fact.place] == [0]


@pytest.mark.parametrize(
    ("shape", "tiles", "count"),
    [
        ((64, 64), None, 1),
        ((64, 64, 3), None, 1),
        # 16 images in two rows by make_grid, with two pixels between and around them.
        ((134, 530), 16, 16),
        ((134, 530), 13, 13),
        # Put beside each other by hand.
        ((64, 512), None, 8),
        ((28, 28), None, 0),
        ((63, 64), None, 0),
    ],
)
def test_tiles_are_counted_in_one_large_image(
    shape: tuple[int, ...], tiles: int | None, count: int
) -> None:
    assert count_in(image(1, shape=shape, tiles=tiles), (64, 64)) == count


def test_an_input_beside_each_output_is_a_pair(make_case: Make) -> None:
    alone = grid(range(5), *["Reconstruction"] * 5)
    beside = grid(range(10), *["Original"] * 5, *["Reconstruction"] * 5)
    # Two rows under one title: the upper ones may be the inputs.
    untold = grid(range(10), title="Reconstructions, n = 16")

    found = [
        pictures(make_case(plots=(plot,)), kind="reconstructions", at_least=5, pairs=True).outcome
        for plot in (alone, beside, untold)
    ]

    assert found == [Outcome.SUSPECTED, Outcome.MET, Outcome.OPEN]


def test_images_of_one_network_prove_nothing_of_another(make_case: Make) -> None:
    def outcome(about: str, *plots: Plot) -> Outcome:
        case = make_case(plots=plots)
        return pictures_differ(case, kind="weights", about=(about,)).outcome

    same = grid([1, 1, 1], title="Weights, n = 16")
    other = grid([1, 2, 3], title="Weights, n=64")
    untold = grid([1, 1, 1], title="Weights")

    assert outcome("n 16", same, other) is Outcome.NOT_MET
    assert outcome("n 64", same, other) is Outcome.MET
    assert outcome("n 64", same) is Outcome.SUSPECTED
    assert outcome("n 64", untold) is Outcome.SUSPECTED


def test_what_must_stand_beside_an_output_may_be_said(make_case: Make) -> None:
    inputs = grid(range(4), *["Original"] * 2, *["Reconstruction"] * 2)
    noisy = grid(range(4), *["Noisy face"] * 2, *["Reconstruction"] * 2)

    found = [
        pictures(make_case(plots=(plot,)), kind="reconstructions", beside="noisy").outcome
        for plot in (inputs, noisy)
    ]

    assert found[0] in (Outcome.OPEN, Outcome.SUSPECTED)
    assert found[1] is Outcome.MET


def test_no_image_anywhere_is_certain(make_case: Make) -> None:
    case = make_case(plots=(curves(line([3, 2, 1], "loss")),))

    assert pictures(case, kind="weights").outcome is Outcome.NOT_MET


MAY_BE_THERE: dict[str, dict[str, Any]] = {
    "a saved picture": {"plots": (saved_picture(2),)},
    "a figure of the write-up": {"accounts": (report("Figure 1: Weights of the first layer."),)},
    "a scan": {"accounts": (report("", blocks=()),)},
    "a file": {"handed_in": HandedIn(files=("weights.png",))},
    "Pillow": {"handed_in": code("Image.fromarray(w).resize((256, 256))")},
    "an image of another size": {"plots": (grid([1], "weights", shape=(28, 28)),)},
    "a cell that was not seen": {"handed_in": code("plt.imshow(w)", cell=9)},
}


@pytest.mark.parametrize("parts", MAY_BE_THERE.values(), ids=MAY_BE_THERE)
def test_images_that_may_be_there_cost_nothing(make_case: Make, parts: dict[str, Any]) -> None:
    answer = pictures(make_case(**parts), kind="weights", size="64x64")

    assert answer.outcome in (Outcome.OPEN, Outcome.SUSPECTED)


def test_images_of_a_run_that_we_cut_short_are_open(make_case: Make, make_ending: Make) -> None:
    case = make_case(endings=(make_ending(EndingName.CELL_TIME),))

    assert pictures(case, kind="weights").outcome is Outcome.OPEN


def test_weights_that_are_the_same_at_every_epoch_are_told(
    make_case: Make, make_ending: Make
) -> None:
    same = [grid([1, 2], title=f"weights at epoch {epoch}") for epoch in (1, 100, 300)]
    other = [grid([n, n + 1], title=f"weights, epoch {n}") for n in (1, 100, 300)]
    cut = (make_ending(EndingName.CELL_TIME),)

    def of(plots: list[Plot], **parts: Any) -> Outcome:
        return pictures_differ(make_case(plots=tuple(plots), **parts), kind="weights").outcome

    assert of(same) is Outcome.NOT_MET
    assert of(same, endings=cut) is Outcome.SUSPECTED
    assert of(other) is Outcome.MET
    assert of([*other[:2], grid([1], title="weights, epoch 7")]) is Outcome.OPEN


def test_one_face_for_every_input_is_told_and_one_input_above_its_outputs_is_not(
    make_case: Make,
) -> None:
    average = grid([7] * 5, *["Reconstruction"] * 5)
    nearly = [image(n, thumbnail=image(0).thumbnail) for n in range(5)]
    alike = figure(*(axes(title="Reconstruction", images=(each,)) for each in nearly))
    honest = grid([7, 1, 7, 2, 7, 3], *["Original", "Reconstruction"] * 3)

    def of(plot: Plot, kind: str = "reconstructions") -> Outcome:
        return pictures_differ(make_case(plots=(plot,)), kind=kind).outcome

    assert of(average) is Outcome.NOT_MET
    assert of(alike) is Outcome.SUSPECTED
    assert of(honest) is Outcome.MET
    # The same face above each of its reconstructions is no fault.
    assert of(honest, "faces") is Outcome.SUSPECTED
    assert of(grid([1, 1], *["Reconstruction"] * 2)) is Outcome.OPEN


def test_the_same_figure_shown_twice_is_no_fault(make_case: Make) -> None:
    twice = (grid([1, 1], title="weights", cell=1), grid([1, 1], title="weights", cell=2))

    assert pictures_differ(make_case(plots=twice), kind="weights").outcome is Outcome.SUSPECTED


def test_a_size_that_is_none_is_refused(make_case: Make) -> None:
    with pytest.raises(ValueError, match="rows and columns such as 64x64"):
        pictures(make_case(), kind="faces", size="large")
