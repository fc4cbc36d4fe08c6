"""What of a submission is run, in what order and how, as its record says it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.ingest import IngestLimits, read_one
from grader.records import Submission

TRAINS = "import torch\nloss.backward()\n"
MAIN = "if __name__ == '__main__':\n    main()\n"
FLAGS = "import argparse, torch\np.add_argument('--model')\np.add_argument('--lr')\ngo()\n"

ReadFiles = Callable[..., Submission]


@pytest.fixture
def read_files(tmp_path: Path) -> ReadFiles:
    """Reads a submission of these files."""

    def read(files: dict[str, str], limits: IngestLimits | None = None) -> Submission:
        for path, text in files.items():
            (tmp_path / "work" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "work" / path).write_text(text)
        return read_one(tmp_path / "work", into=tmp_path / "own", limits=limits or IngestLimits())

    return read


def a_notebook(*sources: str, output: str = "", version: str = "") -> str:
    cells = [
        {
            "cell_type": "code",
            "source": source,
            "outputs": [{"output_type": "stream", "text": output}] if output else [],
        }
        for source in sources
    ]
    metadata = {"language_info": {"name": "python", "version": version}} if version else {}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4})


def paths(submission: Submission) -> list[str]:
    return [program.path for program in submission.notebooks]


def told(submission: Submission) -> str:
    return "\n".join(f"{each.what} {each.why}" for each in submission.readings)


def test_of_copies_the_one_with_the_most_saved_output_is_kept(read_files: ReadFiles) -> None:
    submission = read_files(
        {
            "a2.ipynb": a_notebook("x = 1", "print(x)", ""),
            "a2 (1).ipynb": a_notebook("x = 1\n", "print(x)", output="1\n"),
            "a2-final.ipynb": a_notebook("x = 2", "print(x)"),
        }
    )

    assert paths(submission) == ["a2 (1).ipynb", "a2-final.ipynb"]
    assert told(submission) == (
        "a2.ipynb was left aside. It holds the same code as a2 (1).ipynb. Its saved outputs are "
        "others, and were not looked at."
    )


def test_the_same_code_beside_other_modules_is_another_program(read_files: ReadFiles) -> None:
    same = a_notebook("from net import Net", "Net()")

    submission = read_files(
        {
            "1/a.ipynb": same,
            "1/net.py": "class Net: pass\n",
            "2/a.ipynb": same,
            "2/net.py": "class Net: width = 2\n",
            "3/a.ipynb": same,
            "3/net.py": "class Net: pass\n",
        }
    )

    assert paths(submission) == ["1/a.ipynb", "2/a.ipynb"]


@pytest.mark.parametrize(
    ("source", "is_run"),
    [
        # Exports, with what exporting adds.
        ("# In[1]:\nimport torch\n# In[2]:\nget_ipython().system('ls')\nnet = go(32)\n", False),
        ('"""# Title"""\n\nimport torch\n# !ls\nif True:\n    pass\nnet = go(32)\n', False),
        # The same with one other number is other work.
        ("import torch\nnet = go(33)\n", True),
        ("print('done')\n", False),
        ("import torch, unittest\nunittest.main()\n", False),
        (f"import urllib\n{MAIN}", False),
    ],
)
def test_beside_a_notebook_scripts_with_other_networks_are_run(
    read_files: ReadFiles, source: str, is_run: bool
) -> None:
    code = ["import torch\n!ls", "if True:\n    pass", "net = go(32)"]

    submission = read_files({"b.ipynb": a_notebook(*code), "a.py": source})

    assert paths(submission) == (["b.ipynb", "a.py"] if is_run else ["b.ipynb"])


@pytest.mark.parametrize(
    "cell",
    [
        "from src.net import Net",
        "%run src/net.py --fast",
        "%run -i 'src/net'",
        "exec(open('src/net.py').read())",
    ],
)
def test_what_a_notebook_runs_itself_is_not_run_again(read_files: ReadFiles, cell: str) -> None:
    assert paths(read_files({"b.ipynb": a_notebook(cell), "src/net.py": TRAINS})) == ["b.ipynb"]


def test_what_a_shell_line_starts_is_run_by_itself_too(read_files: ReadFiles) -> None:
    # Nothing watches the process that a shell line starts.
    cell = "%cd src\n!python3 train.py --lr 0.5 --model vgg"

    submission = read_files({"b.ipynb": a_notebook(cell), "src/train.py": FLAGS})

    assert paths(submission) == ["b.ipynb", "src/train.py"]
    assert submission.notebooks[1].arguments == ("--lr", "0.5", "--model", "vgg")
    assert "run as `python train.py --lr 0.5 --model vgg`. b.ipynb says so." in told(submission)


def test_what_trains_though_another_script_imports_it_is_run_first(read_files: ReadFiles) -> None:
    submission = read_files(
        {
            "eval.py": "from train import Net\nprint(Net())\n",
            "net.py": "import torch\n" + MAIN,
            "train.py": "from net import Net\ndef main():\n    loss.backward()\n" + MAIN,
        }
    )

    assert paths(submission) == ["train.py", "eval.py"]


@pytest.mark.parametrize(
    ("readme", "arguments"),
    [
        ("    python main.py --lr 0.1 --model 'a b'", ("--lr", "0.1", "--model", "a b")),
        ("1. `python ./main.py --lr=0.1`", ("--lr=0.1",)),
        ("$ CUDA_VISIBLE_DEVICES=0 python3 -u main.py --lr 1 > log.txt 2>&1 &", ("--lr", "1")),
        ("python main.py \\\n    --lr 1 \\\n    --model x  # slow", ("--lr", "1", "--model", "x")),
        (
            "python -m torch.distributed.launch --nproc_per_node=2 --master_port 1 main.py --lr 1",
            ("--lr", "1"),
        ),
        ("torchrun --standalone --nproc_per_node 4 main.py --lr 1", ("--lr", "1")),
        ("accelerate launch --mixed_precision fp16 main.py --lr 1", ("--lr", "1")),
        # Blanks to fill in, flags that the script has not, and prose.
        ("python main.py --lr <rate>", ()),
        ("python main.py --model [vgg|mlp]", ()),
        ("python main.py --model /path/to/it", ()),
        ("python main.py --epochs 3", ()),
        ("python main.py is what you start", ()),
        ("python other.py --lr 0.1", ()),
        ("Look: python main.py 'unfinished", ()),
    ],
)
def test_a_script_is_called_as_a_text_beside_it_says(
    read_files: ReadFiles, readme: str, arguments: tuple[str, ...]
) -> None:
    submission = read_files({"README.md": f"# Run\n\n{readme}\n", "main.py": FLAGS})

    assert submission.notebooks[0].arguments == arguments


def test_each_further_command_is_a_cell_of_its_own(read_files: ReadFiles) -> None:
    lines = [f"python code/main.py --lr {rate}\n" for rate in (1, 2, 2, 3, 4, 5)]

    (script,) = read_files({"run.sh": "".join(lines), "code/main.py": FLAGS}).notebooks

    assert (script.folder, script.arguments) == (".", ("--lr", "1"))
    assert [cell.source.splitlines()[1] for cell in script.cells[1:]] == [
        f"sys.argv = ['code/main.py', '--lr', '{rate}']" for rate in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("files", "folder", "depth"),
    [
        ({"src/run.py": "from net import N\ngo()", "src/net.py": ""}, None, 0),
        ({"src/run.py": "from src.net import N\ngo()", "src/net.py": ""}, ".", 0),
        ({"a/p/run.py": "from .net import N\ngo()", "a/p/net.py": ""}, "a", 1),
        ({"a/p/q/run.py": "from ..net import N\ngo()", "a/p/net.py": ""}, "a", 2),
        (
            {"p/__init__.py": "", "p/q/__init__.py": "", "p/q/run.py": "from . import n\ngo()"},
            ".",
            2,
        ),
        # The submission's own folder is the package.
        ({"run.py": "from .net import N\ngo()", "net.py": ""}, None, 1),
        (
            {
                "run.py": "try:\n    from .net import N\nexcept ImportError:\n"
                "    from net import N\ngo()",
                "net.py": "",
            },
            None,
            0,
        ),
    ],
)
def test_a_script_is_started_where_its_imports_are_found(
    read_files: ReadFiles, files: dict[str, str], folder: str | None, depth: int
) -> None:
    (script,) = read_files(files).notebooks

    assert (script.folder, script.package_depth) == (folder, depth)


@pytest.mark.parametrize(
    ("imports", "framework"),
    [
        ("import tensorflow as tf", "TensorFlow"),
        ("from tensorflow.keras import layers\nimport keras", "TensorFlow"),
        ("import jax.numpy as np", "JAX"),
        ("import keras\nimport torch", ""),
        ("import keras\nfrom helper import Net", ""),
        ("from keras.datasets import mnist\nimport numpy", ""),
        ("try:\n    import jax\nexcept ImportError:\n    jax = None", ""),
        ("import numpy as np\n# import tensorflow", ""),
        ("!pip install tensorflow\nimport theano", "Theano"),
    ],
)
def test_work_for_another_framework_is_known_by_its_imports(
    read_files: ReadFiles, imports: str, framework: str
) -> None:
    (notebook,) = read_files(
        {"a.ipynb": a_notebook(imports), "helper.py": "import torch\nclass Net: pass\n"}
    ).notebooks

    assert notebook.framework == framework
    assert bool(notebook.not_run) is bool(framework)


def test_a_notebook_of_python_2_is_translated_but_for_its_magics(read_files: ReadFiles) -> None:
    cells = ("%matplotlib inline\nprint 'a',", "for i in xrange(2):\n    !ls\n    x = i", "y = 1")

    (notebook,) = read_files({"a.ipynb": a_notebook(*cells, version="2.7.14")}).notebooks

    assert [cell.source.rstrip("\n") for cell in notebook.cells] == [
        "%matplotlib inline\nprint('a', end=' ')",
        "for i in range(2):\n    !ls\n    x = i",
        "y = 1",
    ]


def test_a_wrong_line_in_a_notebook_of_python_3_stays_wrong(read_files: ReadFiles) -> None:
    submission = read_files({"a.ipynb": a_notebook("print 'a'", version="3.9.1")})

    assert submission.notebooks[0].cells[0].source == "print 'a'"
    assert not submission.readings


def test_modules_of_python_2_are_translated_with_the_script(read_files: ReadFiles) -> None:
    submission = read_files(
        {
            "main.py": "import net\nprint 'x'\n",
            "net.py": "def f(d):\n    return d.has_key(xrange(3))\n",
            "new.py": "X = 1\n",
        }
    )

    assert {each.path: each.text for each in submission.rewritten} == {
        "main.py": "import net\nprint('x')\n",
        "net.py": "def f(d):\n    return range(3) in d\n",
    }
    assert submission.notebooks[0].cells[0].source == "import net\nprint('x')\n"


def test_what_no_python_can_read_is_left_as_it_is(read_files: ReadFiles) -> None:
    submission = read_files({"a.py": "print(1\nclass :\n", "b.py": "x = = 3\nprint(1)\n"})

    assert [n.cells[0].source for n in submission.notebooks] == [
        "print(1\nclass :\n",
        "x = = 3\nprint(1)\n",
    ]
    assert not submission.rewritten


def test_of_very_many_programs_the_last_are_not_run(read_files: ReadFiles) -> None:
    files = {f"{number}.py": f"print({number})\n" for number in range(4)}

    submission = read_files(files, IngestLimits(programs=3))

    assert [bool(each.not_run) for each in submission.notebooks] == [False] * 3 + [True]


def test_async_of_former_years_is_read_as_what_it_became(read_files: ReadFiles) -> None:
    old = "import torch\nx = torch.ones(1).cuda(async=True)\ny = x.cuda( async = flag)\n"
    submission = read_files({"a.py": old, "b.py": "async def f():\n    g(h=1)\n"})

    a = next(each for each in submission.notebooks if each.path == "a.py")
    assert "cuda(non_blocking=True)" in a.cells[0].source
    assert "cuda( non_blocking = flag)" in a.cells[0].source
    assert [each.what for each in submission.readings] == [
        "`async=` in a.py was read as `non_blocking=`."
    ]


def test_a_launcher_tells_a_process_its_number(read_files: ReadFiles) -> None:
    line = "python -m torch.distributed.launch --nproc_per_node=2 main.py --lr 1\n"
    code = f"{FLAGS}p.add_argument('--local_rank', type=int)\n"

    (script,) = read_files({"run.sh": line, "main.py": code}).notebooks

    assert script.arguments == ("--lr", "1", "--local_rank=0")
