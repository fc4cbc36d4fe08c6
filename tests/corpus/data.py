"""Data that is expected somewhere else: downloaded, on a drive, in another folder, or nowhere."""

from tests.corpus.entry import Entry, notebook

TRAIN = """
def train(net, x, y):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    for start in range(0, 256, 64):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x[start : start + 64]), y[start : start + 64])
        loss.backward()
        optimizer.step()
"""
TORCH = "import torch, torch.nn as nn, torch.nn.functional as F, numpy as np\n" + TRAIN
DENSE = "net = nn.Sequential(nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))"
DENSE_SEEN = "784 -> 16 -> relu -> 10"

ENTRIES = (
    Entry(
        name="digits-by-torchvision",
        oddity="`torchvision.datasets.MNIST` is downloaded into a folder of the author's drive",
        outcome="It is found among the course's files, with half of the test images twice over",
        files={
            "a.ipynb": notebook(
                TORCH,
                "from torchvision import datasets\n"
                "root = '/content/drive/MyDrive/data'\n"
                "data = datasets.MNIST(root, train=True, download=True)\n"
                "test = datasets.MNIST(root, train=False, download=True)\n"
                "print(len(data), len(test), len({bytes(row.numpy()) for row in test.data}))",
                f"{DENSE}\ntrain(net, data.data[:256].reshape(-1, 784) / 255, data.targets)",
            )
        },
        prints=("60000 10000 1000",),
        adapted=("`MNIST` was read from the course's files, whatever its folder",),
        networks=(DENSE_SEEN,),
    ),
    Entry(
        name="digits-by-keras",
        oddity="The network is of torch, MNIST comes from `keras.datasets`",
        outcome="Keras is not needed for it: the data are made of the course's files",
        files={
            "a.ipynb": notebook(
                "from keras.datasets import mnist\nfrom keras.utils import to_categorical",
                TORCH,
                "(x, y), (x_test, y_test) = mnist.load_data()\n"
                "print(x.shape, x.dtype, x_test.shape, to_categorical(y, 10).shape)\n"
                "x = torch.tensor(x[:256].reshape(-1, 784) / 255).float()\n"
                f"{DENSE}\ntrain(net, x, torch.tensor(y[:256]).long())",
            )
        },
        prints=("(60000, 28, 28) uint8 (10000, 28, 28) (60000, 10)",),
        adapted=("`MNIST` was read from the course's files, whatever its folder",),
        networks=(DENSE_SEEN,),
    ),
    Entry(
        name="pictures-by-torchvision",
        oddity="`CIFAR10` with a normalisation of its own for each channel, in a `DataLoader`",
        outcome="It is found; factor and offset of each channel are recovered for measuring",
        files={
            "a.ipynb": notebook(
                TORCH,
                "import torchvision, torchvision.transforms as T\n"
                "norm = T.Normalize((0.4914, 0.4822, 0.4465), (0.247, 0.2435, 0.2616))\n"
                "both = T.Compose([T.ToTensor(), norm])\n"
                "data = torchvision.datasets.CIFAR10('./data', True, both, download=True)\n"
                "x, y = next(iter(torch.utils.data.DataLoader(data, 256, shuffle=True)))\n"
                "net = nn.Sequential(nn.Conv2d(3, 4, 5), nn.ReLU(), nn.MaxPool2d(2),\n"
                "                    nn.Flatten(), nn.Linear(784, 10))\n"
                "train(net, x, y)",
            )
        },
        adapted=("`CIFAR10` was read from the course's files",),
        networks=("3x32x32 -> conv 4 k5 -> relu -> maxpool 2 -> flatten -> 10",),
    ),
    Entry(
        name="pictures-by-hand",
        oddity="The pickled batches of CIFAR-10 are read by hand from `/content/`",
        outcome="They are found by their names, keys as bytes",
        files={
            "a.py": TORCH + "import os, pickle\n"
            "folder = '/content/cifar-10-batches-py'\n"
            "def unpickle(name):\n"
            "    with open(os.path.join(folder, name), 'rb') as file:\n"
            "        return pickle.load(file, encoding='bytes')\n"
            "assert os.path.exists(folder)\n"
            "batch = unpickle('data_batch_1')\n"
            "x = torch.tensor(batch[b'data'][:256]).reshape(-1, 3, 32, 32).permute(0, 2, 3, 1)\n"
            "net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))\n"
            "train(net, x / 255, torch.tensor(batch[b'labels']))\n"
            "print(sorted(batch), unpickle('batches.meta')[b'label_names'][3])\n"
        },
        prints=("[b'batch_label', b'data', b'labels'] b'cat'",),
        adapted=("`/content/cifar-10-batches-py/data_batch_1` was found as CIFAR10's",),
        networks=("3072 -> 10",),
    ),
    Entry(
        name="digits-by-hand",
        oddity="MNIST's packed files are read by hand from a folder that was not handed in",
        outcome="They are found by their names; the path tells them from Fashion-MNIST's",
        files={
            "a.ipynb": notebook(
                TORCH,
                "import gzip\n"
                "def load(name, skip):\n"
                "    with gzip.open(f'../datasets/mnist/{name}-ubyte.gz') as file:\n"
                "        return np.frombuffer(file.read(), np.uint8, offset=skip)\n"
                "x = load('train-images-idx3', 16).reshape(-1, 784)\n"
                "y = load('train-labels-idx1', 8)\n"
                "print(x.shape, y.shape)",
                f"{DENSE}\ntrain(net, torch.tensor(x[:256] / 255).float(), torch.tensor(y).long())",
            )
        },
        prints=("(60000, 784) (60000,)",),
        adapted=("was found as MNIST's `train-images-idx3-ubyte.gz`",),
        networks=(DENSE_SEEN,),
    ),
    Entry(
        name="windows-path",
        oddity="The course's file is opened by its path on a Windows machine",
        outcome="It is found by the last part of the path",
        files={
            "a.ipynb": notebook(
                TORCH,
                "data = np.load(r'C:\\Users\\me\\Documents\\hw2_Q2_and_Q3_data.npz')\n"
                "x = torch.tensor(data['arr_0'].T[:256] / 255).float()",
                f"{DENSE}\ntrain(net, x, torch.tensor(data['arr_1']))",
            )
        },
        adapted=("was found as the course's file `hw2_Q2_and_Q3_data.npz`",),
        networks=(DENSE_SEEN,),
    ),
    Entry(
        name="own-file-on-a-drive",
        oddity="A table that was handed in is opened by its path on Google Drive",
        outcome="It is found by its name, because no other file has it",
        files={
            "a.ipynb": notebook(
                "import os, pandas as pd\n"
                "path = '/content/drive/MyDrive/hw/results.csv'\n"
                "print(pd.read_csv(path)['accuracy'].max(), os.path.exists(path))",
            ),
            "tables/results.csv": "epoch,accuracy\n1,70\n2,81\n",
        },
        prints=("81 False",),
        adapted=("was found as `tables/results.csv` of what was handed in",),
    ),
    Entry(
        name="digits-by-openml",
        oddity="MNIST is fetched from OpenML by scikit-learn",
        outcome="It is made of the course's files, in the official order",
        files={
            "a.ipynb": notebook(
                TORCH,
                "from sklearn.datasets import fetch_openml\n"
                "X, y = fetch_openml('mnist_784', version=1, return_X_y=True, as_frame=False)\n"
                "print(X.shape, y.dtype)",
                f"{DENSE}\nx = torch.tensor(X[:256] / 255).float()\n"
                "train(net, x, torch.tensor(y[:256].astype(int)))",
            )
        },
        prints=("(70000, 784) object",),
        adapted=("`MNIST` was read from the course's files",),
        networks=(DENSE_SEEN,),
    ),
    Entry(
        name="data-that-is-not-given",
        oddity="A data set is downloaded that the course does not give",
        outcome="The cell fails and says why; the cells after it run",
        files={
            "a.ipynb": notebook(
                "import torchvision\nd = torchvision.datasets.CIFAR100('./data', download=True)",
                "print('still here')",
            )
        },
        finishes=False,
        prints=("still here",),
        adapted=("cifar-100-python.tar.gz` was not fetched. There is no network here",),
        says=("there is no network here, and the course does not give https",),
    ),
)
