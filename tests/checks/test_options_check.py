"""Options leave a setting in doubt only if they can reach it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grader.checks.runs.trainings import training
from grader.records import (
    CellOutcome,
    CellRun,
    Checked,
    Consistency,
    HandedIn,
    HeldAgainst,
    NotebookCells,
    Outcome,
    Place,
    Source,
)
from tests.checks.trained import at, case, code, network, required, trained

NOT_MET, SUSPECTED = Outcome.NOT_MET, Outcome.SUSPECTED
RATE = (Decimal("0.001"),)
PARSER = "import argparse\np = argparse.ArgumentParser()\n"


def told(options: str, *checked: Checked) -> Outcome:
    """Of a run at a rate of 0.01 where 0.001 is asked, by code with these options."""
    whole = case(
        required(), training=(trained(learning_rate=0.01),), handed_in=code(PARSER + options)
    )
    whole = replace(whole, checked=checked)
    return training(whole, network="shallow", learning_rate=RATE).outcome


def agreeing(subject: str = "learning rate", cell: int = 0) -> Checked:
    return Checked(
        outcome=Consistency.CONSISTENT,
        check=HeldAgainst.RUN,
        subject=subject,
        sentence="The text says 0.01, the run has 0.01.",
        words="a learning rate of 0.01",
        place=at(3),
        other=at(cell),
    )


@pytest.mark.parametrize(
    "options",
    [
        "p.add_argument('--data_dir', default='./data')",
        "p.add_argument('--seed', type=int, default=0)\np.add_argument('-v', '--verbose')",
        "p.add_argument(\n    '--length',\n    type=int,\n)",
    ],
)
def test_options_that_cannot_reach_the_rate_leave_no_doubt(options: str) -> None:
    assert told(options) is Outcome.NOT_MET


@pytest.mark.parametrize(
    "options",
    [
        "p.add_argument('--lr', type=float, default=0.01)",
        "p.add_argument('-l', '--learning-rate')",
        "p.add_argument('--config')",
        "p.add_argument('--model', default='mlp')",
        "p.add_argument(name, default=1)",
        "for o in fields: p.add_argument(f'--{o}')",
        "p.add_argument('--seed')\nrate = sys.argv[1]",
        "",
    ],
)
def test_options_that_may_reach_it_leave_it_in_doubt(options: str) -> None:
    assert told(options) is Outcome.SUSPECTED


OPTION = "p.add_argument('--lr', type=float, default=0.01)"


def test_a_write_up_that_states_what_ran_settles_it() -> None:
    assert told(OPTION, agreeing()) is Outcome.NOT_MET


def test_a_statement_of_something_else_settles_nothing() -> None:
    assert told(OPTION, agreeing("batch size")) is Outcome.SUSPECTED
    assert told(OPTION, agreeing(cell=4)) is Outcome.SUSPECTED


def test_a_statement_that_may_be_of_another_network_settles_nothing() -> None:
    beside = trained("n2", "t2", learning_rate=0.01)
    parts = {
        "networks": (network(), network("n2", "3072 -> 10")),
        "training": (trained(learning_rate=0.01), beside),
        "handed_in": code(PARSER + OPTION),
    }
    whole = replace(case(required(), **parts), checked=(agreeing(),))

    assert training(whole, network="shallow", learning_rate=RATE).outcome is Outcome.SUSPECTED


@pytest.mark.parametrize(
    ("own", "outcome"),
    [("train(net)", NOT_MET), ("import moons\ntrain(net)", SUSPECTED)],
    ids=["apart", "imported"],
)
def test_options_of_another_program_reach_nothing_here(own: str, outcome: Outcome) -> None:
    here, there = Place(file="cifar.py", cell=0), Place(file="moons.py", cell=0)
    parser = PARSER + "p.add_argument('--seed')\n"
    sources = (
        Source(place=here, text=parser + own),
        Source(place=there, text=parser + "p.add_argument('--lr')"),
    )
    run = CellRun(index=0, outcome=CellOutcome.OK, seconds=1.0)
    whole = case(
        required(),
        networks=(network(place=here),),
        training=(trained(learning_rate=0.01, place=here),),
        notebooks=tuple(NotebookCells(path=each.file, cells=(run,)) for each in (here, there)),
        handed_in=HandedIn(sources=sources, has_code=True, is_code_whole=True),
    )

    assert training(whole, network="shallow", learning_rate=RATE).outcome is outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [("", NOT_MET), ("clip_grad_norm_(net.parameters(), args.max_norm)", SUSPECTED)],
    ids=["promised", "called"],
)
def test_an_option_clips_nothing_where_no_line_does(more: str, outcome: Outcome) -> None:
    text = PARSER + "p.add_argument('--max_norm')\n" + more
    whole = case(required(), training=(trained(),), handed_in=code(text))

    told = training(whole, network="shallow", gradient_clip=Decimal(10))

    assert told.outcome is outcome
