"""Code that cannot have run is noticed, and code that speaks in comments is not."""

import pytest

from grader.collect.dormant import collect_dormant
from grader.records import Cell, Notebook, Submission


def places(*sources: str, kind: str = "code") -> list[int | None]:
    cells = tuple(
        Cell(index=index, kind=kind, source=source) for index, source in enumerate(sources)
    )
    submission = Submission(
        id="s",
        name="s",
        digest="",
        folder="",
        files=(),
        notebooks=(Notebook(path="a.ipynb", cells=cells),),
    )
    return [place.cell for place in collect_dormant(submission)]


@pytest.mark.parametrize(
    "source",
    [
        "# deep = DeepMLP()",
        "x = 1\n#net = nn.Sequential(nn.Linear(784, 32))",
        "#     loss.backward()",
        "# model.load_state_dict(torch.load('a.pt'))",
        "# train(deep, epochs=1500)",
        "'''\nnet = nn.Sequential(nn.Linear(784, 32))\n'''",
        "class Deep(nn.Module):\n    def __init__(self):\n        self.fc = nn.Linear(784, 32)",
        "def build():\n    return nn.Linear(784, 32)",
    ],
)
def test_code_that_cannot_have_run_is_noticed(source: str) -> None:
    assert places("import torch", source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "# the deep network",
        "# We use nn.Linear( ) layers here.",
        "#%% train (deep)",
        "net = nn.Sequential(nn.Linear(784, 32))  # hidden layer",
        "def build():\n    return nn.Linear(784, 32)\nnet = build()",
        "class Deep(nn.Module):\n    '''A network.'''\nnet = Deep()",
        "!pip install torch",
        "# TODO nicer colours",
    ],
)
def test_code_that_runs_and_plain_remarks_are_not(source: str) -> None:
    assert places(source) == []


def test_a_definition_that_another_cell_uses_is_not_dormant() -> None:
    define = "class Deep(nn.Module):\n    def __init__(self):\n        self.fc = nn.Linear(784, 32)"

    assert places(define, "net = Deep()") == []


def test_a_raw_cell_is_read_like_a_comment_would_be() -> None:
    assert places("# net = nn.Linear(784, 32)", kind="raw") == [0]


def test_prose_is_not_read() -> None:
    assert places("# net = nn.Linear(784, 32)", kind="markdown") == []
