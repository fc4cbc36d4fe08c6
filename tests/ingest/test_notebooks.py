import codecs
import json

import pytest

from grader.ingest.limits import DEFAULT, IngestLimits
from grader.ingest.notebooks import NotReadableError, read_notebook
from grader.records import Cell, Notebook


def read(content: object, limits: IngestLimits = DEFAULT) -> Notebook:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read_notebook("a.ipynb", data, limits)


def notebook_text(*sources: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": one} for one in sources]})


def only_cell(cell: object) -> Cell:
    (found,) = read({"cells": [cell]}).cells
    return found


def code(*outputs: object) -> dict[str, object]:
    return {"cell_type": "code", "source": "x", "outputs": list(outputs)}


def test_cells_keep_their_order_kind_and_text() -> None:
    notebook = read(
        {
            "cells": [
                {"cell_type": "markdown", "source": ["# Title\n", "text"]},
                {"cell_type": "code", "source": "1 + 1", "outputs": []},
                {"cell_type": "raw", "source": "r"},
            ]
        }
    )

    assert [(c.index, c.kind, c.source) for c in notebook.cells] == [
        (0, "markdown", "# Title\ntext"),
        (1, "code", "1 + 1"),
        (2, "raw", "r"),
    ]
    assert not notebook.is_script


def test_worksheets_of_version_three_are_read() -> None:
    worksheet = {
        "cells": [
            {"cell_type": "heading", "level": 2, "source": "Title"},
            {
                "cell_type": "code",
                "input": ["print 1\n", "2"],
                "outputs": [
                    {"output_type": "stream", "stream": "stdout", "text": ["1\n"]},
                    {"output_type": "pyout", "text": "2"},
                    {"output_type": "pyerr", "ename": "NameError", "evalue": "x"},
                ],
            },
        ]
    }

    notebook = read({"nbformat": 3, "worksheets": [worksheet, worksheet]})

    assert [cell.source for cell in notebook.cells[:2]] == ["## Title", "print 1\n2"]
    assert notebook.cells[1].saved_output == "1\n2\nNameError: x\n"
    assert [cell.index for cell in notebook.cells] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("output", "text"),
    [
        ({"output_type": "stream", "text": ["a\n", "b\n"]}, "a\nb\n"),
        ({"output_type": "execute_result", "data": {"text/plain": ["0.84"]}}, "0.84\n"),
        ({"output_type": "display_data", "data": {"image/png": "iVBO"}}, ""),
        ({"output_type": "error", "ename": "E", "evalue": "why", "traceback": ["t"]}, "E: why\n"),
        ({"output_type": "error", "ename": 3}, ": \n"),
        ({"output_type": "new kind"}, ""),
        ("not an output", ""),
        (None, ""),
    ],
)
def test_saved_outputs_become_text(output: object, text: str) -> None:
    assert only_cell(code(output)).saved_output == text


def test_saved_output_is_kept_up_to_the_limit() -> None:
    limits = IngestLimits(output_bytes=10)
    flood = {"output_type": "stream", "text": "ä" * 100}

    (cell,) = read({"cells": [code(flood, flood)]}, limits).cells

    assert cell.saved_output == "ä" * 5


@pytest.mark.parametrize(
    "content",
    [
        {"cells": []},
        {"cells": [{}]},
        {"cells": [None, 3, "x", []]},
        {"cells": [{"cell_type": "code"}]},
        {"cells": [{"cell_type": "video", "source": "x"}]},
        {"cells": [{"cell_type": "code", "source": {"a": 1}, "outputs": {"b": 2}}]},
        {"cells": [{"cell_type": ["code"], "source": [1, None, "x"]}]},
        {"cells": [{"cell_type": "heading", "level": 10**9, "source": "x"}]},
        {"cells": [], "metadata": "hostile", "nbformat": "4", "nbformat_minor": []},
        {"cells": [], "metadata": {"kernelspec": ["../../evil"], "language_info": 3}},
        {"cells": [], "metadata": {"kernelspec": {"name": "../../x", "language": ["R"]}}},
        {"worksheets": [None, {"cells": [3]}]},
    ],
)
def test_small_damage_and_hostile_metadata_are_no_reason_to_refuse(content: object) -> None:
    notebook = read(content)

    assert all(cell.kind in ("code", "markdown", "raw") for cell in notebook.cells)
    assert [cell.index for cell in notebook.cells] == list(range(len(notebook.cells)))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html>", "not a notebook"),
        (b"PK\x03\x04", "not a notebook"),
        (b'{"cells": [', "cut off"),
        (b"[]", "not an object"),
        (b"{}", "no list of cells"),
        (b'{"cells": "none"}', "no list of cells"),
        (b'{"worksheets": [{}]}', "no list of cells"),
        (b'{"cells":' + b"[" * 200 + b"]" * 200 + b"}", "deeper"),
        (b'{"a":' * 100_000, "deeper"),
        (b'{"cells": [], "n": ' + b"9" * 5_000 + b"}", "not a notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(NotReadableError, match=why):
        read(data)


def test_brackets_in_text_are_not_nesting() -> None:
    source = 'print("' + "[{" * 500 + '\\")'

    assert only_cell({"cell_type": "code", "source": source}).source == source


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (IngestLimits(cells=2), "more than 2 cells"),
        (IngestLimits(notebook_values=5), "more than 5 values"),
        (IngestLimits(notebook_bytes=100), "larger"),
    ],
)
def test_a_monster_is_refused(limits: IngestLimits, why: str) -> None:
    with pytest.raises(NotReadableError, match=why):
        read(notebook_text("1", "2", "3").encode(), limits)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_a_byte_order_mark_does_no_harm(mark: bytes) -> None:
    assert read(mark + notebook_text("x = 'ü'").encode()).cells[0].source == "x = 'ü'"


def test_a_notebook_in_utf16_is_read() -> None:
    assert read(notebook_text("x = 'ü'").encode("utf-16")).cells[0].source == "x = 'ü'"


def test_half_a_character_does_not_reach_what_must_be_stored() -> None:
    cell = only_cell({"cell_type": "code", "source": "x\ud800"})

    assert cell.source.encode() == b"x?"


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
    ],
)
def test_a_notebook_in_another_language_is_refused(
    metadata: dict[str, object], language: str
) -> None:
    with pytest.raises(NotReadableError, match=f"written in {language}, and only Python"):
        read({"cells": [], "metadata": metadata})


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir"}},
        {"kernelspec": {"language": "python"}, "language_info": {"name": "R"}},
        {"language_info": {"name": "ipython3"}},
    ],
)
def test_a_notebook_that_may_be_python_is_read(metadata: dict[str, object]) -> None:
    assert read({"cells": [], "metadata": metadata}).cells == ()
