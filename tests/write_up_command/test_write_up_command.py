"""`grade writeup`: what is printed and written, and what the exit status says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.consistency import Work
from grader.records import Checked
from tests.fake_runs import write_notebook
from tests.write_up_command.conftest import REPORT, Says
from tests.write_ups.hostile_files import hostile_files
from tests.write_ups.made_pdfs import drawn

pytestmark = pytest.mark.sandbox
WRONG = "The text says 85.13 %, the table says 85.31 %."


def findings(path: Path) -> list[dict[str, Any]]:
    content = json.loads(path.read_text())
    assert content["format"] == 1
    found: list[dict[str, Any]] = content["findings"]
    return found


def test_a_report_in_which_nothing_disagrees_ends_with_zero(
    report: Path, says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("SGD", "consistent", "The text and the code say SGD.", against="code")

    assert main(["writeup", str(report)]) == 0
    printed = capsys.readouterr().out
    assert "1 statement checked, 1 agrees." in printed
    assert "The text and the code say SGD." not in printed


def test_what_disagrees_comes_first_with_both_sides_and_ends_with_one(
    report: Path, says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("SGD", "cannot_tell", "The code is not here.", against="code")
    says("83.65", "consistent", "Twice the same.")
    says("85.13", "inconsistent", WRONG, other="85.31")

    assert main(["writeup", str(report)]) == 1
    printed = capsys.readouterr().out
    assert "1 of 3 statements does not agree, 1 cannot be told, 1 agrees" in printed
    assert WRONG in printed
    assert "line 4  against the document itself" in printed
    assert "line 9: “85.31”" in printed
    assert "The code is not here." not in printed

    assert main(["writeup", str(report), "-v"]) == 1
    printed = capsys.readouterr().out
    places = [printed.index(words) for words in (WRONG, "The code is not here.", "Twice the same.")]
    assert places == sorted(places)


def test_a_statement_that_two_checks_look_at_is_counted_once(
    report: Path, says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    says("85.13", "inconsistent", WRONG)
    says("85.13", "consistent", "The run says 85.13 %.", against="run")

    assert main(["writeup", str(report)]) == 1
    assert "1 of 1 statement does not agree" in capsys.readouterr().out


def test_the_json_holds_every_check_with_its_lines_in_the_same_order_each_time(
    report: Path, says: Says, tmp_path: Path
) -> None:
    says("83.65", "consistent", "Twice the same.")
    says("85.13 %, and the validation", "inconsistent", WRONG, other="85.31")
    out = tmp_path / "out.json"

    assert main(["writeup", str(report), "--json", str(out)]) == 1
    first = out.read_bytes()
    main(["writeup", str(report), "--json", str(out)])

    assert out.read_bytes() == first
    wrong, right = findings(out)
    assert (wrong["line"], wrong["lines"], wrong["page"], wrong["box"]) == (4, [4, 5], None, None)
    assert (wrong["outcome"], wrong["check"], wrong["sentence"]) == (
        "inconsistent",
        "itself",
        WRONG,
    )
    assert (wrong["other"]["line"], wrong["other"]["words"]) == (9, "85.31")
    assert (right["lines"], right["outcome"], right["other"]) == ([5, 5], "consistent", None)
    assert json.loads(first)["document"] == "report.md"


def test_code_in_a_folder_is_read_and_never_run(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "ran"
    write_notebook(
        tmp_path / "code" / "a.ipynb",
        "import torch\nfrom torch import nn",
        f"open({str(mark)!r}, 'w')\nnet = nn.Linear(784, 10)\n"
        "opt = torch.optim.SGD(net.parameters(), lr=0.1)",
    )
    seen: list[Work] = []

    def look(work: Work) -> Iterator[Checked]:
        seen.append(work)
        return iter(())

    monkeypatch.setattr("grader.consistency.CHECKS", (look,))
    assert main(["writeup", str(report), "--code", str(tmp_path / "code")]) == 0

    (work,) = seen
    assert not mark.exists()
    assert (work.has_code, work.is_code_whole, work.has_run) == (True, True, False)
    assert [training.optimizer for training in work.evidence.training] == ["sgd"]
    assert work.files == ("a.ipynb", "report.md")


def test_a_notebook_is_its_own_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ipynb"
    write_notebook(path, "import torch\nopt = torch.optim.Adam([torch.zeros(1)], lr=0.1)")
    content = json.loads(path.read_text())
    prose = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "We use SGD."}
    content["cells"].insert(0, prose)
    path.write_text(json.dumps(content))
    seen: list[Work] = []

    def look(work: Work) -> Iterator[Checked]:
        seen.append(work)
        return iter(())

    monkeypatch.setattr("grader.consistency.CHECKS", (look,))
    assert main(["writeup", str(path)]) == 0
    (work,) = seen
    assert [training.optimizer for training in work.evidence.training] == ["adam"]


def test_several_documents_are_told_one_after_the_other(
    report: Path, says: Says, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says("85.13", "inconsistent", WRONG)
    other = tmp_path / "notes.txt"
    other.write_text(REPORT)
    out = tmp_path / "out.json"

    assert main(["writeup", str(report), str(other), "--json", str(out)]) == 1
    assert "2 statements checked, 2 not agreeing" in capsys.readouterr().out
    assert [each["document"] for each in findings(out)] == ["report.md", "notes.txt"]


def test_a_scan_waits_for_a_person_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = drawn(tmp_path / "scan.pdf", lambda canvas: canvas.rect(50, 50, 400, 600, fill=1))
    out = tmp_path / "out.json"

    assert main(["writeup", str(scan), "--json", str(out)]) == 2
    assert "no text layer: a person must read it" in " ".join(capsys.readouterr().out.split())
    assert json.loads(out.read_text())["problems"]


def test_a_document_that_is_locked_says_why_it_was_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(dict(hostile_files())["encrypted-closed.pdf"])

    assert main(["writeup", str(path)]) == 2
    assert "asks for a password" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.pdf"], "nowhere.pdf: no such file or folder"),
        (["{report}", "--code", "nowhere"], "nowhere: no such file or folder"),
        (["{report}", "--json", "/not/there/x.json"], "/not/there/x.json: cannot be written"),
        (["{report}", "--annotated", "x.pdf"], "a copy of one PDF"),
        (["{report}", "--json", "{report}"], "is the document itself"),
        (["{picture}"], "a PDF, Markdown, text, docx or HTML file or a notebook is expected"),
    ],
)
def test_being_asked_wrongly_is_one_line_and_ends_with_two(
    words: list[str], told: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    asked = [word.format(report=report, picture=picture) for word in words]

    assert main(["writeup", *asked]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert report.read_text() == REPORT


def test_words_of_strangers_cannot_steer_the_terminal(
    tmp_path: Path, says: Says, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.md"
    report.write_text("The \x1b[31maccuracy [bold]is[/bold] 85.13 %.")
    says("85.13", "inconsistent", "The \x1b]0;title\x07text says [red]85.13[/red] %.")

    main(["writeup", str(report), "-v"])
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[red]85.13[/red]" in printed
