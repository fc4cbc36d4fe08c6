"""Code that was written on another machine: GPU, cloud, shell, packages, versions."""

from tests.corpus.entry import Entry, notebook

_NET = """\
import torch
from torch import nn
net = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = torch.randn(8, 4), torch.zeros(8).long()
"""
_STEP = """\
loss = nn.functional.cross_entropy(net(x), y)
optimizer.zero_grad()
loss.backward()
optimizer.step()
print("trained")
"""

ENTRIES: tuple[Entry, ...] = (
    Entry(
        name="cuda-demanded",
        oddity="`.cuda()` and `.to('cuda:0')` without asking, the name of the GPU is printed",
        files={
            "net.ipynb": notebook(
                f"{_NET}print(torch.cuda.get_device_name(0))",
                f"net.cuda()\nx, y = x.to('cuda:0'), y.cuda()\n{_STEP}print(loss.device)",
            )
        },
        outcome="It runs on the CPU, is told once that there is no GPU, and the name is `no GPU`",
        prints=["no GPU", "trained\ncpu"],
        adapted=["were to be on a GPU stayed on the CPU", "asked of `torch.cuda` was answered"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="cuda-asserted",
        oddity="`assert torch.cuda.is_available()`",
        files={
            "net.ipynb": notebook(
                f"{_NET}assert torch.cuda.is_available(), 'needs a GPU'", f"{_STEP}"
            )
        },
        outcome="The assertion fails, since a yes would be a lie; the other cells run",
        finishes=False,
        says=["AssertionError: needs a GPU"],
        prints=["trained"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="writes-elsewhere",
        oddity="Weights, figures and tables are written to `/content/drive/...` and `./models/`",
        files={
            "net.ipynb": notebook(
                f"{_NET}import os\nos.makedirs('/content/drive/MyDrive/models', exist_ok=True)",
                "torch.save(net.state_dict(), '/content/drive/MyDrive/models/net.pt')\n"
                "torch.save(net.state_dict(), './models/net.pt')",
                "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
                "plt.savefig('/kaggle/working/loss.png')",
                "net.load_state_dict(torch.load('/content/drive/MyDrive/models/net.pt'))\n"
                "print(os.listdir('/content/drive/MyDrive/models'))",
            )
        },
        outcome="The folders are made inside the submission's own, and read from there",
        prints=["['net.pt']"],
        adapted=["`/content`", "`models` was made", "`/kaggle/working`"],
    ),
    Entry(
        name="colab",
        oddity="Google Colab: a mounted drive, uploaded files, `%cd` into the drive",
        files={
            "net.ipynb": notebook(
                "from google.colab import drive, files\ndrive.mount('/content/drive')\n"
                "uploaded = files.upload()",
                "%cd /content/drive/MyDrive/hw2",
                "import io\nprint(io.BytesIO(uploaded['digits.csv']).read())\n"
                "files.download('digits.csv')",
            ),
            "digits.csv": "1,2,3\n",
        },
        outcome="Mounting and downloading do nothing; what was uploaded is what was handed in",
        prints=["Mounted at /content/drive", "b'1,2,3\\n'"],
        adapted=["No Google Drive was mounted", "was not changed to", "Nothing was uploaded"],
    ),
    Entry(
        name="shell-lines",
        oddity="`!pip install`, `!wget`, `!mkdir`, a shell variable, `%%bash`",
        files={
            "net.ipynb": notebook(
                "folder = 'models'\n!pip install -q torchsummary && mkdir -p {folder}\n"
                "!wget -q https://example.org/data.zip",
                "import os\nprint(os.path.isdir(folder))",
                "%%bash\npip3 install numpy\necho from bash",
            )
        },
        outcome="Nothing is installed or fetched, which is said; everything else is run",
        prints=["nothing was fetched", "True", "from bash"],
        adapted=["`pip install -q torchsummary` was not run", "`wget -q https://example.org"],
    ),
    Entry(
        name="magics",
        oddity="`%matplotlib widget`, `%load_ext` of what is missing, `%%time`, unknown magics",
        files={
            "net.ipynb": notebook(
                "%load_ext nb_black\n%matplotlib widget\n"
                "%config InlineBackend.figure_format='svg'\n"
                "%load_ext tensorboard\n%tensorboard --logdir runs\n%unheard_of 3",
                "%%time\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nvalue = 5",
                "%%wandb\nvalue += 1",
                "%%R\nx <- c(1, 2)",
                "%reset_selective -f nothing\nprint('value', value)",
            )
        },
        outcome="Unknown magics are left out, plots go into the notebook, cells of other languages "
        "are not run; each is said",
        prints=["value 6"],
        adapted=[
            "`%load_ext nb_black` was left out",
            "`%matplotlib widget` became `%matplotlib inline`",
            "`%unheard_of` was left out",
            "`%%wandb` was left out, and the cell below it was run",
            "The cell that begins with `%%R` was not run",
        ],
    ),
    Entry(
        name="loggers",
        oddity="TensorBoard and Weights & Biases, which are not installed",
        files={
            "net.ipynb": notebook(
                "import wandb\nfrom torch.utils.tensorboard import SummaryWriter\n"
                "wandb.init(project='hw2', config={'epochs': 1})\nwriter = SummaryWriter('runs')",
                _NET,
                f"for epoch in range(wandb.config.epochs):\n"
                f"    writer.add_scalar('epoch', epoch, epoch)\n    wandb.log({{'epoch': epoch}})\n"
                f"{_STEP}",
            )
        },
        outcome="Stand-ins take what is logged and keep the settings; the training runs",
        prints=["trained"],
        adapted=["wandb was replaced by a stand-in", "torch.utils.tensorboard was replaced"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="guarded-import",
        oddity="`try: import wandb` with a way to do without it",
        files={
            "net.ipynb": notebook(
                "try:\n    import wandb\nexcept ImportError:\n    wandb = None\nprint(wandb)"
            )
        },
        outcome="The author's own way is taken",
        prints=["None"],
    ),
    Entry(
        name="tuner",
        oddity="Hyper-parameters from Ray Tune, which is not installed",
        files={
            "net.ipynb": notebook(
                "from ray import tune\nspace = {'lr': tune.loguniform(1e-4, 1e-1)}",
                "analysis = tune.run(print, config=space)",
                f"{_NET}{_STEP}",
            )
        },
        outcome="It is imported and told what to search; running it fails with the reason",
        finishes=False,
        prints=["trained"],
        says=["ray.tune.run is not installed on this machine, and its result cannot be made up"],
        adapted=["nothing was tuned with it"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="carbon",
        oddity="The carbon footprint from a tracker that is not installed",
        files={
            "net.ipynb": notebook(
                "from carbontracker.tracker import CarbonTracker\n"
                "from codecarbon import EmissionsTracker\n"
                "tracker, meter = CarbonTracker(epochs=1), EmissionsTracker()\nmeter.start()",
                f"{_NET}tracker.epoch_start()\n{_STEP}tracker.epoch_end()\ntracker.stop()\n"
                "print(f'{meter.stop() * 1000:.2f} g')",
            )
        },
        outcome="The training runs; what would have been measured is `nan` and no made-up number",
        prints=["trained\nnan g"],
        adapted=["codecarbon was replaced by a stand-in: what it would have measured is not known"],
    ),
    Entry(
        name="opencv",
        oddity="A package that bears on results is not installed",
        files={"net.ipynb": notebook(f"import cv2\n{_NET}", "cv2.imread('a.png')", _STEP)},
        outcome="Its import is let pass, what uses it fails and names it; everything else runs",
        finishes=False,
        prints=["trained"],
        says=["ModuleNotFoundError: No module named 'cv2'"],
        adapted=["cv2 is not installed on this machine"],
    ),
    Entry(
        name="old-libraries",
        oddity="Names that NumPy, pandas, matplotlib and Python have given up",
        files={
            "net.ipynb": notebook(
                "import numpy as np, pandas as pd, matplotlib.pyplot as plt\n"
                "from collections import Iterable\nplt.style.use('seaborn-whitegrid')",
                "print(np.int(2.5), np.Inf, isinstance([], Iterable))\n"
                "table = pd.DataFrame({'loss': [1.0]}).append({'loss': 0.5}, ignore_index=True)\n"
                "print(len(table))\nplt.hist([1, 2, 2], normed=True)\nplt.show()",
            )
        },
        outcome="Each means what it meant, and is said",
        prints=["2 inf True\n2\n"],
        adapted=["`numpy.int`", "`.append()`", "`seaborn-whitegrid`", "`normed=`", "`collections."],
    ),
    Entry(
        name="old-torch",
        oddity="`loss.data[0]`, `iterator.next()`, `verbose=True`, a whole network in a file",
        files={
            "net.ipynb": notebook(
                f"{_NET}{_STEP}print(loss.data[0] > 0)",
                "loader = torch.utils.data.DataLoader(x, batch_size=4)\n"
                "print(iter(loader).next().shape)\n"
                "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, verbose=True)\n"
                "scheduler.step()",
                "torch.save(net, 'net.pt')\nprint(type(torch.load('net.pt')).__name__)",
            )
        },
        outcome="Each does what it did, and is said",
        prints=["trained\nTrue", "torch.Size([4, 4])", "Sequential"],
        adapted=["`.data[0]`", "`.next()`", "`verbose` of `StepLR`", "`torch.load` read a file"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="question",
        oddity="`input()` asks for a learning rate",
        files={"net.ipynb": notebook("rate = float(input('learning rate: '))", f"{_NET}{_STEP}")},
        outcome="Nobody can answer: that cell fails with these words, the others run",
        finishes=False,
        prints=["trained"],
        says=["StdinNotImplementedError"],
    ),
    Entry(
        name="exported-magics",
        oddity="A script that was exported from a notebook and calls IPython",
        files={
            "net.py": "# coding: utf-8\n\n# In[1]:\n\n\n"
            "get_ipython().magic('matplotlib notebook')\n"
            "get_ipython().system('pip install torch')\n"
            "get_ipython().run_line_magic('load_ext', 'autotime')\n\n\n# In[2]:\n\n\n"
            f"{_NET}{_STEP}"
        },
        outcome="The calls are treated as the lines of a notebook that they were",
        prints=["trained"],
        adapted=["became `%matplotlib inline`", "`pip install torch` was not run", "autotime"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
    Entry(
        name="window",
        oddity="`matplotlib.use('TkAgg')`, and three-dimensional axes as they once were made",
        files={
            "net.ipynb": notebook(
                "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
                "from mpl_toolkits.mplot3d import Axes3D",
                f"{_NET}{_STEP}",
                "axes = Axes3D(plt.figure())\naxes.scatter([0, 1], [1, 2], [0, 1])\n"
                "axes.set_title('codes')\nplt.show()\nprint('shown')",
            )
        },
        outcome="Figures are drawn into the notebook, and the axes are in their figure",
        prints=["trained", "shown"],
        adapted=["and not with `TkAgg`", "`Axes3D(figure)` put its axes into the figure"],
        plots=["codes"],
    ),
    Entry(
        name="both-pythons",
        oddity="Code for Python 2 and 3: `six`, `past`, `cPickle`, and a pickle of Python 2",
        files={
            "batch": b"\x80\x02}q\x00U\x04dataq\x01U\x02\xe9\xfcq\x02s.",
            "helper.py": "from __future__ import print_function\n"
            "from six.moves import cPickle as pickle\nfrom past.builtins import xrange\n"
            "def load(path):\n    with open(path, 'rb') as file:\n"
            "        return pickle.load(file)\n",
            "net.ipynb": notebook(
                "from helper import *\nimport cPickle\nprint(sorted(load('batch')))",
                f"{_NET}for epoch in xrange(1):\n    pass\n{_STEP}",
            ),
        },
        outcome="What bridged the two is replaced, and the file is read as Python 2 did",
        prints=["['data']", "trained"],
        adapted=["`six` was replaced", "`past` was replaced", "read a file of Python 2"],
    ),
    Entry(
        name="terminal",
        oddity="A progress bar that asks `stty` for the width, and `correct[:k].view(-1)`",
        files={
            "utils.py": "import os\n_, width = os.popen('stty size', 'r').read().split()\n"
            "def accuracy(output, target, k):\n"
            "    found = output.topk(k, 1, True, True)[1].t()\n"
            "    correct = found.eq(target.view(1, -1).expand_as(found))\n"
            "    return correct[:k].view(-1).float().sum(0)\n",
            "main.py": f"from utils import accuracy, width\n{_NET}{_STEP}"
            "print(accuracy(net(x), y, 2).item(), width)\n",
        },
        outcome="A width is given, the view is made as a copy, and both are said",
        prints=["trained\n8.0 80"],
        adapted=["The terminal was said to have 80 columns", "was done as `.reshape()`"],
    ),
    Entry(
        name="launcher",
        oddity="Training over several GPUs, started by `torch.distributed.launch`",
        files={
            "run.sh": "python -m torch.distributed.launch --nproc_per_node=4 main.py --epochs 1\n",
            "main.py": f"{_NET}import argparse\np = argparse.ArgumentParser()\n"
            "p.add_argument('--epochs', type=int, required=True)\n"
            "p.add_argument('--local_rank', type=int)\na = p.parse_args()\n"
            "torch.distributed.init_process_group('nccl')\ntorch.cuda.set_device(a.local_rank)\n"
            "net = nn.parallel.DistributedDataParallel(net.cuda(), device_ids=[a.local_rank])\n"
            f"{_STEP}print(torch.distributed.get_world_size())\n",
        },
        outcome="It is run once, as a group of one process on the CPU, which is said",
        prints=["trained\n1"],
        adapted=["joined by gloo", "of one process", "--local_rank=0"],
        networks=["4 -> 3 -> ReLU -> 2"],
    ),
)
