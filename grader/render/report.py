"""A student's page as HTML and as Markdown."""

from grader.render.page import Page
from grader.render.templates import html_environment, markdown_environment


def render_html(page: Page) -> str:
    """The page as one HTML file without scripts, and with nothing loaded from elsewhere."""
    return html_environment().get_template("report.html.j2").render(page=page)


def render_markdown(page: Page) -> str:
    """The page as Markdown, in which student text cannot become markup."""
    return markdown_environment().get_template("report.md.j2").render(page=page)
