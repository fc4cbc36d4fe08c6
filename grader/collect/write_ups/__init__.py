"""Write-ups become records: what stands in them, in what order, under which question."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from grader.collect.write_ups.finish import write_up_of
from grader.collect.write_ups.flow import read_flow
from grader.collect.write_ups.notebooks import read_notebook_prose
from grader.collect.write_ups.opened import FlowBlock, Page, Pages, read_lost, read_parts
from grader.collect.write_ups.pages import read_pages
from grader.collect.write_ups.plain import is_too_long, read_plain
from grader.collect.write_ups.problems import is_unreadable, problems_of
from grader.collect.write_ups.reader import Opened, Reader
from grader.records import FileKind, Notebook, Submission, SubmittedFile
from grader.records.write_up import HiddenWords, WriteUp

__all__ = ["Opened", "Reader", "read_notebook", "read_text", "read_write_up", "read_write_ups"]

MOST_PAGES = 200
"""Pages of a PDF that are read."""
MOST_WRITE_UPS = 100
LETTERS_TOLD = 8
"""Letters on a page that nobody sees, from which on they are told; fewer happen."""
MOST_HIDDEN = 10
LONGEST_HIDDEN = 300

_TEXT_FORMS = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".rst": "text"}
_OPENED_FORMS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html"}
_PDF_MARK = b"%PDF-"


def read_write_ups(submission: Submission, reader: Reader) -> tuple[WriteUp, ...]:
    """Everything that a submission says in words: its documents, and its notebooks' prose."""
    notebooks = (
        read_notebook(notebook) for notebook in submission.notebooks if not notebook.is_script
    )
    found = [*_documents(submission, reader), *(one for one in notebooks if one.blocks)]
    return tuple(found[:MOST_WRITE_UPS])


def read_notebook(notebook: Notebook) -> WriteUp:
    """The prose and saved outputs of a notebook."""
    return write_up_of(
        read_notebook_prose(notebook),
        path=notebook.path,
        form="notebook",
        code_cells=tuple(
            cell.index for cell in notebook.cells if cell.kind == "code" and cell.source.strip()
        ),
    )


def read_text(text: str, *, path: str) -> WriteUp:
    """A document that is plain text or Markdown."""
    form = _TEXT_FORMS.get(PurePosixPath(path).suffix.casefold(), "text")
    cut = ("It holds more text than is read, so the rest was left out.",)
    problems = cut if is_too_long(text) else ()
    if not text.strip():
        problems = ("It is empty.",)
    return write_up_of(read_plain(text), path=path, form=form, problems=problems)


def read_write_up(file: Path, reader: Reader, *, path: str) -> WriteUp:
    """A document that must be opened: PDF, docx or HTML; of others, why they were not read."""
    form = _form_of(file, path)
    if form not in _OPENED_FORMS.values():
        sentence = f"Files of the kind {form or 'without a suffix'} are not read: hand in a PDF."
        return WriteUp(path=path, format=form, problems=(sentence,))
    opened = reader.open(file, form)
    return _from_opened(opened, path=path, form=form)


def _from_opened(opened: Opened, *, path: str, form: str) -> WriteUp:
    parts = read_parts(opened.content)
    pages = _each_page_once([part for part in parts if isinstance(part, Page)])
    flow = tuple(part for part in parts if isinstance(part, FlowBlock))
    readable = tuple(page for page in pages if not is_unreadable(page))
    lost = read_lost(opened.lost)
    found = write_up_of(
        read_pages(readable) if form == "pdf" else read_flow(flow),
        path=path,
        form=form,
        pages=next((part.pages for part in parts if isinstance(part, Pages)), None),
        problems=tuple(problems_of(parts, lost, opened.ending, most_pages=MOST_PAGES)),
    )
    return replace(found, hidden=tuple(_hidden(pages)))


def _hidden(pages: Iterable[Page]) -> Iterator[HiddenWords]:
    """Of a few pages: more of the same would tell nobody more."""
    telling = [page for page in pages if page.hidden_letters >= LETTERS_TOLD and page.hidden]
    for page in telling[:MOST_HIDDEN]:
        yield HiddenWords(page=page.page, words=" ".join(page.hidden.split())[:LONGEST_HIDDEN])


def _each_page_once(pages: list[Page]) -> tuple[Page, ...]:
    """Pages in order, each once, and no more than are read: a liar may repeat them."""
    found: dict[int, Page] = {}
    for page in pages:
        found.setdefault(page.page, page)
    return tuple(found[number] for number in sorted(found))[:MOST_PAGES]


def _documents(submission: Submission, reader: Reader) -> Iterator[WriteUp]:
    texts = {document.path: document.text for document in submission.documents}
    refused = {each.path: each.reason for each in submission.unreadable}
    for file in submission.files[:20_000]:
        if file.kind is not FileKind.WRITE_UP or _is_hidden(file):
            continue
        if file.path in texts and _suffix(file.path) in _TEXT_FORMS:
            yield read_text(texts[file.path], path=file.path)
        elif file.path in refused:
            yield WriteUp(
                path=file.path,
                format=_suffix(file.path).lstrip("."),
                problems=(_sentence(refused[file.path]),),
            )
        else:
            yield read_write_up(Path(submission.folder, file.path), reader, path=file.path)


def _form_of(file: Path, path: str) -> str:
    """The format by suffix, or by its first bytes; else the bare suffix."""
    suffix = _suffix(path)
    if suffix in _OPENED_FORMS:
        return _OPENED_FORMS[suffix]
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_PDF_MARK))
    except OSError:
        head = b""
    return "pdf" if head == _PDF_MARK else suffix.lstrip(".")


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.casefold()


def _is_hidden(file: SubmittedFile) -> bool:
    return any(part.startswith(".") for part in file.path.split("/"))


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".") + "."
