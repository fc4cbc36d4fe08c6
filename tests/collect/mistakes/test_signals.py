"""What the probe left of known mistakes is read strictly, and changes nothing for the student."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.mistakes import collect_mistakes, read_signals
from grader.collect.networks import catch_networks
from grader.errors import ProbeError
from grader.records import Evidence, NotebookRun
from tests.collect.mistakes.looking import BEGIN, submission_of
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch

CODE = """
net = mlp(nn.Dropout(0.3), nn.BatchNorm1d(16)); opt = optim.Adam(net.parameters())
sched = optim.lr_scheduler.StepLR(opt, 1, gamma=0.5)
for epoch in range(3):
    for xb, yb in train_loader:
        loss = F.cross_entropy(F.softmax(net(xb), 1), yb)
        loss.backward(); nn.utils.clip_grad_norm_(net.parameters(), 0.1); opt.step()
    sched.step()
    print(loss.item().hex(), [p.double().sum().item().hex() for p in net.parameters()])
print(torch.rand(1).item().hex(), score(net, test_loader))
"""


@pytest.fixture
def run(tmp_path: Path) -> NotebookRun:
    return run_forked(tmp_path, BEGIN, CODE)


def test_digits_are_the_same_without_us(run: NotebookRun, tmp_path: Path) -> None:
    alone = run_forked(tmp_path, BEGIN, CODE, watched=False)

    assert printed(run) == printed(alone)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("heads", [{"network": "n1"}]),
        ("zeroed", -1),
        ("optimizers", "none"),
        ("loaders", [None] * 3),
        ("more", 1),
        ("calls", [{}] * 10_000),
        ("format", 99),
    ],
)
def test_signals_that_do_not_fit_are_refused(run: NotebookRun, field: str, value: object) -> None:
    path = Path(run.probe_folder) / "signals.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))

    with pytest.raises(ProbeError):
        read_signals(run, ())


def test_signals_that_speak_of_networks_that_are_not_there_do_no_harm(run: NotebookRun) -> None:
    lied = replace(read_signals(run, catch_networks(run, first=1)), networks=())
    evidence = Evidence(submission="s", name="s", digest="d")

    found = collect_mistakes(submission_of(BEGIN, CODE), evidence, [lied])

    assert {each.name for each in found} == {
        "softmax-before-cross-entropy",
        "gradients-never-zeroed",
    }


def test_nothing_is_noticed_where_the_probe_left_nothing(tmp_path: Path, run: NotebookRun) -> None:
    gone = replace(run, probe_folder=str(tmp_path / "gone"))

    assert collect_mistakes(
        submission_of("x = 1"), Evidence(submission="s", name="s", digest="d"),
        [read_signals(gone, ())],
    ) == ()  # fmt: skip
