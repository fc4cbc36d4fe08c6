"""Each thing that can be wrong with a rubric has one complaint, at its line."""

from collections.abc import Callable

import pytest

ComplaintsAbout = Callable[[str], tuple[str, ...]]


def _line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is not there exactly once"
        text = text.replace(old, new)
    return text


def test_ten_planted_mistakes_give_ten_complaints_with_the_right_lines(
    complaints_about: ComplaintsAbout, good: str
) -> None:
    mistakes = [
        ("title: A small rubric", "titel: A small rubric", "titel"),
        ("points: 20", "points: 21", "21"),
        ("per_day: 10%", "per_day: 10", "per_day"),
        ("course_data.npz: a2/clothing", "course_data.npz: a2/clothes", "a2/clothes"),
        ("parameters: 25450", "parameters: 25408", "25408"),
        ("layers: 784 -> 128", "layers: 784 -> 128 -> rleu", "rleu"),
        ("unless: {architecture: deep}", "unless: {architecure: deep}", "architecure"),
        ("at_least: 84%", "at_least: high", "at_least"),
        ("points: [1, 2]", "points: [1, 22]", "[1, 22]"),
        ("needs: 3.10/wrong-network", "needs: 3.10/wrong-netwrok", "wrong-netwrok"),
    ]
    text = _changed(good, *((old, new) for old, new, _ in mistakes))

    complaints = complaints_about(text)

    lines = [int(complaint.partition(":")[0]) for complaint in complaints]
    assert lines == sorted(_line_of(text, mark) for _, _, mark in mistakes)
    assert len(complaints) == 10


# What is replaced, by what, what marks the line, and what the complaint says.
SINGLE = [
    ("rubric: 1", "rubric: 2", "rubric: 2", "this program reads 1, not '2'"),
    ("rubric: 1", "rubrik: 1", "rubrik", "no key 'rubrik', did you mean 'rubric'?"),
    ("title: A small rubric", "title:", "title:", "'title' has no value"),
    ("title: A small rubric", 'title: ""', "title:", "'title' is empty"),
    ("title: A small rubric", "title: [a]", "title:", "'title' is a text, not a list"),
    ("title: A small rubric\n", "", "rubric: 1", "the rubric has no 'title', add it"),
    ("points: 20", "points: -20", "-20", "without a sign, not '-20'"),
    ("points: 20", "points: many", "many", "a number of points such as 5 or 1.5"),
    ("points: 20", "points: 19.5", "19.5", "says 19.5 points, its questions add up to 20"),
    ("late: {per_day: 10%, of: maximum, reject_after_days: 7}", "late: 10%", "late", "mapping"),
    ("per_day: 10%", "per_day: 110%", "late", "from 0% to 100%"),
    ("per_day: 10%, ", "", "late", "'late' has no 'per_day', add it"),
    ("of: maximum", "of: grade", "late", "'of' is 'maximum'"),
    ("reject_after_days: 7", "reject_after_days: -1", "late", "from 0 to 366, not -1"),
    ("reject_after_days: 7", "reject_after: 7", "late", "did you mean 'reject_after_days'?"),
    ("course_data.npz: a2", "../course_data.npz: a2", "../", "a plain file name"),
    ("course_data.npz: a2/clothing", "course_data.npz:", "course_data.npz", "has no value"),
    ("layers: 784 -> 128 -> relu -> 10", "layer: 784 -> 10", "layer: 784", "mean 'layers'?"),
    ("layers: 784 -> 128 -> relu -> 10", "layers: 784", "layers: 784\n", "has no layers"),
    ("layers: 784 -> 128 -> relu -> 10", "layers: 3x8x8 -> 128", "layers: 3x8x8", "'flatten'"),
    ("layers: 784 -> 128 ->", "layers: 784 -> 128 in=7 ->", "in=7", "784 come before it"),
    (
        "  wide:\n",
        "  wide net: {layers: 784 -> 9}\n  wide:\n",
        "wide net",
        "'wide net' is no network's name",
    ),
    ("parameters: 25450", "parameters: 25,450", "25,450", "a whole number, not '25,450'"),
    ("parameters: 25450", "parameters: 25408", "25408", "without biases they have what is stated"),
    ("task: a2/clothing", "task: a2/faces", "task:", "'task' names 'a2/faces', which is not there"),
    ("expected: a2/deep", "expected: a2/depp", "a2/depp", "did you mean 'a2/deep'?"),
    ("- id: no\n", "- id: no no\n", "no no", "'id' is letters, digits, dots"),
    ("- id: no\n", "- id: 3.10\n", "- id: 3.10\n    points: 5", "a second question '3.10'"),
    ("title: Deep", "name: Deep", "name:", "question 3.10 has no key 'name'"),
    (
        "- id: low-accuracy",
        "- id: wrong-network",
        "wrong-network\n        points: 1.5",
        "a second deduction 'wrong-network'",
    ),
    ("- id: low-accuracy", "- id: Low_accuracy", "Low_", "small letters and digits joined by -"),
    ("points: 1.5", "points: 15.5", "15.5", "costs 15.5, but its question is worth 15"),
    ("points: 1.5", "pionts: 1.5", "pionts", "did you mean 'points'?"),
    ("points: [1, 2]", "points: [2, 1]", "[2, 1]", "a list that rises"),
    ("points: [1, 2]", "points: []", "[]", "a list that rises"),
    (
        "        unless: {architecture: deep}\n",
        "",
        "- id: wrong-network",
        "nothing says who decides",
    ),
    ("review: Is", "rewiev: Is", "rewiev", "did you mean 'review'?"),
    ("review: Is", "unless: notebook_runs\n        review: Is", "weak-dis", "drop 'unless' or"),
    ("unless: {architecture: deep}", "unless: {}", "{}", "names one check"),
    ("unless: {architecture: deep}", "unless: [architecture]", "[arch", "not a list"),
    ("unless: {architecture: deep}", "unless: architecture", ": architecture", "no 'network'"),
    ("unless: {architecture: deep}", "unless: {architecture: depe}", "depe", "mean 'deep'?"),
    ("unless: {architecture: deep}", "unless: {claim: deep}", "claim: deep", "needs 'equals' too"),
    ("parameters: [deep], equals", "parameters: [depe], equals", "[depe]", "mean 'deep'?"),
    ("evidence: measured", "evidence: measurd", "measurd", "did you mean 'measured'?"),
    ("at_least: 84%", "at_leats: 84%", "at_leats", "did you mean 'at_least'?"),
    ("network: deep, at_least", "at_least", "84%", "check 'accuracy' has no 'network', add it"),
    ("unless: notebook_runs", "unless: {notebook_runs: 3}", "_runs: 3", "has no settings"),
    ("unless: notebook_runs", "unless: {plot: {least: 1.5}}", "1.5}", "a whole number"),
    ("unless: notebook_runs", "unless: {plot: {strict: yes}}", "yes", "true or false, not 'yes'"),
    ("unless: notebook_runs", "unless: {plot: {series: []}}", "[]", "is empty"),
    (
        "        statement: The biases are counted.\n",
        "",
        "- id: biases",
        "the statement is missing",
    ),
    ("needs: [wrong-network]", "needs: [wrong-net]", "[wrong-net]", "did you mean"),
    ("needs: [wrong-network]", "needs: [low-accuracy]", "[low-", "goes in a circle"),
    ("advice: Print it.", "needs: low-accuracy", "needs: low-acc", "goes in a circle"),
    ("look_at: [section 3, claims]", "look_at: {a: b}", "look_at", "is a text, not a mapping"),
    ("title: Deep", "title: Deep\n    title: Deeper", "title: Deeper", "is here twice"),
    ("title: Deep", "title: !!str Deep", "!!str", "is a tag"),
    ("title: Deep", "title: &a Deep", "&a", "is an anchor"),
    ("title: Deep", "? [a]\n    : Deep", "? [a]", "a key is a word"),
]


@pytest.mark.parametrize(("old", "new", "mark", "words"), SINGLE)
def test_a_single_mistake_is_one_complaint_at_its_line(
    complaints_about: ComplaintsAbout, good: str, old: str, new: str, mark: str, words: str
) -> None:
    text = _changed(good, (old, new))

    complaints = complaints_about(text)

    assert len(complaints) == 1, complaints
    (complaint,) = complaints
    assert words in complaint
    assert int(complaint.partition(":")[0]) == _line_of(text, mark)
    assert "\n" not in complaint
    assert not complaint.endswith(".")


def test_a_rubric_without_questions_is_none(complaints_about: ComplaintsAbout, good: str) -> None:
    (complaint,) = complaints_about(good[: good.index("questions:")] + "questions: []\n")

    assert "'questions' is a list, each part after a '-', not an empty list" in complaint


def test_a_complaint_points_at_the_column_of_the_value(
    complaints_about: ComplaintsAbout, good: str
) -> None:
    (complaint,) = complaints_about(good.replace("points: 20", "points: twenty"))

    assert complaint.startswith("3:9: ")


def test_a_network_that_is_wrong_is_still_known_to_checks(
    complaints_about: ComplaintsAbout, good: str
) -> None:
    complaints = complaints_about(_changed(good, ("784 -> 32 -> relu", "784 -> 32 -> rleu")))

    assert len(complaints) == 1
    assert "'rleu'" in complaints[0]


def test_a_recipe_that_trains_another_network_is_a_complaint(
    complaints_about: ComplaintsAbout, good: str
) -> None:
    text = _changed(good, ("784 -> 32 -> relu", "784 -> 64 -> relu"), ("25450", "50890"))

    (complaint,) = complaints_about(text)

    assert "the recipe trains another network, with 25,450 parameters" in complaint


def test_a_longer_circle_is_told_once(complaints_about: ComplaintsAbout, good: str) -> None:
    text = _changed(
        good,
        ("advice: Print it.", "needs: no/runs"),
        ("unless: notebook_runs", "unless: notebook_runs\n        needs: [3.10/low-accuracy]"),
    )

    (complaint,) = complaints_about(text)

    assert (
        "3.10/wrong-network needs no/runs needs 3.10/low-accuracy needs 3.10/wrong-network"
        in complaint
    )
