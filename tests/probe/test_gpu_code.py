"""Code that was written for a GPU, on a machine without one."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.probe.machine.devices import is_without_cuda
from grader.records import NotebookRun
from tests.forked import printed, run_forked

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(not is_without_cuda(), reason="this machine has a GPU"),
]
TRAINING = """\
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
x, y = torch.randn(8, 4), torch.arange(8) % 2
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(3):
    loss = nn.functional.cross_entropy(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss.item():.6f}")
"""
ON_GPU = TRAINING.replace("net(x), y)", "net(x.to('cuda:0')), y.cuda(non_blocking=True))").replace(
    "x, y =", "net.cuda()\nx, y ="
)


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_code_that_demands_cuda_gets_the_digits_of_the_cpu_and_is_told_so_once(
    tmp_path: Path,
) -> None:
    on_cpu, on_gpu = run_forked(tmp_path, TRAINING), run_forked(tmp_path, ON_GPU)

    assert printed(on_gpu) == printed(on_cpu)
    assert told(on_cpu) == []
    assert [(each.what, each.place.line) for each in collect_adaptations(on_gpu)] == [
        ("Tensors and networks that were to be on a GPU stayed on the CPU.", 5)
    ]


def test_code_that_asks_hears_that_there_is_no_gpu_and_nothing_is_changed(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\n"
        "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n"
        "x = torch.zeros(2, device=device)\n"
        "print(x.to(device) is x, x.cpu() is x, torch.cuda.device_count(), torch.zeros)",
        "with torch.device('meta'):\n    print(torch.nn.Linear(2, 2).weight.device)",
        "@torch.jit.script\n"
        "def f(x: torch.Tensor):\n    return torch.zeros(2, 2).to(x.device) + torch.ones_like(x)\n"
        "print(f(torch.ones(2)).sum().item())",
        "class Maker:\n    make = torch.ones\nprint(Maker().make(2).sum().item())",
    )

    assert not any(cell.error for cell in run.cells)
    assert printed(run).startswith("True True 0 <built-in method zeros")
    assert [run.cells[index].output.splitlines()[-1] for index in (1, 2, 3)] == [
        "meta",
        "4.0",
        "2.0",
    ]
    assert told(run) == []


def test_what_goes_to_a_gpu_is_a_copy_as_it_would_be_there(tmp_path: Path) -> None:
    # A noisy copy that shared its values with the clean image would train an identity.
    run = run_forked(
        tmp_path,
        "import torch\n"
        "clean = torch.zeros(3)\n"
        "noisy = clean.cuda()\n"
        "noisy += 1\n"
        "print(clean.sum().item(), noisy.cuda() is noisy)",
        "net = torch.nn.Linear(1, 1).cuda()\n"
        "best = {name: value.cpu() for name, value in net.state_dict().items()}\n"
        "before = net.bias.item()\n"
        "with torch.no_grad():\n    net.bias += 5\n"
        "print(best['bias'].item() == before)",
    )

    assert printed(run) == "0.0 True\nTrue\n"


def test_every_usual_way_to_name_the_gpu_ends_on_the_cpu(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\nfrom torch import nn\ngpu = torch.device('cuda', 0)\nx = torch.ones(2)\n"
        "made = [torch.tensor([1.0], device='cuda'), torch.empty(2, device=0),\n"
        "        torch.zeros_like(x, device=gpu), x.new_zeros(2, device=gpu),\n"
        "        torch.cuda.FloatTensor([1.0]), x.type('torch.cuda.LongTensor'), x.to('mps'),\n"
        "        x.type(torch.cuda.FloatTensor), x.pin_memory(), x.to(device=gpu)]\n"
        "print({each.device.type for each in made}, made[5].dtype)",
        "print(nn.DataParallel(nn.Linear(2, 2)).cuda()(x).device)\n"
        "torch.set_default_device('cuda')\n"
        "torch.set_default_tensor_type('torch.cuda.FloatTensor')\n"
        "print(torch.zeros(2).device, isinstance(x, torch.cuda.FloatTensor))",
        "print(torch.cuda.get_device_name(0), torch.cuda.get_device_properties(0).total_memory)\n"
        "torch.cuda.synchronize(), torch.cuda.set_device(0), torch.cuda.empty_cache()\n"
        "a, b = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)\n"
        "a.record(), b.record()\nprint(a.elapsed_time(b) >= 0)",
        "scaler = torch.amp.GradScaler('cuda')\nwith torch.autocast('cuda'):\n    y = x * 2\n"
        "print(scaler.scale(y).device)",
    )

    assert not any(cell.error for cell in run.cells), [cell.error for cell in run.cells]
    lines = [line for line in printed(run).splitlines() if "arn" not in line]
    assert {"{'cpu'} torch.int64", "cpu False", "no GPU 0", "True", "cpu"} <= set(lines)


def test_files_that_were_saved_on_a_gpu_are_loaded_with_and_without_a_place(
    tmp_path: Path,
) -> None:
    run = run_forked(
        tmp_path,
        "import torch\nhere = torch.serialization.location_tag\n"
        "torch.serialization.location_tag = lambda storage: 'cuda:0'\n"
        "torch.save({'w': torch.ones(2)}, 'gpu.pt')\n"
        "torch.serialization.location_tag = here",
        "print(torch.load('gpu.pt')['w'], torch.load('gpu.pt', map_location='cuda')['w'].device)",
    )

    assert printed(run) == "tensor([1., 1.]) cpu\n"
    assert told(run) == ["A file that was saved on a GPU or meant for one was loaded for the CPU."]


def test_a_generator_of_random_numbers_for_the_gpu_draws_on_the_cpu(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import torch\n"
        "def draw(**on):\n"
        "    return torch.rand(2, generator=torch.Generator(**on).manual_seed(3)).tolist()\n"
        "print(draw(device='cuda') == draw())\n"
        "print(isinstance(torch.default_generator, torch.Generator))",
    )

    assert printed(run) == "True\nTrue\n"
    assert told(run) == ["Tensors and networks that were to be on a GPU stayed on the CPU."]
