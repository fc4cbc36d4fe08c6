"""Code that is switched off is written all the same, is marked, and leaves the rest alone."""

import pytest

from tests.collect.written.conftest import read

BEFORE = """
import torch
from torch import nn, optim
net = nn.Sequential(nn.Linear(784, 10))
lr = 0.1
"""
MAKE = "opt = optim.SGD(net.parameters(), lr=0.7)"

SWITCHED_OFF = {
    "a comment": f"# {MAKE}\n# for e in range(5):\n#     opt.step()",
    "without a space": f"#{MAKE}\n#for e in range(5):\n#    opt.step()",
    "with empty lines": f"# {MAKE}\n\n# for e in range(5):\n\n#     opt.step()",
    "indented": f"    # {MAKE}\n    # for e in range(5):\n    #     opt.step()",
    "below a sentence": f"# Now train it:\n# {MAKE}\n# for e in range(5):\n#     opt.step()",
    "a text": f"'''\n{MAKE}\nfor e in range(5):\n    opt.step()\n'''",
    "a condition": f"if False:\n    {MAKE}\n    for e in range(5):\n        opt.step()",
    "a switch": f"TRAIN = 0\nif TRAIN:\n    {MAKE}\n    for e in range(5):\n        opt.step()",
    "a function": f"def train(n=5):\n    {MAKE}\n    for e in range(n):\n        opt.step()",
}


@pytest.mark.parametrize("case", SWITCHED_OFF)
def test_code_that_does_not_run_is_told_and_marked(case: str) -> None:
    (one,) = read(BEFORE, SWITCHED_OFF[case]).training

    assert (one.learning_rate, one.epochs, one.network) == (0.7, 5, "w1")
    assert one.dormant


def test_a_raw_cell_is_code_that_is_switched_off() -> None:
    source = f"{BEFORE}\n{MAKE}"

    assert [one.dormant for one in read(source, kind="raw").training] == [True]
    assert read(source, kind="markdown").training == ()


@pytest.mark.parametrize(
    "source",
    [
        f"s = '''\n# {MAKE}\n'''",
        f"def f():\n    '''\n    {MAKE}\n    '''\nf()",
        "# We use optim.SGD(net.parameters(), lr=0.7) here.",
        f"%%bash\n{MAKE}",
    ],
)
def test_what_only_speaks_of_code_is_no_code(source: str) -> None:
    assert read(BEFORE, source).training == ()


def test_what_is_commented_out_changes_nothing_that_runs() -> None:
    source = "cfg = {'lr': 1}\n# cfg['lr'] = 5\n# lr = 5\n# print(cfg)\n"
    use = "a = optim.SGD(net.parameters(), lr=cfg['lr'])\nb = optim.SGD(net.parameters(), lr=lr)"

    assert [one.learning_rate for one in read(BEFORE, source, use).training] == [1, 0.1]


def test_a_remark_with_another_rate_makes_commented_code_uncertain() -> None:
    off = "# opt = optim.SGD(net.parameters(), lr=lr)"

    assert [one.learning_rate for one in read(BEFORE, "# lr = 0.5", off).training] == [None]


def test_a_comment_in_a_function_does_not_see_names_that_mean_something_else_there() -> None:
    source = "def f(lr):\n    # opt = optim.SGD(net.parameters(), lr=lr)\n    return 1\nf(3)"

    (one,) = read(BEFORE, source).training

    assert (one.learning_rate, one.network, one.dormant) == (None, "", True)


def test_another_choice_beside_the_one_that_runs_is_told_apart() -> None:
    source = (
        f"{MAKE}\n# opt = optim.Adam(net.parameters(), lr=0.2)\nfor epoch in range(5): opt.step()"
    )

    training = read(BEFORE, source).training

    told = [(one.optimizer, one.epochs, one.dormant) for one in training]
    assert told == [("sgd", 5, False), ("adam", None, True)]


def test_another_case_in_a_function_is_not_switched_off() -> None:
    source = (
        "def make(name):\n    if name == 'sgd':\n        return optim.SGD(net.parameters(), lr=1)\n"
        "    elif name == 'adam':\n        return optim.Adam(net.parameters(), lr=2)\n"
        "opt = make('adam')"
    )

    assert [one.optimizer for one in read(BEFORE, source).training] == ["adam"]


def test_a_function_that_a_library_calls_is_not_called_unused() -> None:
    source = (
        "from ray import tune\ndef train(config):\n"
        "    opt = optim.SGD(net.parameters(), lr=config['lr'])\n"
        "tune.run(train, config={'lr': tune.choice([1, 2])})"
    )

    (one,) = read(BEFORE, source).training

    assert (one.learning_rate, one.dormant) == (None, False)


def test_a_function_that_is_spoken_of_elsewhere_is_not_called_unused() -> None:
    source = f"def train():\n    {MAKE}\njobs = [train]\nfor job in foreign(jobs): job()"

    assert not any(one.dormant for one in read(BEFORE, source).training)


def test_a_cell_that_cannot_be_parsed_is_read_but_did_not_run() -> None:
    training = read(BEFORE, f"{MAKE}\nlr = 0.2\nx = (1,", "o = optim.SGD(w, lr=lr)").training

    told = [(one.learning_rate, one.dormant) for one in training]
    assert told == [(0.7, True), (None, False)]


@pytest.mark.parametrize(
    "source",
    [
        f"%matplotlib inline\n!pip install x\n{MAKE}\nfiles = !ls\nnet?",
        f"%%time\n{MAKE}",
        f"%time {MAKE}",
        f"print 'old', 3\n{MAKE}",
    ],
)
def test_a_notebooks_own_lines_do_not_hide_the_code(source: str) -> None:
    (one,) = read(BEFORE, source).training

    assert (one.learning_rate, one.dormant) == (0.7, False)


def test_another_program_that_is_run_makes_names_uncertain() -> None:
    source = "%run other.py\nopt = optim.SGD(net.parameters(), lr=lr)"

    assert read(BEFORE, source).training[0].learning_rate is None
