"""How templates are found and filled: escaping always on, undefined names are errors."""

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.render.text import markdown
from grader.resources import resource_folder


@cache
def html_environment() -> Environment:
    """Templates whose every value is escaped for HTML."""
    return _environment()


@cache
def markdown_environment() -> Environment:
    """Templates whose every value is escaped for Markdown.

    No macros there: what a macro returns would be escaped a second time.
    """
    return _environment(finalize=_as_markdown)


def _environment(finalize: Callable[[object], object] | None = None) -> Environment:
    return Environment(
        loader=FileSystemLoader(resource_folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
    )


def _as_markdown(value: object) -> Markup:
    return Markup(markdown(str(value)))
