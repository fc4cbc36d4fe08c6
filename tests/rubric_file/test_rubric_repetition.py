"""What is written once and meant several times: `for`, `sets`, and groups of networks."""

from collections.abc import Callable

import pytest

from grader.records import CheckCondition, Rubric

Read = Callable[[str], Rubric]
ComplaintsAbout = Callable[[str], tuple[str, ...]]

REPEATED = """\
rubric: 1
title: Repeated
points: 30
networks:
  ae<n>:
    for: {n: [16, 64]}
    layers: 4096 -> <n> -> relu -> 4096
  deep: {layers: 784 -> 32 -> relu -> 10}
groups:
  aes: [ae16, ae64]
sets:
  curves:
    - id: <network>-loss
      points: 2
      unless: {plot: {least: <least>, series: [train, <network>]}}
      statement: You plot the loss of <network>.
    - id: <network>-layers
      points: 1
      unless: {architecture: <network>}
      needs: [<network>-loss]
questions:
  - id: "1"
    points: 10
    deductions:
      - id: n<n>-missing
        for: {n: [16, 64]}
        points: 4
        unless: {architecture: ae<n>}
        statement: You show results for n = <n>.
      - id: counts
        points: 2
        unless: {claim: {parameters: [aes, deep], equals: actual}}
  - id: <q>
    for:
      - {q: 2.10, network: deep, least: 2}
      - {q: "3", network: ae16, least: 3}
    title: About <network>
    points: 10
    deductions:
      - {use: curves, with: {network: <network>, least: <least>}}
"""


def _ids(rubric: Rubric) -> list[str]:
    return [item.id for question in rubric.questions for item in question.criteria]


def test_a_part_is_repeated_with_each_value_in_every_text(read: Read) -> None:
    rubric = read(REPEATED)

    assert [network.name for network in rubric.networks] == ["ae16", "ae64", "deep"]
    assert rubric.network("ae64").parameters == 528_448
    assert _ids(rubric) == [
        "1/n16-missing",
        "1/n64-missing",
        "1/counts",
        "2.10/deep-loss",
        "2.10/deep-layers",
        "3/ae16-loss",
        "3/ae16-layers",
    ]
    assert rubric.questions[0].criteria[1].statement == "You show results for n = 64."
    assert [question.title for question in rubric.questions[1:]] == ["About deep", "About ae16"]


def test_a_set_brings_its_items_with_the_values_and_types_that_are_given(read: Read) -> None:
    loss, layers = read(REPEATED).questions[2].criteria

    assert isinstance(loss.condition, CheckCondition)
    settings = {setting.name: setting.value for setting in loss.condition.settings}
    assert settings == {"least": 3, "series": ("train", "ae16")}
    # Inside a set a bare id means the question that uses it.
    assert layers.needs == ("3/ae16-loss",)


def test_a_group_stands_for_its_members_wherever_networks_are_listed(read: Read) -> None:
    condition = read(REPEATED).questions[0].criteria[2].condition

    assert isinstance(condition, CheckCondition)
    assert condition.settings[0].value == ("ae16", "ae64", "deep")


def test_a_group_gives_for_its_members(read: Read) -> None:
    rubric = read(
        REPEATED.replace("id: n<n>-missing", "id: <net>-missing")
        .replace("for: {n: [16, 64]}\n        points", "for: {net: aes}\n        points")
        .replace("architecture: ae<n>", "architecture: <net>")
        .replace("n = <n>", "<net>")
    )

    assert _ids(rubric)[:2] == ["1/ae16-missing", "1/ae64-missing"]


def test_several_names_are_combined_and_rows_are_not(read: Read) -> None:
    combined = "id: n<n>-<kind>\n        for: {n: [16, 64], kind: [a, b]}"
    rows = "id: n<n>-<kind>\n        for: [{n: 16, kind: a}, {n: 64, kind: b}]"
    written = "id: n<n>-missing\n        for: {n: [16, 64]}"

    assert _ids(read(REPEATED.replace(written, combined)))[:4] == [
        "1/n16-a",
        "1/n16-b",
        "1/n64-a",
        "1/n64-b",
    ]
    assert _ids(read(REPEATED.replace(written, rows)))[:2] == ["1/n16-a", "1/n64-b"]


def test_angle_brackets_without_for_are_only_signs(read: Read, good: str) -> None:
    rubric = read(good.replace("advice: Print it.", "advice: Print <name> and <b>this</b>, 3 < 4."))

    assert rubric.questions[0].criteria[0].advice == "Print <name> and <b>this</b>, 3 < 4."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: n<n>-missing", "id: n-missing", "put a value of 'for' or 'with' into its id"),
        ("n = <n>", "n = <m>", "<m> stands for nothing here, 'for' gives n"),
        ("{n: [16, 64]}\n        points", "{n: aess}\n        points", "did you mean 'aes'?"),
        ("{n: [16, 64]}\n        points", "{n: 16}\n        points", "its values as a list"),
        ("{n: [16, 64]}\n        points", "3\n        points", "'for' is {n: [16, 64]}, or"),
        ("{n: [16, 64]}\n        points", "{N: [16]}\n        points", "'N' is no name for a"),
        ("for: {n: [16, 64]}\n    layers", "for: {n: [16, 16]}\n    layers", "second network"),
        ("q: 2.10, network: deep", "q: 2.10, net: deep", "each row of 'for' has the same names"),
        ("use: curves", "use: curvs", "no set is called 'curvs', did you mean 'curves'?"),
        (", least: <least>}}\n", "}}\n", "set 'curves' needs 'least', write 'with: {least: ...}'"),
        ("least: <least>}}\n", "lest: <least>, least: 1}}\n", "has no place <lest>, did you mean"),
        ("{use: curves, with", "{use: curves, points: 3, with", "stands only 'with'"),
        ("aes: [ae16, ae64]", "aes: [ae16, ae65]", "no network is called 'ae65', did you mean"),
        ("aes: [ae16, ae64]", "deep: [ae16]\n  aes: [ae16]", "'deep' is a network already"),
        ("architecture: ae<n>", "architecture: aes", "is one network, 'aes' a group: write 'for"),
        ("parameters: [aes,", "parameters: [aez,", "no network is called 'aez', did you mean"),
    ],
)
def test_what_cannot_be_repeated_is_said_at_its_place(
    complaints_about: ComplaintsAbout, old: str, new: str, words: str
) -> None:
    assert REPEATED.count(old) == 1, old

    complaints = complaints_about(REPEATED.replace(old, new))

    assert any(words in complaint for complaint in complaints), complaints
    # What follows from it is not complained about as well.
    assert len(complaints) <= (2 if old in ("n = <n>", ", least: <least>}}\n") else 1)


def test_a_set_that_nobody_uses_is_a_complaint(complaints_about: ComplaintsAbout) -> None:
    text = REPEATED.replace(
        "{use: curves, with: {network: <network>, least: <least>}}",
        "id: <network>-<least>\n        points: 1\n        review: Well?",
    )

    (complaint,) = complaints_about(text)

    assert "no question uses the set 'curves'" in complaint


@pytest.mark.parametrize("names", [3, 6])
def test_a_repetition_without_end_is_refused_at_once(
    complaints_about: ComplaintsAbout, names: int
) -> None:
    many = ", ".join(f"{name}: [{', '.join(map(str, range(99)))}]" for name in "abcdef"[:names])
    text = REPEATED.replace(
        "for: {n: [16, 64]}\n        points", f"for: {{{many}}}\n        points"
    )

    (complaint,) = complaints_about(text)

    assert "times, at most 200 are possible" in complaint


def test_sets_of_sets_of_questions_stay_within_bounds(complaints_about: ComplaintsAbout) -> None:
    rows = ", ".join(str(n) for n in range(200))
    items = "".join(
        f"    - id: a<n>-{number}\n      for: {{n: [{rows}]}}\n      points: 1\n"
        f"      review: Is <n> so?\n"
        for number in range(30)
    )
    text = (
        "rubric: 1\ntitle: T\npoints: 1\nsets:\n  many:\n" + items + "questions:\n"
        "  - id: q<q>\n    for: {q: [" + rows + "]}\n    points: 1\n    deductions: [{use: many}]\n"
    )

    (complaint,) = complaints_about(text)

    assert "repeat less" in complaint
