"""How templates are found and filled: escaping always on, undefined names are errors."""

from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.render.text import markdown
from grader.resources import resource_folder

SHORT = 400
"""Characters of texts that are remembered as Markdown."""


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
    text = str(value)
    return _short_as_markdown(text) if len(text) <= SHORT else Markup(markdown(text))


@lru_cache(maxsize=8_192)
def _short_as_markdown(text: str) -> Markup:
    """The reports of a class say the same things over and over."""
    return Markup(markdown(text))
