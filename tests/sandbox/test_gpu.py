"""GPUs are lent to runs and shown to them; most machines that run this have none."""

import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from grader.errors import SettingsError
from grader.records import Limits
from grader.sandbox import Given, View, Wall, Watch, choose_wall
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.gpu import Gpu, Gpus, find_gpus
from grader.sandbox.layout import Layout
from grader.sandbox.none import NoWall
from grader.sandbox.run import KernelSandbox
from tests.sandbox.invented import a_notebook, a_submission


@pytest.fixture
def two_gpus(tmp_path: Path) -> Path:
    """A folder of device files of a machine with two GPUs."""
    for name in ("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm", "null"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_run_sees_its_own_device_and_what_all_of_them_need(two_gpus: Path) -> None:
    first, second = find_gpus(two_gpus)

    shown = Bubblewrap("bwrap").command(["true"], View(devices=second.nodes))

    assert [Path(node).name for node in first.nodes] == ["nvidia0", "nvidiactl", "nvidia-uvm"]
    assert [Path(node).name for node in second.nodes] == ["nvidia1", "nvidiactl", "nvidia-uvm"]
    for node in second.nodes:
        at = shown.index(node)
        assert shown[at - 1 : at + 2] == ["--dev-bind", node, node]
        # Nothing can be put into /dev once nothing may be written there.
        assert at < shown.index("--remount-ro", shown.index("/dev"))
    assert first.nodes[0] not in shown


def test_without_a_gpu_none_is_visible_and_with_one_it_is(tmp_path: Path, two_gpus: Path) -> None:
    gpu = find_gpus(two_gpus)[1]
    values = {}
    walls: list[Wall] = [NoWall(), NoWall(), Bubblewrap("bwrap"), Bubblewrap("bwrap")]
    for number, (wall, lent) in enumerate(zip(walls, (None, gpu, None, gpu), strict=True)):
        layout = Layout(wall, tmp_path / f"run{number}", tmp_path / "work")
        view = layout.view(a_notebook("1"), (), 1, gpu=lent)
        values[number] = dict(view.environment).get("CUDA_VISIBLE_DEVICES")

    assert values == {0: "-1", 1: "1", 2: "-1", 3: None}


def test_asking_for_a_gpu_where_there_is_none_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^gpu: no NVIDIA device lies in .*, run without"):
        Gpus(1.0, folder=tmp_path)


@pytest.mark.parametrize(("share", "at_once"), [(1.0, 2), (0.5, 4), (0.4, 4), (0.1, 20)])
def test_each_device_is_lent_to_as_many_runs_as_there_are_shares(
    two_gpus: Path, share: float, at_once: int
) -> None:
    gpus, lent = Gpus(share, folder=two_gpus), []
    stopped = Watch()
    for _ in range(at_once):
        context = gpus.lend(Watch())
        lent.append((context, context.__enter__()))
    stopped.stop.set()

    numbers = [gpu.number for _, gpu in lent]
    assert numbers.count(0) == numbers.count(1) == at_once // 2
    with pytest.raises(KeyboardInterrupt), gpus.lend(stopped):
        pass


def test_whoever_waits_gets_the_device_when_it_is_given_back(two_gpus: Path) -> None:
    (two_gpus / "nvidia1").unlink()
    gpus, got = Gpus(1.0, folder=two_gpus), threading.Event()

    def wait() -> None:
        with gpus.lend(Watch()):
            got.set()

    with gpus.lend(Watch()) as first:
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert first == Gpu(number=0, nodes=first.nodes)
        assert not got.wait(0.3)
    assert got.wait(10)
    waiting.join()


def _has_gpu() -> bool:
    program = shutil.which("nvidia-smi")
    done = subprocess.run([program], capture_output=True, check=False) if program else None
    return bool(find_gpus()) and done is not None and done.returncode == 0


@pytest.mark.sandbox
@pytest.mark.skipif(not _has_gpu(), reason="this machine has no NVIDIA GPU")
def test_code_behind_the_wall_computes_on_a_real_gpu(tmp_path: Path) -> None:
    source = "import torch\nx = torch.ones(3, device='cuda')\nprint(x.sum().item(), x.device)"
    sandbox = KernelSandbox(choose_wall("bubblewrap"), threads=1, gpus=Gpus(0.5))

    limits = Limits(gpu_share=0.5, memory_bytes=16 * 2**30)
    run = sandbox.run(a_submission(tmp_path, a_notebook(source)), Given(), limits, Watch())
    sandbox.close()

    assert run.notebooks[0].cells[0].output == "3.0 cuda:0\n"
