"""Levels and bonus items on the page, in the gradebook and on the class page."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.records import Answer, Evidence, Finding, LevelAnswer, Outcome
from grader.render.class_facts import waiting_words
from grader.render.lead import lead
from grader.render.page import make_page
from grader.render.report import render_html, render_markdown
from tests.render.invented import (
    a_criterion,
    a_finding,
    a_question,
    a_verdict,
)

EVIDENCE = Evidence(submission="sample-07", name="sample-07", digest="0")
MET, NOT_MET, SUSPECTED = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED
OPEN = Outcome.OPEN


def leveled(cheap: Outcome, dear: Outcome, *, asks: str = "") -> Finding:
    """An item whose levels cost 2 and 6."""
    levels = (
        LevelAnswer(points=Decimal(2), answer=Answer(outcome=cheap, reason="One is missing.")),
        LevelAnswer(points=Decimal(6), answer=Answer(outcome=dear), question=asks),
    )
    outcomes = [cheap, dear]
    outcome = next(one for one in (NOT_MET, SUSPECTED, OPEN, MET) if one in outcomes)
    return replace(a_finding(a_criterion("1/a", "2", "6"), outcome), levels=levels)


def bonus(outcome: Outcome, *points: str) -> Finding:
    return a_finding(replace(a_criterion("1/b", *points), is_bonus=True), outcome)


@pytest.mark.parametrize(
    ("finding", "points", "word", "waiting"),
    [
        (leveled(NOT_MET, MET), "−2", "lost", ""),
        (leveled(NOT_MET, NOT_MET), "−6", "lost", ""),
        (leveled(NOT_MET, SUSPECTED), "−2 to −6 ?", "lost", "1 suspected"),
        (leveled(NOT_MET, OPEN), "−2 to −6 ?", "lost", "1 open"),
        (leveled(SUSPECTED, MET), "−2 ?", "waits", "1 suspected"),
        (leveled(OPEN, OPEN), "−2 to −6 ?", "open", "1 open"),
        (leveled(MET, MET), "", "kept", ""),
        (bonus(MET, "2"), "+2", "bonus", ""),
        (bonus(MET, "1", "2"), "+1 to +2 ?", "bonus", "1 open"),
        (bonus(OPEN, "1", "2"), "+1 to +2 ?", "open", "1 open"),
        (bonus(SUSPECTED, "2"), "+2 ?", "open", "1 open"),
        (bonus(NOT_MET, "2"), "", "no bonus", ""),
    ],
)
def test_an_item_shows_what_is_sure_and_what_may_still_come(
    finding: Finding, points: str, word: str, waiting: str
) -> None:
    verdict = a_verdict(a_question("1", "10", "One", finding))
    page = make_page(verdict, EVIDENCE, graded_on="today")

    (item,) = page.questions[0].items + page.questions[0].open_items
    assert item.points.replace("\N{NO-BREAK SPACE}", " ") == points
    assert item.word == word
    assert waiting_words(verdict) == waiting


def test_a_level_s_question_stands_beside_what_is_sure() -> None:
    finding = leveled(NOT_MET, OPEN, asks="Are all of them missing?")
    page = make_page(a_verdict(a_question("1", "10", "One", finding)), EVIDENCE, graded_on="x")

    assert page.questions[0].items[0].asks == "−6: Are all of them missing?"
    assert "Are all of them missing?" in render_html(page)
    assert "Are all of them missing?" in render_markdown(page)


def test_points_that_a_bonus_makes_up_for_are_still_told_as_lost() -> None:
    lost = a_finding(a_criterion("1/x", "2"), NOT_MET)
    verdict = a_verdict(a_question("1", "10", "One", lost, bonus(MET, "2")))

    words = lead(verdict, EVIDENCE)

    assert verdict.highest == Decimal(10)
    assert "Points were lost in 1 (2 points)." in words
    assert "Bonus items add 2 points, up to 10 points in all." in words
    assert make_page(verdict, EVIDENCE, graded_on="x").questions[0].css == "lost"


def test_something_suspected_beside_something_lost_costs_no_more_until_then() -> None:
    verdict = a_verdict(a_question("1", "10", "One", leveled(NOT_MET, SUSPECTED)))

    assert "may take up to 4 points; until then it costs no more." in lead(verdict, EVIDENCE)


def test_a_question_over_its_cap_says_so() -> None:
    question = replace(a_question("1", "10", "One", bonus(MET, "3")), at_most=Decimal(11))
    page = make_page(replace(a_verdict(question), at_most=Decimal(12)), EVIDENCE, graded_on="x")

    assert page.grade == "11"
    assert page.questions[0].note == (
        "Bonus items add up to 3; at most 11 points can be reached here."
    )
