"""Numbers of parameters that a submission states, in any language and any spelling."""

import pytest

from grader.collect.claims import collect_claims
from grader.records import (
    Cell,
    CellOutcome,
    CellRun,
    Document,
    Execution,
    Kind,
    Notebook,
    NotebookRun,
    Place,
    Submission,
)


def a_submission(text: str = "", *cells: Cell) -> Submission:
    documents = (Document(path="report.md", text=text),) if text else ()
    notebooks = (Notebook(path="a.ipynb", cells=cells),) if cells else ()
    return Submission(
        id="s",
        name="s",
        digest="",
        folder="",
        files=(),
        notebooks=notebooks,
        documents=documents,
    )


def stated(text: str) -> list[float | None]:
    return [claim.value for claim in collect_claims(a_submission(text), None)]


@pytest.mark.parametrize(
    "number",
    ["29642", "29,642", "29.642", "29'642", "29’642", "29\u00a0642", "29\u202f642", "29 642"],
)
def test_a_number_is_read_however_its_thousands_are_parted(number: str) -> None:
    assert stated(f"The deep network has {number} parameters.") == [29642]


@pytest.mark.parametrize(
    "text",
    [
        "Das Netz hat 29.642 Parameter.",
        "Le réseau a 29 642 paramètres.",
        "La red tiene 29.642 parámetros.",
        "La rete ha 29.642 parametri.",
        "Params: 29642",
        "n_params = 29642",
        "**Parameters:** 29,642!",
        "(29642 trainable parameters)",
    ],
)
def test_the_word_is_known_in_many_languages(text: str) -> None:
    assert stated(text) == [29642]


def test_large_numbers_with_several_separators_are_one_number() -> None:
    assert stated("It has 1,234,567 parameters") == [1234567]


def test_every_number_of_a_table_with_the_word_is_taken() -> None:
    table = "| network | parameters |\n| --- | --- |\n| deep | 29,642 |\n| wide | 118,346 |"

    claims = collect_claims(a_submission(f"Text.\n\n{table}\n\nIn 2024 it was 1234."), None)

    assert [claim.value for claim in claims] == [29642, 118346]
    assert [claim.place.line for claim in claims] == [5, 6]
    assert claims[0].words == "| deep | 29,642 |"


@pytest.mark.parametrize(
    "text",
    [
        "The deep network reaches 84.37 % accuracy.",
        "We trained for 1500 epochs.",
        "Parameters are counted below.\n\nIn 2024 we trained for 1500 epochs.",
        "The parameters give 84.37 %, that is 0.8437 or 0.844.",
        "The parameters: lr 0.001, momentum 0.9, batch 64.",
        "parameters of fc123a and 12ab34567",
    ],
)
def test_other_numbers_are_not_taken(text: str) -> None:
    assert stated(text) == []


def test_prose_cells_and_saved_outputs_are_claims() -> None:
    cells = (
        Cell(index=0, kind="markdown", source="29642 parameters"),
        Cell(index=1, kind="code", source="print(sum(...))", saved_output="parameters: 118346"),
    )

    claims = collect_claims(a_submission("", *cells), None)

    assert [(claim.value, claim.kind) for claim in claims] == [
        (29642, Kind.CLAIMED),
        (118346, Kind.CLAIMED),
    ]
    assert claims[1].place == Place(file="a.ipynb", cell=1, line=1)


def test_code_states_nothing() -> None:
    code = Cell(index=0, kind="code", source="parameters = 29642  # 29642 parameters")

    assert collect_claims(a_submission("", code), None) == ()


def test_outputs_of_our_own_run_are_observed() -> None:
    cell = CellRun(index=4, outcome=CellOutcome.OK, seconds=0, output="29642 parameters\n")
    run = NotebookRun(path="a.ipynb", cells=(cell,), endings=(), seconds=0, probe_folder="")

    (claim,) = collect_claims(a_submission(), Execution(sandbox="recorded", notebooks=(run,)))

    assert (claim.value, claim.kind) == (29642, Kind.OBSERVED)
    assert claim.place == Place(file="a.ipynb", cell=4, line=1)


def printed(output: str) -> list[float | None]:
    """What is stated by the saved output of one cell."""
    cell = Cell(index=0, kind="code", source="", saved_output=output)
    return [claim.value for claim in collect_claims(a_submission("", cell), None)]


def test_of_an_output_only_the_lines_about_parameters_are_taken() -> None:
    assert printed("step 2026 loss 1234\nTotal params: 29,642\nstep 3000") == [29642]


def test_a_warning_that_names_code_states_nothing() -> None:
    assert (
        printed("FutureWarning: net.parameters() at line 123\nstep 1000 of model.parameters()")
        == []
    )


def test_the_rows_of_a_printed_table_are_taken() -> None:
    table = (
        "Layer (type)      Output Shape      Param #\n=========\n"
        "Linear-1          [-1, 32]          25,120\nLinear-3          [-1, 10]          330\n"
        "=========\nTotal params: 25,450"
    )

    assert printed(table) == [25120, 330, 25450]


def test_words_are_cut_to_a_readable_length() -> None:
    text = "x" * 5_000 + " 29642 parameters " + "y" * 5_000

    (claim,) = collect_claims(a_submission(text), None)

    assert "29642" in claim.words
    assert len(claim.words) <= 300


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text", ["parameters 1" + ",111" * 100_000, "param " * 100_000 + "\n " * 50_000]
)
def test_text_without_end_takes_no_time_without_end(text: str) -> None:
    assert len(stated(text)) <= 500
