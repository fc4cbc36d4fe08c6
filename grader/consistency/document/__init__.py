"""The document as a document: numbers, references, captions, sections, sentences and files."""

from collections.abc import Callable, Iterable, Iterator

from grader.consistency.document.announced import hold_announcements
from grader.consistency.document.axes import hold_axes
from grader.consistency.document.axis_words import hold_axis_words
from grader.consistency.document.bibliography import hold_bibliography
from grader.consistency.document.captions import hold_captions
from grader.consistency.document.equations import hold_equations
from grader.consistency.document.figures import hold_numbers
from grader.consistency.document.files import hold_files
from grader.consistency.document.pictures import hold_pictures
from grader.consistency.document.placeholders import hold_placeholders
from grader.consistency.document.references import hold_references
from grader.consistency.document.sections import hold_sections
from grader.consistency.document.sentences import hold_sentences
from grader.consistency.document.shown import hold_shown
from grader.consistency.work import Work
from grader.records import Checked, Consistency

__all__ = ["hold_document"]

_CHECKS: tuple[Callable[[Work], Iterable[Checked]], ...] = (
    hold_numbers,
    hold_references,
    hold_equations,
    hold_announcements,
    hold_captions,
    hold_shown,
    hold_sections,
    hold_sentences,
    hold_placeholders,
    hold_bibliography,
    hold_files,
    hold_pictures,
    hold_axes,
    hold_axis_words,
)


def hold_document(work: Work) -> Iterator[Checked]:
    """Everything about a write-up that can be told without its numbers."""
    found = [checked for check in _CHECKS for checked in check(work)]
    wrong = {one.span for one in found if one.outcome is Consistency.INCONSISTENT}
    for checked in found:
        # What is wrong in one respect is not listed as right in another one.
        if checked.outcome is Consistency.INCONSISTENT or checked.span not in wrong:
            yield checked
