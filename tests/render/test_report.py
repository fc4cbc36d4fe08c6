"""The report as HTML and as Markdown: complete, inert and escaped."""

from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from grader.records import Outcome
from grader.render.outcomes import LOOKS
from grader.render.page import Page, make_page
from grader.render.report import render_html, render_markdown
from grader.render.templates import html_environment, markdown_environment
from tests.render.invented import (
    DEEP,
    MATCHES,
    SCRIPT,
    WIDE,
    a_criterion,
    a_finding,
    a_hostile_evidence,
    a_hostile_verdict,
    a_question,
    a_rich_verdict,
    a_verdict,
    an_evidence,
)

OUR_TAGS = """
html head meta title style body main header h1 h2 p b i u em small span div nav a section dl dt
dd code bdi ul li table caption thead tbody tr th td details summary footer figure img figcaption
"""
ALLOWED_TAGS = frozenset(OUR_TAGS.split())
VOID_TAGS = {"meta", "img"}


class Reader(HTMLParser):
    """Reads a page as a browser would: its tags, addresses, handlers, names and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.mismatched: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mismatched.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        """The values of every attribute of this name."""
        return [value for attribute, value in self.attributes if attribute == name]


def rich_page() -> Page:
    """The page of the rich verdict."""
    return make_page(
        a_rich_verdict(),
        an_evidence(),
        graded_on="2026-11-20",
        expected=(DEEP, WIDE),
        matches=MATCHES,
        picture=lambda digest: digest.encode(),
    )


def hostile_page() -> Page:
    """The page of the hostile verdict."""
    return make_page(
        a_hostile_verdict(),
        a_hostile_evidence(),
        graded_on="2026-11-20",
        expected=(DEEP, WIDE),
        matches=MATCHES,
        picture=lambda _: SCRIPT.encode(),
    )


@pytest.mark.parametrize("page", [rich_page(), hostile_page()], ids=["rich", "hostile"])
def test_the_html_holds_only_tags_of_ours_and_loads_nothing(page: Page) -> None:
    html = render_html(page)

    reader = Reader(html)

    assert reader.tags <= ALLOWED_TAGS
    assert reader.mismatched == []
    assert reader.open == []
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert all(source.startswith("data:image/png;base64,") for source in reader.values("src"))
    assert bool(reader.values("src")) is bool(page.figures)
    assert all(address.startswith("#question-") for address in reader.values("href"))
    assert "url(" not in html
    assert "@import" not in html


def test_the_html_forbids_everything_that_it_does_not_need() -> None:
    policy = Reader(render_html(rich_page())).values("content")[1]

    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_hostile_text_is_shown_as_text() -> None:
    html = render_html(hostile_page())

    assert "<script" not in html
    assert "<img" not in html.replace('<img src="data:image/png;base64,', "")
    assert SCRIPT in Reader(html).text
    assert "{{ 7 * 7 }}" in html


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_an_empty_submission_has_a_page_too(render: object) -> None:
    evidence = an_evidence(
        networks=(), training=(), adaptations=(), endings=(), notebooks=(), data=None, sandbox=""
    )
    page = make_page(a_verdict(), evidence, graded_on="2026-11-20")

    assert callable(render)
    assert "There was no notebook or script that could be run." in render(page)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_word_symbol_and_class(outcome: Outcome) -> None:
    finding = a_finding(a_criterion("1/x"), outcome)
    page = make_page(
        a_verdict(a_question("1", "5", "Title", finding)), an_evidence(), graded_on="today"
    )
    style = LOOKS[outcome]

    html, markdown = render_html(page), render_markdown(page)

    assert f"<small>{style.word}</small>" in html
    assert f'class="item {style.css}"' in html or f'<li class="{style.css}">' in html
    assert f"**{style.symbol} {style.word}" in markdown


def test_names_inside_the_page_are_unique() -> None:
    names = Reader(render_html(rich_page())).values("id")

    assert len(names) == len(set(names))


def test_tables_have_captions_and_heads_for_people_who_listen() -> None:
    html = render_html(rich_page())

    assert html.count("<table") == html.count("<caption>")
    assert {"col", "row"} == set(Reader(html).values("scope"))
    assert 'aria-label="38 of 60 points are sure, up to 49"' in html


def test_what_the_student_reads_is_there_in_both_formats() -> None:
    html, markdown = Reader(render_html(rich_page())).text, render_markdown(rich_page())

    for words in (
        "38–49",
        "Subtract the mean face first",
        "784 → 32 → relu → 64",
        "60,000 held-out examples",
        "What we changed to run your notebooks",
        "What we noticed",
        "A softmax comes before a loss that already has one.",
        "Points were lost in",
        "out of time",
    ):
        assert words in html
        assert words in markdown


def test_a_short_report_reads_well_as_markdown() -> None:
    lost = a_finding(a_criterion("1/x", "2", advice="Do."), Outcome.NOT_MET, reason="A * B.")
    evidence = an_evidence(
        networks=(),
        training=(),
        mistakes=(),
        adaptations=(),
        endings=(),
        notebooks=(),
        seconds=0.0,
    )
    page = make_page(
        a_verdict(a_question("1", "5", "Title", lost)), evidence, graded_on="2026-11-20"
    )

    assert render_markdown(page) == (
        "# A2: autoencoders and MLPs\n"
        "\n"
        "sample-07 · graded 2026-11-20 · rubric 3f1c9a7b\n"
        "\n"
        "**3** of 5 points · final\n"
        "\n"
        "There was no notebook or script that could be run. Points were lost in 1 (2 points).\n"
        "\n"
        "| Question | Points | Of |\n"
        "| --- | ---: | ---: |\n"
        "| 1 Title | 3 | 5 |\n"
        "\n"
        "## 1 Title: 3 of 5\n"
        "\n"
        "- **✗ lost −2** It is as asked.\n"
        "  - A \\* B.\n"
        "  - Advice: Do.\n"
        "\n"
        "---\n"
        "\n"
        "Submission ab12cd34 · ran inside bubblewrap · data: Fashion-MNIST and Olivetti faces\n"
    )


def test_hostile_text_adds_no_markup_to_the_markdown() -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render_markdown(hostile_page()))

    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or []}

    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_block", "fence"}
    assert not kinds & {"em_open", "s_open", "code_inline", "ordered_list_open"}


def test_a_name_that_no_page_has_is_an_error_in_every_format() -> None:
    for environment in (html_environment(), markdown_environment()):
        template = environment.from_string("{{ page.no_such_name }}")

        with pytest.raises(UndefinedError):
            template.render(page=rich_page())


def test_every_format_escapes_what_it_is_given() -> None:
    source = "{{ text }}"

    assert html_environment().from_string(source).render(text="<b>") == "&lt;b&gt;"
    assert markdown_environment().from_string(source).render(text="<b>*") == r"\<b\>\*"
