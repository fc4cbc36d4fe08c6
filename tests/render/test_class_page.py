"""The class page: every submission, what waits, and plots that follow the page's colours."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

from rich.console import Console

from grader.records import Kind, Outcome
from grader.render.class_facts import accuracy_facts, deduction_facts, grade_facts, look_first
from grader.render.class_page import make_class_page, render_class_html
from grader.render.gradebook import write_csv
from grader.render.graded import GradedSubmission, outline
from grader.render.plots import accuracy_strips, deduction_bars, grade_histogram
from grader.render.terminal import summary_table
from tests.render.invented import (
    DEEP,
    HOSTILE,
    MATCHES,
    a_class,
    a_measurement,
    a_rich_verdict,
    a_rubric,
    an_evidence,
    graded,
    with_outcomes,
)

VERDICTS = tuple(one.verdict for one in a_class() if one.verdict)


def test_every_submission_has_its_row_with_grade_waiting_and_endings() -> None:
    rows = {row.name: row for row in make_class_page(a_rubric(), a_class()).rows}

    assert len(rows) == 8
    assert (rows["all-correct"].grade, rows["all-correct"].css) == ("60", "settled")
    assert rows["biases-forgotten"].grade == "38–49"
    assert rows["biases-forgotten"].waiting == "2 suspected, 2 open"
    assert rows["late-riser"].late == "1 day"
    assert rows["crashes-half-way"].endings == "the kernel died, out of memory"
    assert rows["all-correct"].href == "./all-correct/report.html"


def test_a_submission_without_a_verdict_keeps_its_place_and_its_reason() -> None:
    row = make_class_page(a_rubric(), a_class()).rows[6]

    assert (row.name, row.grade, row.href, row.css) == ("not-an-archive.zip", "–", "", "problem")
    assert row.problem == "The archive is damaged: its list of files is cut off."


def test_the_lead_counts_the_class() -> None:
    assert make_class_page(a_rubric(), a_class()).lead == (
        "6 submissions graded; half of them have 51.5 of 60 points or more. "
        "3 have an interval, because something is suspected. "
        "3 are provisional until a person has looked. "
        "2 could not be graded; the table says why."
    )
    assert make_class_page(a_rubric(), a_class()[6:]).lead == (
        "2 submissions; none could be graded yet."
    )


def test_the_histogram_tells_settled_grades_from_intervals() -> None:
    facts = grade_facts(a_rubric(), VERDICTS)

    assert facts.bins[0] == (0.0, 6.0)
    assert facts.settled == (0, 0, 0, 0, 0, 0, 0, 0, 0, 3)
    assert facts.at_risk == (0, 0, 0, 0, 0, 0, 0, 1, 2, 0)
    assert facts.lowest == (0, 0, 0, 0, 0, 2, 1, 0, 0, 3)
    assert facts.label == "6 grades from 44 to 60 points"


def test_deductions_are_counted_the_most_frequent_first() -> None:
    facts = deduction_facts(a_rubric(), VERDICTS)

    assert [(row.id, row.fell, row.suspected) for row in facts[:2]] == [
        ("3.1/low-accuracy", 4, 0),
        ("1.2/svd", 3, 0),
    ]
    assert "3.3/wrong-count" not in {row.id for row in facts}
    assert {row.cost for row in facts if row.id == "3.3/biases"} == {"remark"}


def test_only_measured_accuracies_of_matched_networks_are_plotted() -> None:
    testimony = replace(a_measurement(), kind=Kind.OBSERVED)
    submissions = (
        graded("measured", a_rich_verdict()),
        graded("unmatched", a_rich_verdict(), matches=()),
        graded("testimony", a_rich_verdict(), evidence=an_evidence(measurements=(testimony,))),
        graded("unmeasured", a_rich_verdict(), evidence=an_evidence(measurements=())),
    )

    (deep, wide) = accuracy_facts(a_rubric(), submissions)

    assert [value.accuracy for value in deep.values] == [82.14]
    assert [value.accuracy for value in wide.values] == [85.03]


def test_a_network_with_other_layers_is_marked_as_such() -> None:
    differing = (replace(MATCHES[0], differences=("a layer too many",)),)
    submissions = (graded("differs", a_rich_verdict(), matches=differing),)

    (deep,) = accuracy_facts(a_rubric(), submissions)

    assert [value.is_as_asked for value in deep.values] == [False]


def test_what_could_cost_most_is_looked_at_first() -> None:
    first = look_first(a_class())

    remark = with_outcomes(a_rich_verdict(), biases=Outcome.SUSPECTED)

    assert "3.3/biases" not in {row.id for row in look_first((graded("x", remark),))}
    assert [row.cost for row in first] == ["−4\xa0to\xa0−6"] * 3 + ["−5"] * 4


def test_each_warning_is_said_once_for_the_class() -> None:
    unsafe = an_evidence(sandbox="none")
    submissions = tuple(graded(name, a_rich_verdict(), evidence=unsafe) for name in "abc")

    notices = make_class_page(a_rubric(), submissions).notices

    assert [notice.title for notice in notices] == ["This ran without a sandbox"]


def test_the_page_links_every_report_and_draws_every_plot() -> None:
    html = render_class_html(make_class_page(a_rubric(), a_class(), graded_on="2026-11-20"))

    links = set(re.findall(r'<a href="([^"]*)"', html))

    assert links == {f"./{one.id}/report.html" for one in a_class() if one.verdict}
    assert html.count("<svg") == 3
    assert "<script" not in html
    assert not re.findall(r'\b(?:src|on\w+)=|href="(?!\./|#)', html)


def test_an_empty_class_has_a_page() -> None:
    html = render_class_html(make_class_page(a_rubric(), ()))

    assert "0 submissions; none could be graded yet." in html
    assert "<svg" not in html


def test_hostile_names_and_problems_are_shown_as_text() -> None:
    submissions = tuple(
        graded(f"id-{n}", name=text, problem=text) for n, text in enumerate(HOSTILE)
    ) + tuple(
        graded(f"ok-{n}", replace(a_rich_verdict(), name=text), name=text)
        for n, text in enumerate(HOSTILE)
    )

    html = render_class_html(make_class_page(a_rubric(), submissions))

    assert "<script" not in html
    assert "<img" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert len(html) < 200_000


def a_plot(name: str = "deep") -> str:
    """The accuracy plot of one submission and one required network of this name."""
    rubric = replace(a_rubric(), networks=(replace(DEEP, name=name),))
    matches = (replace(MATCHES[0], required=name),)
    submissions = (graded("x", a_rich_verdict(), matches=matches),)
    return accuracy_strips(accuracy_facts(rubric, submissions), label="Accuracies & more")


def test_a_plot_is_one_element_with_words_and_the_colours_of_the_page() -> None:
    svg = grade_histogram(grade_facts(a_rubric(), VERDICTS))

    element = ElementTree.fromstring(svg)

    assert element.attrib["role"] == "img"
    assert element.attrib["aria-label"] == "6 grades from 44 to 60 points"
    assert "width" not in element.attrib
    assert "var(--kept)" in svg
    assert "var(--waits)" in svg
    assert "#0102" not in svg
    assert "<text" in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_plots_keep_their_inner_names_apart() -> None:
    bars = deduction_bars(deduction_facts(a_rubric(), VERDICTS), label="x")

    def names(svg: str) -> set[str]:
        return set(re.findall(r'\bid="([^"]*)"', svg))

    assert names(bars)
    assert not names(bars) & names(a_plot())
    for svg in (bars, a_plot()):
        assert set(re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', svg)) <= {
            pair for name in names(svg) for pair in ((name, ""), ("", name))
        }


def test_names_of_the_rubric_are_drawn_as_they_are() -> None:
    svg = a_plot("a$_2$ <b> & c")

    assert "a$_2$ &lt;b&gt; &amp; c" in svg
    assert 'aria-label="Accuracies &amp; more"' in svg
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_plots_can_be_drawn_by_many_threads_at_once() -> None:
    facts = grade_facts(a_rubric(), VERDICTS)

    with ThreadPoolExecutor(max_workers=4) as pool:
        drawn = set(pool.map(lambda _: grade_histogram(facts), range(8)))

    assert len(drawn) == 1


def test_a_class_where_all_is_suspected_is_drawn_too() -> None:
    verdict = with_outcomes(a_rich_verdict(), svd=Outcome.SUSPECTED, mean=Outcome.SUSPECTED)

    svg = grade_histogram(grade_facts(a_rubric(), (verdict,)))

    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_pages_are_made_without_the_cost_of_loading_what_draws() -> None:
    program = "import sys, grader.render.class_page as page; print('matplotlib' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert told.stdout.strip() == "False"


def test_an_outline_of_each_submission_is_enough_for_page_gradebook_and_list() -> None:
    rubric, whole = a_rubric(), a_class()
    outlines = tuple(map(outline, whole))

    assert outlines != whole
    assert make_class_page(rubric, outlines) == make_class_page(rubric, whole)
    assert write_csv(rubric, outlines) == write_csv(rubric, whole)
    assert _told(outlines) == _told(whole)


def _told(graded: tuple[GradedSubmission, ...]) -> str:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as captured:
        console.print(summary_table(graded))
    return captured.get()
