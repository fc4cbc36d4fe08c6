"""Records become JSON and come back; what is not ours is refused with a reason."""

import json
import math
from dataclasses import replace
from decimal import Decimal

import pytest

from grader.documents import read_evidence, write_evidence, write_verdict
from grader.errors import StoreError
from grader.records import (
    Account,
    Adaptation,
    Amount,
    Block,
    BlockKind,
    Claim,
    DataUsed,
    Ending,
    EndingName,
    Evidence,
    InputSeen,
    Kind,
    Measurement,
    Network,
    Place,
    Statements,
    Training,
    Verdict,
    WriteUp,
)

PLACE = Place(file="a.ipynb", cell=1)
FULL = Evidence(
    submission="anna",
    name="Anna <b>",
    digest="d",
    networks=(
        Network(
            id="n1",
            name="netz",
            class_name="Netz",
            layers="784 -> 10",
            parameters=7_850,
            trainable_parameters=7_850,
            bias_parameters=10,
            kind=Kind.MEASURED,
            place=PLACE,
            method="export",
            input=InputSeen(shape=(784,), minimum=0.0, maximum=1.0, scaling="0..1"),
        ),
    ),
    training=(
        Training(
            network="n1",
            optimizer="sgd",
            learning_rate=0.1,
            momentum=None,
            weight_decay=None,
            batch_size=64,
            epochs=None,
            loss="",
            schedule="",
            kind=Kind.OBSERVED,
            place=PLACE,
        ),
    ),
    claims=(Claim(quantity="parameters", value=7_850, words="7,850", place=PLACE),),
    measurements=(
        Measurement(
            network="n1",
            task="a2/clothing",
            metric="accuracy",
            value=84.123456,
            examples=50_000,
            kind=Kind.MEASURED,
            place=PLACE,
        ),
    ),
    adaptations=(Adaptation(what="w", why="y", place=PLACE),),
    endings=(Ending(name=EndingName.WALL_TIME, sentence="Over.", place=PLACE),),
    data=DataUsed(name="stand-in", stand_in=True, digest="e"),
)
LISTS = "networks training mistakes saved claims measurements plots adaptations endings".split()


def test_evidence_comes_back_as_it_was() -> None:
    assert read_evidence(write_evidence(FULL), source="s") == FULL


def test_the_format_comes_first_and_every_list_is_there() -> None:
    found = json.loads(write_evidence(FULL))

    assert next(iter(found)) == "format"
    assert found["format"] == 1
    assert set(LISTS) <= set(found)
    assert found["networks"][0]["kind"] == "measured"


@pytest.mark.parametrize("text", ["", "[]", "null", "5", '"text"', "{", "[" * 100_000])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(StoreError, match=r"^s: "):
        read_evidence(text, source="s")


@pytest.mark.parametrize("found", [0, 2, None, "1"])
def test_another_format_is_refused_by_name(found: object) -> None:
    text = json.dumps(json.loads(write_evidence(FULL)) | {"format": found})

    with pytest.raises(StoreError, match=f"format {found}, this version reads 1"):
        read_evidence(text, source="s")


def test_a_field_of_the_wrong_type_is_told_with_its_place() -> None:
    text = write_evidence(FULL).replace('"parameters": 7850', '"parameters": "many"')

    with pytest.raises(StoreError, match=r"^s: networks\.0\.parameters: "):
        read_evidence(text, source="s")


def test_a_verdict_begins_with_its_grade() -> None:
    verdict = Verdict(
        submission="anna",
        name="Anna",
        rubric="A2",
        rubric_digest="r",
        points=Decimal("20.50"),
        questions=(),
    )

    found = json.loads(write_verdict(verdict))

    assert list(found)[:2] == ["format", "grade"]
    assert found["grade"]["of"] == "20.50"
    assert found["points"] == "20.50"
    assert found["grade"]["provisional"] is False


def test_what_a_write_up_says_comes_back_with_its_open_bounds() -> None:
    amount = Amount(value=5.0, least=-math.inf, most=5.0, unit="%", words="less than 5 %")
    claim = Claim(quantity="loss", value=5.0, amount=amount, words="less than 5 %", place=PLACE)
    block = Block(kind=BlockKind.TEXT, text="less than 5 %", place=PLACE)
    account = Account(
        write_up=WriteUp(path="a.md", format="markdown", blocks=(block,)),
        statements=Statements(document="a.md", claims=(claim,)),
    )
    evidence = replace(FULL, accounts=(account,))

    text = write_evidence(evidence)

    assert "Infinity" not in text
    assert read_evidence(text, source="here") == evidence
