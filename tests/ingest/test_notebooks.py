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


def test_of_a_flood_whole_lines_from_both_ends_are_kept() -> None:
    limits = IngestLimits(output_bytes=40)
    lines = "".join(f"epoch {number} ä\n" for number in range(1, 1_000))
    flood = {"output_type": "stream", "text": lines}

    (cell,) = read({"cells": [code(flood, flood)]}, limits).cells

    assert cell.saved_output == "epoch 1 ä\n\nepoch 999 ä\n"


def test_one_line_without_end_is_not_cut_into_another_number() -> None:
    flood = {"output_type": "stream", "text": "9" * 1_000}

    (cell,) = read({"cells": [code(flood)]}, IngestLimits(output_bytes=100)).cells

    assert cell.saved_output.strip() == ""


def stream(text: str, name: str = "stdout") -> dict[str, object]:
    return {"output_type": "stream", "name": name, "text": text}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1m\x1b[31macc\x1b[0m 0.5\n", "acc 0.5\n"),
        (
            "".join(f"\r{n}%|##| {n}/100" for n in range(101)) + "\ndone\n",
            "100%|##| 100/100\ndone\n",
        ),
        ("1/2 [=>]\b\b\b\b\b\b\b\b2/2 [==]\n", "2/2 [==]\n"),
        ("\r1/2 a\r2/2 b\r1/2 c\r2/2 d\n", "2/2 b\n2/2 d\n"),
        ("\r1/2 a\r2/2 b\r      \r1/2 c", "2/2 b\n1/2 c"),
        ("\repoch 1 loss 3\repoch 2 loss 2", "epoch 1 loss 3\nepoch 2 loss 2"),
        ("a\r\nb\r\n", "a\nb\n"),
    ],
)
def test_what_overwrote_itself_leaves_its_last_states(text: str, shown: str) -> None:
    assert only_cell(code(stream(text))).saved_output == shown


def test_pieces_of_one_stream_go_on_and_other_outputs_begin_a_line() -> None:
    outputs = (
        stream("acc "),
        stream("0.5"),
        stream("warning", "stderr"),
        {"output_type": "execute_result", "data": {"text/plain": "3"}},
    )

    assert only_cell(code(*outputs)).saved_output == "acc 0.5\nwarning\n3\n"


FRAME = """<style>td {color: red}</style><div><table border="1" class="dataframe">
<thead><tr style="text-align: right;"><th></th><th>train &amp; val</th><th>a|b</th></tr>
<tr><th>epoch</th><th></th><th></th></tr></thead>
<tbody><tr><th>0</th><td>0.5</td><td><b>1</b></td></tr></tbody></table></div>"""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            {"text/plain": "wrapped", "text/html": FRAME},
            "| epoch | train & val | a/b |\n| --- |\n| 0 | 0.5 | 1 |\n\n",
        ),
        (
            {"text/plain": "plain", "text/html": "<table><th colspan=2>x</th><td>1</td></table>"},
            "plain\n",
        ),
        (
            {"text/plain": "<IPython.core.display.HTML object>", "text/html": "<h3>acc: 3</h3>ok"},
            "acc: 3\nok\n",
        ),
        (
            {"text/plain": "<IPython.core.display.Markdown object>", "text/markdown": "**5**"},
            "**5**\n",
        ),
        ({"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "iV"}, None),
        ({"text/html": ["<style>x</style>", "a<br>b"]}, "a\nb\n"),
        ({"text/html": "<table><tr><td>&#" + "9" * 9_000 + ";</td></tr>"}, None),
    ],
)
def test_tables_and_formatted_text_become_text(data: dict[str, object], text: str | None) -> None:
    saved = only_cell(code({"output_type": "display_data", "data": data})).saved_output

    assert saved == text if text is not None else len(saved) < 600


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<a", "<table", "<td", "<", "<td>", "</td", "\r", "\b", "\x1b[", "\x1b]", "9/", "9"]
)
def test_hostile_outputs_take_no_time_without_end(piece: str) -> None:
    flood = piece * (2_000_000 // len(piece))
    data = {"text/plain": "<x>", "text/html": "<table>" + flood}

    cell = only_cell(code(stream(flood), {"output_type": "display_data", "data": data}))

    assert len(cell.saved_output.encode()) <= DEFAULT.output_bytes


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
