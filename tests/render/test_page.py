"""A page has every sentence and number ready."""

from dataclasses import replace
from decimal import Decimal

from grader.records import (
    DataUsed,
    EndingName,
    Evidence,
    Kind,
    Lateness,
    Match,
    Outcome,
    Verdict,
)
from grader.render.networks import NetworkRow
from grader.render.notices import Notice
from grader.render.page import Page, make_page
from grader.render.sections import FactRow, Item
from tests.render.invented import (
    DEEP,
    MATCHES,
    WIDE,
    a_criterion,
    a_finding,
    a_hostile_evidence,
    a_hostile_verdict,
    a_measurement,
    a_network,
    a_question,
    a_rich_verdict,
    a_verdict,
    an_ending,
    an_evidence,
)


def page_of(
    verdict: Verdict | None = None,
    evidence: Evidence | None = None,
    *,
    matches: tuple[Match, ...] = MATCHES,
) -> Page:
    """The page of the rich verdict, or of another."""
    return make_page(
        verdict or a_rich_verdict(),
        evidence or an_evidence(),
        graded_on="2026-11-20",
        expected=(DEEP, WIDE),
        matches=matches,
    )


def items_of(*outcomes: Outcome, points: tuple[str, ...] = ("2",)) -> tuple[Item, ...]:
    """The items of one question whose findings have these outcomes."""
    findings = (
        a_finding(a_criterion(f"1/{n}", *points, advice="Try this."), outcome)
        for n, outcome in enumerate(outcomes)
    )
    section = page_of(a_verdict(a_question("1", "20", "Title", *findings))).questions[0]
    return section.items + section.open_items


def row_of(evidence: Evidence, *, matches: tuple[Match, ...] = MATCHES) -> NetworkRow:
    """The first network of the page."""
    return page_of(evidence=evidence, matches=matches).networks[0]


def notices_of(evidence: Evidence, verdict: Verdict | None = None) -> tuple[Notice, ...]:
    """The notices of the page."""
    return page_of(verdict, evidence).notices


def test_the_head_tells_the_grade_as_an_interval() -> None:
    page = page_of()

    assert (page.grade, page.out_of) == ("38–49", "of 60 points")
    assert page.status == "2 items wait for a person · provisional until a person has looked"
    assert page.bar.label == "38 of 60 points are sure, up to 49"
    assert (page.bar.sure, page.bar.at_risk) == ("63.33%", "18.33%")
    assert page.graded == "graded 2026-11-20 · rubric 3f1c9a7b"


def test_the_grade_is_provisional_while_only_a_person_can_tell_and_final_after() -> None:
    open_question = a_question("1", "5", "T", a_finding(a_criterion("1/x"), Outcome.OPEN))
    met_question = a_question("1", "5", "T", a_finding(a_criterion("1/x"), Outcome.MET))

    assert page_of(a_verdict(open_question)).status == "provisional until a person has looked"
    assert page_of(a_verdict(met_question)).status == "final"


def test_a_question_that_a_person_has_not_judged_is_only_so_far() -> None:
    autoencoder, eigenfaces = page_of().questions[:2]

    assert (autoencoder.reached, autoencoder.css) == ("15 of 15 so far", "open")
    assert autoencoder.open_sentence == (
        "A person judges 2 things here; they cost nothing unless that person says so."
    )
    assert (eigenfaces.reached, eigenfaces.open_sentence) == ("0 of 10", "")


def test_what_costs_something_comes_first_and_what_only_a_person_can_tell_last() -> None:
    items = items_of(Outcome.OPEN, Outcome.MET, Outcome.SKIPPED, Outcome.SUSPECTED, Outcome.NOT_MET)

    assert [item.css for item in items] == ["lost", "waits", "kept", "skipped", "open"]
    assert [item.points for item in items] == ["−2", "−2\xa0?", "", "", "−2\xa0?"]


def test_only_what_is_not_kept_gets_advice() -> None:
    items = items_of(Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.MET, Outcome.SKIPPED)

    assert [item.advice for item in items] == ["Try this.", "Try this.", "", ""]


def test_a_lost_item_with_levels_shows_what_it_surely_cost() -> None:
    lost, waits = items_of(Outcome.NOT_MET, Outcome.SUSPECTED, points=("2", "4"))

    assert lost.points == "−2"
    assert waits.points == "−2\xa0to\xa0−4\xa0?"


def test_a_fact_of_layers_is_set_as_code_with_its_kind_and_place() -> None:
    fact = page_of().questions[0].items[0].facts[0]

    assert fact == FactRow(
        label="Found",
        text="4096 → 16 → relu → 4096",
        is_code=True,
        kind="measured",
        place="hw2_Q1.ipynb, cell 7",
    )


def test_a_question_below_zero_explains_its_floor() -> None:
    eigenfaces = page_of().questions[1]

    assert eigenfaces.points == "0"
    assert eigenfaces.note == "The deductions add up to 13; a question never falls below zero."


def test_a_matched_network_stands_beside_what_the_reference_reached() -> None:
    row = row_of(an_evidence())

    assert (row.asked_as, row.parameters, row.accuracy) == ("deep", "29,642", "82.1\xa0%")
    assert row.layers == "784 → 32 → relu → 64 → relu → 32 → relu → 10"
    assert row.expected == "84.4\xa0% ± 0.3 in 10 reference runs"
    assert row.examples == "on 60,000 held-out examples"
    assert row.band is not None
    assert row.band.label == ("measured 82.1\xa0%, reference 84.4\xa0% ± 0.3 in 10 reference runs")


def test_without_a_match_nothing_is_expected_of_a_network() -> None:
    page = page_of(matches=())

    assert not page.has_expected
    assert {row.asked_as for row in page.networks} == {""}


def test_a_network_that_was_not_measured_says_why() -> None:
    row = row_of(an_evidence(measurements=(a_measurement("n1", None),)))

    assert (row.accuracy, row.examples, row.band) == ("–", "it was never called", None)
    assert row_of(an_evidence(measurements=())).examples == "not measured"


def test_testimony_is_told_apart_from_measurement() -> None:
    testimony = replace(a_measurement(), kind=Kind.OBSERVED)

    assert row_of(an_evidence(measurements=(testimony,))).accuracy_kind == "observed"


def test_networks_that_answer_something_come_first() -> None:
    evidence = an_evidence(networks=(a_network("n9", name="other"), a_network("n1", name="asked")))

    assert [row.name for row in page_of(evidence=evidence).networks] == ["asked", "other"]


def test_a_stand_in_is_said_loudly() -> None:
    notice = notices_of(an_evidence(data=DataUsed(name="stand-in", stand_in=True, digest="0")))[0]

    assert notice.css == "warning"
    assert notice.title == "This is not the assignment's data"


def test_a_run_without_sandbox_is_said_loudly() -> None:
    notice = notices_of(an_evidence(sandbox="none"))[0]

    assert (notice.css, notice.title) == ("warning", "This ran without a sandbox")


def test_an_ordinary_run_has_no_notices() -> None:
    assert notices_of(an_evidence()) == ()


def test_a_late_submission_says_whether_the_cap_matters() -> None:
    verdict = a_rich_verdict()
    low = Lateness(days=1, cap=Decimal(40), sentence="Each day lowers the cap.")
    high = replace(low, days=2, cap=Decimal(50))

    (mattering,) = notices_of(an_evidence(), replace(verdict, late=low))
    (harmless,) = notices_of(an_evidence(), replace(verdict, late=high))

    assert mattering.title == "Handed in one day late"
    assert mattering.text == (
        "Each day lowers the cap. The questions add up to 49; the most that can be reached is 40."
    )
    assert harmless.title == "Handed in 2 days late"
    assert harmless.text == "Each day lowers the cap. It does not change this grade."


def test_a_flood_is_cut_and_counted() -> None:
    evidence = an_evidence(endings=(an_ending(EndingName.OUTPUT),) * 1_000)

    page = page_of(evidence=evidence)

    assert len(page.endings) == 40
    assert page.more_endings == "and 960 more endings"


def test_hostile_text_is_cleaned_and_short_everywhere_on_the_page() -> None:
    page = make_page(a_hostile_verdict(), a_hostile_evidence(), graded_on="2026-11-20")

    everything = repr(page)

    assert not [sign for sign in ("\\x1b", "\\x07", "\\u202e", "\\u2066") if sign in everything]
    assert len(everything) < 150_000


def test_the_footer_says_where_it_ran() -> None:
    assert page_of().footer == (
        "Submission ab12cd34 · ran inside bubblewrap · data: Fashion-MNIST and Olivetti faces · "
        "took 6 minutes 52 seconds"
    )
    assert "replayed from a recording" in page_of(evidence=an_evidence(sandbox="recorded")).footer
