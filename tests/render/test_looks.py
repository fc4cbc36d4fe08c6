"""Every outcome, ending and kind has its word, symbol and colour in every format."""

import re
from decimal import Decimal

import pytest

from grader.records import CheckCondition, EndingName, Kind, Outcome
from grader.render.endings import WORDS
from grader.render.outcomes import LOOKS, REMARK, look
from grader.render.terminal import KIND_STYLES
from grader.resources import resource_folder
from tests.render.invented import a_criterion, a_finding

STYLE = (resource_folder("templates") / "style.css.j2").read_text(encoding="utf-8")
COLOURS = ("ink", "soft", *(look.css for look in (*LOOKS.values(), REMARK)), *Kind)
LEAST_CONTRAST = 4.5
"""What the accessibility guidelines ask for text of ordinary size."""


def test_every_outcome_has_a_look_of_its_own() -> None:
    looks = [LOOKS[outcome] for outcome in Outcome] + [REMARK]

    for part in ("css", "symbol", "word", "sentence", "terminal"):
        values = [getattr(one, part) for one in looks]
        assert all(values)
        assert len(set(values)) == len(looks)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_colour_on_the_page(outcome: Outcome) -> None:
    assert f".{LOOKS[outcome].css} .mark" in STYLE
    assert STYLE.count(f"--{LOOKS[outcome].css}:") == 3  # light, dark and print


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_evidence_has_a_colour(kind: Kind) -> None:
    assert f".{kind}{{color:var(--{kind})}}" in STYLE
    assert KIND_STYLES[kind]


@pytest.mark.parametrize("name", EndingName)
def test_every_ending_has_its_words(name: EndingName) -> None:
    assert WORDS[name]


def test_a_deduction_of_nothing_is_a_remark() -> None:
    remark = a_finding(a_criterion("1/x", "0"), Outcome.NOT_MET)
    deduction = a_finding(a_criterion("1/x", "1"), Outcome.NOT_MET)

    assert look(remark) is REMARK
    assert look(deduction) is LOOKS[Outcome.NOT_MET]
    assert isinstance(remark.criterion.condition, CheckCondition)
    assert remark.lost == Decimal(0)


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_background(name: str, theme: int) -> None:
    for background in ("page", "card"):
        assert contrast(colour(name, theme), colour(background, theme)) >= LEAST_CONTRAST


def colour(name: str, theme: int) -> str:
    """The value of a variable in the light or the dark theme."""
    return [found[1] for found in re.finditer(rf"--{name}:#([0-9a-f]{{6}})", STYLE)][theme]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(value: str) -> float:
    """The relative luminance of a colour."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
