"""Helper modules beside a notebook or script are followed where they are imported."""

from pathlib import Path

from grader.collect.written import Written, read_written
from grader.records import Cell, FileKind, Notebook, Submission, SubmittedFile

NETWORKS = """
from torch import nn

WIDTHS = {"deep": (784, 32, 10)}


def build(name):
    a, b, c = WIDTHS[name]
    return nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))


if __name__ == "__main__":
    build("deep")
"""


def read(folder: Path, script: str, **modules: str) -> Written:
    files = []
    for name, text in modules.items():
        path = f"{name.replace('__', '/')}.py"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
        files.append(SubmittedFile(path=path, kind=FileKind.SCRIPT, size=len(text), digest=name))
    cells = (Cell(index=0, kind="code", source=script),)
    return read_written(
        Submission(
            id="s",
            name="s",
            digest="",
            folder=str(folder),
            files=tuple(files),
            notebooks=(Notebook(path="src/train.py", cells=cells, is_script=True),),
        )
    )


def test_a_network_of_a_module_is_told_with_its_place_there(tmp_path: Path) -> None:
    script = "from networks import build\nnet = build('deep')"

    (one,) = read(tmp_path, script, src__networks=NETWORKS).networks

    assert one.layers == "784 -> 32 -> relu -> 10"
    assert (one.place.file, one.place.line) == ("src/networks.py", 9)
    assert one.called_from is not None
    assert (one.called_from.file, one.called_from.line) == ("src/train.py", 2)


def test_settings_of_a_module_reach_the_optimizer(tmp_path: Path) -> None:
    script = "import torch\nfrom src import config as c\nopt = torch.optim.SGD(w, lr=c.RATE)"

    written = read(tmp_path, script, src__config="RATE = 0.3")

    assert written.training[0].learning_rate == 0.3


def test_packages_with_relative_imports_and_circles_are_followed(tmp_path: Path) -> None:
    script = "import torch\nfrom .inner.a import RATE\nopt = torch.optim.SGD(w, lr=RATE)"

    written = read(
        tmp_path,
        script,
        src__inner__a="from .b import BASE\nRATE = BASE * 2",
        src__inner__b="from . import a\nBASE = 0.25",
    )

    assert written.training[0].learning_rate == 0.5


def test_a_module_that_is_not_there_may_hold_anything(tmp_path: Path) -> None:
    script = "import torch\nlr = 1\nfrom config import *\nopt = torch.optim.SGD(w, lr=lr)"

    assert read(tmp_path, script).training[0].learning_rate is None


def test_a_module_that_has_vanished_is_passed_over(tmp_path: Path) -> None:
    gone = SubmittedFile(path="gone.py", kind=FileKind.SCRIPT, size=3, digest="")
    cells = (Cell(index=0, kind="code", source="import gone"),)
    submission = Submission(
        id="s",
        name="s",
        digest="",
        folder=str(tmp_path),
        files=(gone,),
        notebooks=(Notebook(path="a.ipynb", cells=cells),),
    )

    assert read_written(submission) == Written(is_whole=True)


def test_a_class_that_is_picked_from_a_module_by_its_name_is_in_use(tmp_path: Path) -> None:
    script = "import networks\nnet = networks.__dict__['Net' + '']().cuda()"
    module = (
        "from torch import nn\n\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.out = nn.Linear(784, 10)\n"
        "    def forward(self, x):\n        return self.out(x)\n"
    )

    (one,) = read(tmp_path, script, src__networks=module).networks

    assert (one.layers, one.name, one.dormant) == ("784 -> 10", "net", False)


def test_a_network_on_either_device_is_one_network(tmp_path: Path) -> None:
    script = (
        "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.out = nn.Linear(784, 10)\n"
        "    def forward(self, x):\n        return self.out(x)\n"
        "net = Net().cuda() if torch.cuda.is_available() else Net()\n"
        "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
        "for x, y in loader:\n    loss = nn.functional.cross_entropy(net(x), y)\n"
        "    loss.backward()\n    opt.step()\n"
    )
    written = read(tmp_path, script)

    assert [each.name for each in written.networks] == ["net"]
    assert [each.network for each in written.training] == [written.networks[0].id]


def test_a_network_on_several_devices_is_the_network(tmp_path: Path) -> None:
    script = (
        "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.out = nn.Linear(784, 10)\n"
        "    def forward(self, x):\n        return self.out(x)\n"
        "net = Net()\nif torch.cuda.is_available():\n    net = torch.nn.DataParallel(net).cuda()\n"
        "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
        "for x, y in loader:\n    loss = nn.functional.cross_entropy(net(x), y)\n"
        "    loss.backward()\n    opt.step()\n"
    )
    written = read(tmp_path, script)

    assert [each.layers for each in written.networks] == ["784 -> 10"]
    assert [each.network for each in written.training] == [written.networks[0].id]
