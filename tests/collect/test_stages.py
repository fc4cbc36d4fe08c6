"""One network, trained several times: the weights that each training led to are kept."""

from pathlib import Path

from grader.collect.networks import Caught, catch_networks
from grader.collect.training import catch_training
from grader.records import Training
from tests.forked import run_forked

SETUP = """
import torch
from torch import nn
torch.manual_seed(0)
X, Y = torch.rand(64, 4), torch.randint(0, 3, (64,))
net = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3))

def train(rate, steps):
    opt = torch.optim.SGD(net.parameters(), rate)
    for _ in range(steps):
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(X), Y)
        loss.backward()
        opt.step()
    print(loss.item())
    if KEPT is not None:
        KEPT.append(torch.cat([p.detach().reshape(-1) for p in net.parameters()]).numpy().tobytes())
        open("kept.bin", "wb").write(b"".join(KEPT))

KEPT = []
"""
RESET = """
def reset(part):
    if isinstance(part, nn.Linear):
        part.weight.data.normal_()
net.apply(reset)
"""
VALUES = 4 * 5 + 5 + 5 * 3 + 3


def runs_of(folder: Path, *cells: str) -> tuple[tuple[Training, ...], dict[str, Caught]]:
    run = run_forked(folder, SETUP, *cells)
    caught = catch_networks(run, first=1)
    return catch_training(run, caught), {each.network.id: each for each in caught}


def kept(folder: Path) -> list[bytes]:
    """The weights after each training, as the code itself saw them."""
    content = (folder / "kept.bin").read_bytes()
    size = VALUES * 4
    return [content[start : start + size] for start in range(0, len(content), size)]


def test_weights_after_each_training_of_one_network_are_kept(tmp_path: Path) -> None:
    training, caught = runs_of(tmp_path, "train(0.1, 20)", "train(10.0, 20)\ntrain(1.0, 20)")

    assert [caught[one.ended_as].weights for one in training] == kept(tmp_path)
    assert [caught[one.ended_as].network.steps for one in training] == [20, 40, 60]
    assert [caught[one.ended_as].network.stage_of for one in training] == ["n1", "n1", ""]


def test_weights_that_a_later_cell_resets_are_kept(tmp_path: Path) -> None:
    training, caught = runs_of(tmp_path, "train(0.1, 20)", RESET + "train(0.1, 20)")

    assert [caught[one.ended_as].weights for one in training] == kept(tmp_path)


def test_weights_that_were_reset_before_anyone_looked_are_not_guessed(tmp_path: Path) -> None:
    training, caught = runs_of(tmp_path, "train(0.1, 20)\n" + RESET + "train(0.5, 20)")

    assert [one.ended_as for one in training] == ["", "n1"]
    assert list(caught) == ["n1"]


def test_the_last_weights_are_kept_when_those_of_the_best_epoch_are_put_back(
    tmp_path: Path,
) -> None:
    training, caught = runs_of(
        tmp_path,
        "train(0.1, 5)\nbest = {name: one.clone() for name, one in net.state_dict().items()}",
        "train(0.3, 20)\nnet.load_state_dict(best)",
    )

    before, last = kept(tmp_path)
    assert [caught[one.ended_as].weights for one in training] == [before, last]
    assert caught["n1"].weights == before


def test_a_training_that_goes_on_after_other_weights_were_tried_ends_later(tmp_path: Path) -> None:
    step = """
opt = torch.optim.SGD(net.parameters(), 0.1)
own = {name: one.clone() for name, one in net.state_dict().items()}
for _ in range(6):
    opt.zero_grad()
    nn.functional.cross_entropy(net(X), Y).backward()
    opt.step()
    now = {name: one.clone() for name, one in net.state_dict().items()}
    net.load_state_dict(own)
    net(X)
    net.load_state_dict(now)
"""
    (training,), caught = runs_of(tmp_path, step)

    assert training.steps == 6
    assert caught[training.ended_as].network.steps == 6


def test_an_optimizer_made_anew_for_every_epoch_is_one_training(tmp_path: Path) -> None:
    loop = """
data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(X, Y), batch_size=16)
for epoch in range(30):
    opt = torch.optim.SGD(net.parameters(), 0.1 * 0.9**epoch)
    for x, y in data:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
"""
    training, caught = runs_of(tmp_path, loop)

    assert len(training) == 30
    assert list(caught) == ["n1"]


def test_what_is_printed_is_the_same_when_nobody_looks(tmp_path: Path) -> None:
    cells = (SETUP, "train(0.1, 20)", RESET + "train(10.0, 20)\ntrain(1.0, 20)")

    watched = run_forked(tmp_path, *cells)
    alone = run_forked(tmp_path, *cells, watched=False)

    assert [cell.output for cell in watched.cells] == [cell.output for cell in alone.cells]
