"""Harmless files of every kind that is read: what mutants are made of."""

import io
import json
import pickle
import re
import struct
import tarfile
import zipfile
from functools import cache
from typing import Any

import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.write_ups.hostile_files import DOCX
from tests.write_ups.made_pdfs import raw_pdf

PROSE = (
    "# Question 2\n\nWe trained a network 784 -> 32 -> relu -> 10 with 25,450 parameters for 20 "
    "epochs (lr 0.1, batch size 64). The test accuracy was 84.3% and the loss fell to 0.41.\n\n"
    "| Model | Epochs | Test (%) |\n|---|---|---|\n| deep | 20 | 84.3 |\n| wide | 20 | 85.1 |\n\n"
    "As Table 1 shows, the wide model is 0.8 points better than the deep one.\n"
)
CODE = (
    "import torch\nfrom torch import nn\n\nmodel = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), "
    "nn.Linear(32, 10))\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
    "for epoch in range(20):\n    optimizer.zero_grad()\n    loss = model(x).sum()\n"
    "    loss.backward()\n    optimizer.step()\n    print(f'epoch {epoch}: loss {loss:.3f}')\n"
)
PRINTED = "epoch 0: loss 2.310\nepoch 1: loss 1.204\ntest accuracy: 84.3%\n"
CSV = "submission,days\nanna,1\nben,0\n\ncleo,3\n"


def notebook(pictures: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notebook of version 4 with prose, code, and outputs of every kind."""
    shown = {"text/plain": "<Figure size 640x480>", "image/png": picture("PNG").hex()}
    table = "<table><tr><th>loss</th></tr><tr><td>0.41</td></tr></table>"
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": PRINTED.splitlines(keepends=True)},
        {"output_type": "display_data", "data": pictures or shown, "metadata": {}},
        {
            "output_type": "execute_result",
            "execution_count": 3,
            "data": {"text/plain": "   loss\n0  0.41", "text/html": table},
            "metadata": {},
        },
        {
            "output_type": "error",
            "ename": "ValueError",
            "evalue": "x",
            "traceback": ["\u001b[0;31mValueError\u001b[0m: x"],
        },
    ]
    cells = [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": PROSE.splitlines(keepends=True),
            "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}},
        },
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"tags": ["x"]},
            "execution_count": 3,
            "source": CODE.splitlines(keepends=True),
            "outputs": outputs,
        },
        {"cell_type": "raw", "id": "c", "metadata": {}, "source": "raw"},
        {
            "cell_type": "code",
            "id": "d",
            "metadata": {},
            "execution_count": None,
            "source": "%matplotlib inline\n!pip install x\nprint(1)",
            "outputs": [],
        },
    ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": cells,
        "metadata": {"kernelspec": spec, "language_info": {"name": "python", "version": "3.11.2"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def old_notebook() -> dict[str, Any]:
    """A notebook of version 3, whose cells lie in worksheets."""
    outputs = [
        {"output_type": "stream", "stream": "stdout", "text": [PRINTED]},
        {"output_type": "pyout", "text": "2", "png": "iVBORw0KGgo=", "prompt_number": 1},
        {"output_type": "pyerr", "ename": "NameError", "evalue": "x", "traceback": []},
    ]
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Question 2"},
        {"cell_type": "code", "language": "python", "input": [CODE], "outputs": outputs},
        {"cell_type": "markdown", "source": [PROSE]},
    ]
    return {"worksheets": [{"cells": cells}], "metadata": {"name": "a"}, "nbformat": 3}


@cache
def picture(form: str) -> bytes:
    """A small picture: `PNG`, `JPEG`, `GIF` or `BMP`."""
    out = io.BytesIO()
    values = np.arange(48 * 64 * 3, dtype=np.uint32) * 2_654_435_761 >> 24
    Image.fromarray(values.astype(np.uint8).reshape(48, 64, 3)).save(out, form)
    return out.getvalue()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><title>loss</title>'
    '<polyline points="0,0 10,4 20,9" stroke="red"/><text x="4" y="9">epoch</text></svg>'
)


@cache
def pdf(kind: int) -> bytes:
    """A small PDF: as no library writes it, or as two libraries do."""
    if kind == 0:
        return raw_pdf(b"BT /F 12 Tf 72 700 Td (The accuracy was 84.3%) Tj ET\n" * 12)
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=kind - 1)
    for page in range(2):
        for number, line in enumerate(PROSE.splitlines()):
            canvas.drawString(60, 760 - 16 * number, f"{page}: {line}"[:90])
        canvas.line(60, 500, 300, 500)
        canvas.drawInlineImage(Image.open(io.BytesIO(picture("PNG"))), 60, 300)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def word_document() -> str:
    """The body of a Word document with a heading, prose, and a table."""
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Question 2</w:t></w:r></w:p>'
    )
    cell = "<w:tc>" + text + "</w:tc>"
    rows = (("Model", "Test (%)"), ("deep", "84.3"), ("wide", "85.1"))
    table = "".join("<w:tr>" + "".join(map(cell.format, row)) + "</w:tr>" for row in rows)
    prose = "".join(text.format(line) for line in PROSE.replace(">", "&gt;").splitlines() if line)
    return f"{heading}{prose}<w:tbl>{table}</w:tbl>"


HTML = (
    "<html><head><title>A2</title><style>p {color: red}</style></head><body><h1>Question 2</h1>"
    "<p>The test accuracy was <b>84.3%</b> after 20 epochs.</p><pre>loss = 0.41</pre>"
    "<table><tr><th>Model</th><th>Test</th></tr><tr><td>deep</td><td>84.3</td></tr></table>"
    '<ul><li>one<li>two</ul><img src="data:image/png;base64,iVBORw0KGgo="></body></html>'
)


def members() -> dict[str, bytes]:
    """What lies in a harmless archive."""
    return {
        "anna/a2.ipynb": json.dumps(notebook()).encode(),
        "anna/report.md": PROSE.encode(),
        "anna/src/train.py": CODE.encode(),
        "anna/data/log.csv": b"epoch,loss\n0,2.3\n1,1.2\n" * 20,
    }


def zip_file(contents: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in contents.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content, method)
    return out.getvalue()


def tar_file(contents: dict[str, bytes], *, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as packed:
        for name, content in contents.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            packed.addfile(told, io.BytesIO(content))
    return out.getvalue()


def word_file(body: str) -> bytes:
    """A Word document with this body."""
    text = f'<w:document xmlns:w="{DOCX}"><w:body>{body}</w:body></w:document>'
    return zip_file({"word/document.xml": text.encode("utf-8", "replace")})


@cache
def checkpoint(form: str) -> bytes:
    """Weights of a small network as a file of this kind."""
    import torch

    torch.manual_seed(1)
    network = torch.nn.Sequential(torch.nn.Linear(8, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    state = network.state_dict()
    arrays = {name: tensor.numpy() for name, tensor in state.items()}
    out = io.BytesIO()
    if form == ".npz":
        np.savez(out, **arrays)
    elif form == ".pkl":
        pickle.dump(arrays, out)
    elif form == ".safetensors":
        return _safetensors(arrays)
    elif form == "whole":
        torch.save(network, out)
    elif form == ".pth":
        torch.save({"0.weight": state["0.weight"]}, out, _use_new_zipfile_serialization=False)
        # This old form names what it holds by where it lay in memory, which is never the same.
        return re.sub(rb"X.\0\0\0[0-9]{6,20}", b"X\x0f\0\0\0" + b"%015d" % 1, out.getvalue())
    else:
        torch.save({"model": state, "epoch": 3}, out)
    return out.getvalue()


def _safetensors(arrays: dict[str, Any]) -> bytes:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, array in arrays.items():
        end = at + array.nbytes
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [at, end]}
        at = end
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(a.tobytes() for a in arrays.values())
