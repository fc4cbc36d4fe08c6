"""Training runs and passes over data as they are observed while student code runs."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.collect.networks import catch_networks
from grader.collect.training import catch_evaluations, catch_training
from grader.records import Evaluation, NotebookRun, Training, regime
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch

SETUP = """
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split
torch.manual_seed(0)
X, y = torch.rand(200, 12), torch.randint(0, 3, (200,))
X_test, y_test = torch.rand(80, 12), torch.randint(0, 3, (80,))
def new():
    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3))
net = new()
criterion = nn.CrossEntropyLoss()
whole = TensorDataset(X, y)
loader = DataLoader(whole, batch_size=32, shuffle=True)
test_loader = DataLoader(TensorDataset(X_test, y_test), batch_size=32)
def step(net, opt, x, t):
    opt.zero_grad()
    loss = criterion(net(x), t)
    loss.backward()
    opt.step()
"""
SGD = "opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)\n"
ADAM = "opt = torch.optim.Adam(net.parameters(), lr=0.002)\n"
RMSPROP = "opt = torch.optim.RMSprop(net.parameters(), lr=0.01)\n"
LOADER = """
for epoch in range(4):
    for x, t in loader:
        step(net, opt, x, t)
"""
SLICES = """
for epoch in range(4):
    for i in range(0, 200, 32):
        step(net, opt, X[i:i + 32], y[i:i + 32])
"""
COPIES = """
import numpy as np
images = X.numpy()
for epoch in range(4):
    for i in range(0, len(images), 32):
        step(net, opt, torch.tensor(images[i:i + 32]), y[i:i + 32])
"""
ORDER = """
import numpy as np
for epoch in range(4):
    order = np.random.permutation(200)
    for i in range(0, 200, 32):
        rows = order[i:i + 32]
        step(net, opt, X[rows], y[rows])
"""
SHUFFLED_SLICES = """
for epoch in range(4):
    for b in torch.randperm(5).tolist():
        step(net, opt, X[40 * b:40 * b + 40], y[40 * b:40 * b + 40])
"""
WHOLE = """
for epoch in range(40):
    step(net, opt, X, y)
"""
LOOPS = {
    "a DataLoader": (LOADER, 32, 4, 28),
    "slices": (SLICES, 32, 4, 28),
    "slices of arrays": (COPIES, 32, 4, 28),
    "a random order": (ORDER, 32, 4, 28),
    "slices in random order": (SHUFFLED_SLICES, 40, 4, 20),
    "the whole set": (WHOLE, 200, 40, 40),
}
SETTINGS = {SGD: ("sgd", 0.1, 0.9, 1e-4), ADAM: ("adam", 0.002, None, 0.0),
            RMSPROP: ("rmsprop", 0.01, 0.0, 0.0)}  # fmt: skip
OPTIMIZER_OF = dict(zip(LOOPS, [*SETTINGS, *SETTINGS], strict=True))


def trainings(run: NotebookRun) -> tuple[Training, ...]:
    return catch_training(run, catch_networks(run, first=1))


def evaluations(run: NotebookRun) -> tuple[Evaluation, ...]:
    return catch_evaluations(run, catch_networks(run, first=1))


def only(folder: Path, *sources: str) -> Training:
    """The one training run of these cells."""
    (training,) = trainings(run_forked(folder, SETUP, *sources))
    return training


def each(folder: Path, sources: Iterable[str]) -> tuple[list[Training], NotebookRun]:
    """The training runs of cells that each have a network of their own; one fork for all."""
    run = run_forked(folder, SETUP, *(f"net = new()\n{source}" for source in sources))
    assert [cell.error for cell in run.cells if cell.error] == []
    found = trainings(run)
    assert [one.place.cell for one in found] == list(range(1, len(run.cells)))
    return list(found), run


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Training]:
    cells = [OPTIMIZER_OF[name] + loop[0] for name, loop in LOOPS.items()]
    return dict(zip(LOOPS, each(tmp_path_factory.mktemp("loops"), cells)[0], strict=True))


@pytest.mark.parametrize("loop", LOOPS)
def test_a_run_is_known_however_its_loop_is_written(loop: str, loops: dict[str, Training]) -> None:
    _, batch, epochs, steps = LOOPS[loop]
    settings = SETTINGS[OPTIMIZER_OF[loop]]
    seen = loops[loop]

    assert (seen.optimizer, seen.learning_rate, seen.momentum, seen.weight_decay) == settings
    assert (seen.loss, seen.gradient_clip) == ("cross_entropy", None)
    assert (seen.batch_size, seen.epochs, seen.epochs_finished) == (batch, epochs, epochs)
    assert (seen.steps, seen.schedule) == (steps, "constant")
    assert [point.at for point in seen.losses] == list(range(1, steps + 1))
    found = regime(seen)
    assert found is not None
    assert (found.epochs, found.momentum) == (epochs, settings[2] or 0.0)


NOT_EPOCHS = {
    "batches at random": "for s in range(40):\n    i = torch.randint(0, 200, (32,))\n"
    "    step(net, opt, X[i], y[i])",
    "new data in each step": "for s in range(40):\n"
    "    step(net, opt, torch.rand(32, 12), torch.randint(0, 3, (32,)))",
    "one batch of each loader": "for s in range(40):\n    x, t = next(iter(loader))\n"
    "    step(net, opt, x, t)",
    "five batches of each order": "for s in range(8):\n    order = torch.randperm(200)\n"
    "    for i in range(0, 160, 32):\n        step(net, opt, X[order[i:i+32]], y[order[i:i+32]])",
    "slices at random": "for s in range(40):\n    i = int(torch.randint(0, 168, ()))\n"
    "    step(net, opt, X[i:i + 32], y[i:i + 32])",
    "mixed batches": "for s in range(40):\n    i = torch.randint(0, 200, (32,))\n"
    "    x = X[i]\n    x = 0.5 * x + 0.5 * x[torch.randperm(32)]\n    step(net, opt, x, y[i])",
    "constant inputs": "for s in range(40):\n"
    "    step(net, opt, torch.ones(32, 12), torch.randint(0, 3, (32,)))",
}


def test_what_is_no_pass_over_the_data_is_not_called_an_epoch(tmp_path: Path) -> None:
    found, _ = each(tmp_path, [SGD + loop for loop in NOT_EPOCHS.values()])

    told = {
        name: (one.epochs, one.epochs_finished, one.steps)
        for name, one in zip(NOT_EPOCHS, found, strict=True)
    }
    assert told == dict.fromkeys(NOT_EPOCHS, (None, None, 40))
    assert not any(map(regime, found))


LOADER_LOOP = """
for epoch in range(6):
    for x, t in loader:
        step(net, opt, x, t)
        PER_BATCH
    PER_EPOCH
"""
SCHEDULES = {
    "step 2 x0.1": ("StepLR(opt, 2)", "", "s.step()"),
    "multistep 2,4 x0.5": ("MultiStepLR(opt, [2, 4], gamma=0.5)", "", "s.step()"),
    "exponential x0.9": ("ExponentialLR(opt, 0.9)", "", "s.step()"),
    "cosineannealing T_max=6": ("CosineAnnealingLR(opt, T_max=6)", "", "s.step()"),
    "reducelronplateau mode=min patience=0": (
        "ReduceLROnPlateau(opt, 'min', patience=0)", "", "s.step(1.0)",
    ),
    "onecycle max_lr=0.5 total_steps=42 per batch": (
        "OneCycleLR(opt, max_lr=0.5, total_steps=42)", "s.step()", "",
    ),
    "step 20 x0.1 per batch": ("StepLR(opt, step_size=20)", "s.step()", ""),
    "by hand": ("LambdaLR", "", "for g in opt.param_groups: g['lr'] *= 0.5"),
}  # fmt: skip


def schedule_cell(scheduler: str, per_batch: str, per_epoch: str) -> str:
    loop = LOADER_LOOP.replace("PER_BATCH", per_batch or "pass")
    made = f"s = torch.optim.lr_scheduler.{scheduler}\n"
    return SGD + made + loop.replace("PER_EPOCH", per_epoch or "pass")


@pytest.fixture(scope="module")
def schedules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Training]:
    cells = [schedule_cell(*case) for case in SCHEDULES.values()]
    return dict(zip(SCHEDULES, each(tmp_path_factory.mktemp("schedules"), cells)[0], strict=True))


@pytest.mark.parametrize("words", SCHEDULES)
def test_a_schedule_is_told_as_the_code_text_tells_it(
    words: str, schedules: dict[str, Training]
) -> None:
    seen = schedules[words]

    assert seen.schedule == words
    assert seen.learning_rates[0].step == 1
    assert len(seen.learning_rates) > 1
    if "per batch" not in words:
        # The loader has seven batches: the rate changes with the first step of an epoch.
        assert all(change.step % 7 == 1 for change in seen.learning_rates)


def test_a_scheduler_that_is_never_stepped_leaves_the_rate_constant(tmp_path: Path) -> None:
    seen = only(tmp_path, SGD + "s = torch.optim.lr_scheduler.StepLR(opt, 2)\n" + LOADER)

    assert (seen.schedule, seen.scheduler_steps) == ("constant", 0)
    assert seen.idle_schedule == "step 2 x0.1"


LOSSES = {
    "F.mse_loss(out, F.one_hot(t, 3).float())": "mse",
    "nn.MSELoss(reduction='sum')(out, F.one_hot(t, 3).float())": "mse_sum",
    "F.nll_loss(F.log_softmax(out, 1), t)": "nll",
    "nn.BCEWithLogitsLoss()(out, F.one_hot(t, 3).float())": "bce_with_logits",
    "F.l1_loss(out, F.one_hot(t, 3).float())": "l1",
    "nn.CrossEntropyLoss()(out, t) / 4": "cross_entropy",
    "((out - F.one_hot(t, 3)) ** 2).mean()": "",
    "F.cross_entropy(out, t) + 0.01 * net[0].weight.abs().sum()": "",
    "F.cross_entropy(out, t) + F.mse_loss(out, F.one_hot(t, 3).float())": "",
    "F.mse_loss(out, F.one_hot(t, 3).float(), reduction='none').sum(1).mean()": "",
}


def test_a_loss_has_the_name_that_the_code_text_gives_it(tmp_path: Path) -> None:
    loop = (
        "for x, t in loader:\n    opt.zero_grad()\n    out = net(x)\n    loss = LOSS\n"
        "    loss.backward()\n    opt.step()\nprint(float(loss.detach()))"
    )
    found, run = each(tmp_path, [SGD + loop.replace("LOSS", loss) for loss in LOSSES])

    assert {loss: one.loss for loss, one in zip(LOSSES, found, strict=True)} == LOSSES
    last = [one.losses[-1].value for one in found]
    assert last == pytest.approx([float(line) for line in printed(run).split()])


def test_clipping_and_label_smoothing_are_told(tmp_path: Path) -> None:
    seen = only(
        tmp_path,
        SGD + "criterion = nn.CrossEntropyLoss(label_smoothing=0.1)\nfor x, t in loader:\n"
        "    opt.zero_grad(); criterion(net(x), t).backward()\n"
        "    nn.utils.clip_grad_norm_(net.parameters(), 10.0); opt.step()",
    )

    assert (seen.gradient_clip, seen.label_smoothing) == (10.0, 0.1)


def test_groups_with_settings_of_their_own_are_said_to_differ(tmp_path: Path) -> None:
    groups = "[{'params': net[0].parameters()}, {'params': net[3].parameters(), 'lr': 0.01}]"

    seen = only(tmp_path, f"opt = torch.optim.SGD({groups}, lr=0.1)\n{LOADER}")

    assert (seen.learning_rate, seen.groups_differ) == (0.1, True)


def test_batches_whose_gradients_are_added_up_are_no_batch_size(tmp_path: Path) -> None:
    seen = only(
        tmp_path,
        SGD + "for epoch in range(4):\n    for n, (x, t) in enumerate(loader):\n"
        "        (criterion(net(x), t) / 2).backward()\n"
        "        if n % 2: opt.step(); opt.zero_grad()",
    )

    assert (seen.batch_size, seen.batches_per_step) == (None, 2)
    assert (seen.epochs, seen.epochs_finished, seen.steps) == (4, 4, 12)


def test_an_optimizer_with_a_closure_takes_one_step_at_a_time(tmp_path: Path) -> None:
    seen = only(
        tmp_path,
        "opt = torch.optim.LBFGS(net.parameters(), lr=0.5, max_iter=4)\nnet.eval()\n"
        "def closure():\n    opt.zero_grad(); loss = criterion(net(X), y); loss.backward()\n"
        "    return loss\nfor epoch in range(6): opt.step(closure)",
    )

    assert (seen.optimizer, seen.steps, seen.batch_size) == ("lbfgs", 6, 200)
    assert (seen.epochs, seen.batches_per_step, seen.loss) == (6, 1, "cross_entropy")


GAN = """
maker, judge = nn.Linear(4, 12), nn.Linear(12, 1)
d = torch.optim.Adam(judge.parameters(), lr=1e-3)
g = torch.optim.SGD(maker.parameters(), lr=1e-2)
bce = nn.BCEWithLogitsLoss()
for epoch in range(3):
    for x, _ in loader:
        fake = maker(torch.randn(len(x), 4))
        d.zero_grad()
        (bce(judge(x), torch.ones(len(x), 1))).backward()
        d.step()
        g.zero_grad()
        bce(judge(fake), torch.ones(len(x), 1)).backward()
        g.step()
"""


def test_two_optimizers_are_two_runs_of_two_networks(tmp_path: Path) -> None:
    run = run_forked(tmp_path, SETUP, GAN)

    caught = {each.network.id: each.network.layers for each in catch_networks(run, first=1)}
    judge, maker = trainings(run)
    assert (caught[judge.network], caught[maker.network]) == ("12 -> 1", "4 -> 12")
    assert (judge.run, maker.run) == ("t1", "t2")
    for seen, name in ((judge, "adam"), (maker, "sgd")):
        assert (seen.optimizer, seen.loss, seen.steps) == (name, "bce_with_logits", 21)
        assert (seen.batch_size, seen.epochs, seen.epochs_finished) == (32, 3, 3)


def test_one_optimizer_of_two_networks_is_one_run_told_for_each(tmp_path: Path) -> None:
    first, second = trainings(
        run_forked(
            tmp_path,
            SETUP,
            "a, b = nn.Linear(12, 4), nn.Linear(4, 12)\n"
            "opt = torch.optim.Adam([*a.parameters(), *b.parameters()])\n"
            "for epoch in range(2):\n    for x, _ in loader:\n        opt.zero_grad()\n"
            "        F.mse_loss(b(a(x)), x).backward()\n        opt.step()",
        )
    )

    assert (first.network, second.network) == ("n1", "n2")
    assert first.run == second.run == "t1"
    assert (first.batch_size, second.batch_size, first.loss) == (32, 32, "mse")


def test_an_optimizer_that_goes_on_in_another_cell_is_the_same_run(tmp_path: Path) -> None:
    seen = only(tmp_path, SGD + LOADER, "print(1)", LOADER)

    assert (seen.cells, seen.epochs, seen.steps) == ((1, 3), 8, 56)
    assert seen.place.cell == 1


def test_slices_are_counted_right_through_many_epochs_and_a_break(tmp_path: Path) -> None:
    # After a while only some steps are looked at.
    loop = SLICES.replace("range(4)", "range(300)")
    stop = loop.replace("        step", "        if epoch == 7 and i == 64: break\n        step")

    seen = only(tmp_path, SGD + loop, stop + "    if epoch == 7: break\n", loop)

    assert (seen.steps, seen.batch_size) == (7 * 300 + 7 * 7 + 2 + 7 * 300, 32)
    assert (seen.epochs, seen.epochs_finished) == (608, 607)


def test_slices_that_change_later_are_not_counted(tmp_path: Path) -> None:
    seen = only(
        tmp_path,
        SGD + SLICES.replace("range(4)", "range(300)")
        + SLICES.replace("range(4)", "range(30)").replace("0, 200", "64, 200"),
    )  # fmt: skip

    assert (seen.epochs, seen.steps) == (None, 7 * 300 + 5 * 30)


def test_a_new_optimizer_is_a_new_run(tmp_path: Path) -> None:
    train = f"def train(net):\n    {SGD}{LOADER.replace(chr(10), chr(10) + '    ')}\n"

    found = trainings(run_forked(tmp_path, SETUP, train + "train(net); train(net); train(new())"))

    assert [one.network for one in found] == ["n1", "n1", "n2"]
    assert [one.run for one in found] == ["t1", "t2", "t3"]
    assert [one.epochs for one in found] == [4, 4, 4]


def test_an_interrupted_loop_has_begun_more_epochs_than_it_finished(tmp_path: Path) -> None:
    stop = "        if epoch == 2 and opt.state and n == 3: raise KeyboardInterrupt\n"
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "for epoch in range(1500):\n    for n, (x, t) in enumerate(loader):\n" + stop
        + "        step(net, opt, x, t)",
        "print('later')",
    )  # fmt: skip

    (seen,) = trainings(run)
    assert (seen.epochs, seen.epochs_finished, seen.steps) == (3, 2, 17)
    assert [point.at for point in seen.epoch_losses] == [1, 2]
    assert "later" in printed(run)


def test_a_process_that_is_killed_leaves_what_was_seen(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "import os, time\nbegan = time.monotonic()\nfor epoch in range(100_000):\n"
        "    for x, t in loader: step(net, opt, x, t)\n"
        "    if time.monotonic() - began > 8: os._exit(9)",
        dies=True,
    )

    (seen,) = trainings(run)
    (caught,) = catch_networks(run, first=1)
    assert seen.network == caught.network.id
    assert caught.network.layers == "12 -> 8 -> relu -> dropout 0.5 -> 3"
    assert caught.weights
    assert (seen.optimizer, seen.batch_size, seen.loss) == ("sgd", 32, "cross_entropy")
    assert seen.epochs is not None
    assert seen.epochs_finished is not None
    assert 0 <= seen.epochs - seen.epochs_finished <= 1
    assert seen.losses


def test_an_interrupt_while_facts_are_written_reaches_the_student(tmp_path: Path) -> None:
    # The probe sends one to its own process in the midst of writing.
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "import os, signal, sys, time\n"
        "files = sys.modules['grade_probe.training.trainings']\n"
        "write, sent = files.write_json, []\n"
        "def slow(*args):\n"
        "    if not sent: sent.append(os.kill(os.getpid(), signal.SIGINT))\n"
        "    write(*args)\n"
        "files.write_json = slow\nbegan = time.monotonic()\n"
        "while time.monotonic() - began < 20: step(net, opt, X, y)",
        "print(len(sent), time.monotonic() - began < 15)",
    )

    (seen,) = trainings(run)
    assert "KeyboardInterrupt" in run.cells[1].error
    assert printed(run).endswith("1 True\n")
    assert seen.epochs == seen.steps


EVERYDAY = """
scheduler = torch.optim.lr_scheduler.StepLR(opt, 2)
for epoch in range(4):
    net.train()
    for x, t in loader:
        step(net, opt, x, t)
        # Longer than it takes until networks are written in the midst of a training.
        time.sleep(0.2)
    scheduler.step()
    net.eval()
    with torch.no_grad():
        print(epoch, [float(criterion(net(x), t)) for x, t in test_loader], torch.rand(1).item())
print([p.double().sum().item() for p in net.parameters()], net.training, random.random())
print(torch.rand(2).tolist(), numpy.random.rand(2).tolist(), net[0].weight.grad.sum().item())
"""


def test_the_same_digits_are_printed_with_and_without_the_probe(tmp_path: Path) -> None:
    seeds = "import random, time, numpy\nrandom.seed(1); numpy.random.seed(1)\n"
    cells = (SETUP, seeds + SGD + EVERYDAY)

    watched = run_forked(tmp_path, *cells)
    alone = run_forked(tmp_path, *cells, watched=False)

    assert printed(watched) == printed(alone)
    assert len(printed(alone).splitlines()) == 6
    assert json.loads((Path(watched.probe_folder) / "training.json").read_text())["runs"]


TRAIN = f"net.train()\n{LOADER}\n"
PASSES = {
    "in evaluation mode over other data": (
        SGD + TRAIN + "net.eval()\nwith torch.no_grad():\n    for x, t in test_loader: net(x)",
        (80, 1, False, False, None),
    ),
    "in training mode with gradients": (
        SGD + TRAIN + "for x, t in test_loader: net(x)",
        (80, 1, True, True, None),
    ),
    "with gradients within each epoch": (
        SGD + "for epoch in range(4):\n    net.train()\n"
        "    for x, t in loader: step(net, opt, x, t)\n    net.eval()\n"
        "    for x, t in test_loader: net(x)",
        (80, 4, False, True, None),
    ),
    "over the training data": (
        SGD + TRAIN + "net.eval()\nwith torch.no_grad():\n    for x, t in loader: net(x)",
        (200, 1, False, False, True),
    ),
    "over the training data through another loader": (
        SGD + TRAIN + "net.eval()\nwith torch.no_grad():\n"
        "    for x, t in DataLoader(TensorDataset(X, y), batch_size=50): net(x)",
        (200, 1, False, False, True),
    ),
    "over the other part of a split": (
        SGD + "a, b = random_split(whole, [150, 50])\nloader = DataLoader(a, batch_size=32)\n"
        + TRAIN + "net.eval()\nwith torch.no_grad():\n    for x, t in DataLoader(b, 50): net(x)",
        (50, 1, False, False, False),
    ),
    "over the other rows of one tensor": (
        SGD + "for epoch in range(3):\n    for i in range(0, 150, 50):\n"
        "        step(net, opt, X[i:i+50], y[i:i+50])\n"
        "net.eval()\nwith torch.no_grad(): net(X[150:])",
        (50, 1, False, False, False),
    ),
    "over all rows of the tensor": (
        SGD + SLICES + "net.eval()\nwith torch.no_grad(): net(X)",
        (200, 1, False, False, True),
    ),
    "over some rows that were trained on": (
        SGD + "step(net, opt, X[:100], y[:100])\nnet.eval()\nwith torch.no_grad(): net(X[50:])",
        (150, 1, False, False, None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PASSES)
def test_a_pass_without_training_is_told_with_its_modes_and_data(case: str, tmp_path: Path) -> None:
    source, wanted = PASSES[case]

    (seen,) = evaluations(run_forked(tmp_path, SETUP, source))

    assert wanted == (
        seen.examples, seen.times, seen.mode_training, seen.gradients, seen.same_data_as_training,
    )  # fmt: skip


def test_a_second_call_in_a_training_step_is_no_evaluation(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "for epoch in range(3):\n    for x, t in loader:\n        opt.zero_grad()\n"
        "        (criterion(net(x), t) + criterion(net(x.flip(1)), t)).backward()\n"
        "        opt.step()",
    )

    assert evaluations(run) == ()


def test_a_library_that_the_student_compiled_with_still_runs(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "fast = torch.compile(net, backend='eager')\n"
        "for epoch in range(2):\n    for x, t in loader: step(fast, opt, x, t)\nprint('ran')",
        "traced = torch.jit.trace(net.eval(), X)\nprint(torch.equal(traced(X), net(X)))",
    )  # fmt: skip

    assert [cell.error for cell in run.cells] == ["", "", ""]
    assert printed(run).endswith("True\n")
    assert {(one.steps, one.batch_size, one.epochs) for one in trainings(run)} == {(14, 32, 2)}


def test_a_loader_that_is_made_anew_in_every_epoch_counts_them(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        SETUP,
        SGD + "schedule = torch.optim.lr_scheduler.MultiStepLR(opt, [2])\n"
        "for epoch in range(4):\n"
        "    data = torch.utils.data.TensorDataset(X, y)\n"
        "    for x, t in torch.utils.data.DataLoader(data, 32, shuffle=True):\n"
        "        step(net, opt, x, t)\n"
        "    schedule.step()",
    )

    (one,) = trainings(run)
    assert (one.epochs, one.batch_size, one.steps) == (4, 32, 28)
    assert one.schedule == "multistep 2 x0.1"
