"""Mistakes of write-ups about networks on MNIST."""

from tests.known_mistakes.twin import Twin

DENSE = """import torch, torchvision
import torch.nn as nn, torch.nn.functional as F
data = torchvision.datasets.MNIST("d", train=True, download=True)
x = data.data.view(-1, 784).float()
y = data.targets
train_loader = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(x[:50000], y[:50000]), batch_size=256, shuffle=True)
val_loader = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(x[50000:], y[50000:]), batch_size=256, shuffle=True)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 64)
        self.fc3 = nn.Linear(64, 10)
        self.softmax = nn.Softmax(dim=1)
    def forward(self, x):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
net = Net()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001)
criterion = nn.CrossEntropyLoss()
for epoch in range(10):
    for inputs, labels in train_loader:
        optimizer.zero_grad()
        criterion(net(inputs), labels).backward()
        optimizer.step()
"""
SCALED = DENSE.replace(".float()", ".float() / 255")
ORDERED = DENSE.replace("y[50000:]), batch_size=256, shuffle=True", "y[50000:]), batch_size=256")
PROBABLE = DENSE.replace("return self.fc3(", "return self.softmax(self.fc3(").replace(
    "(self.fc1(x)))))", "(self.fc1(x))))))"
).replace("criterion(net(inputs)", "criterion(torch.log(net(inputs))").replace(
    "CrossEntropyLoss", "NLLLoss"
)  # fmt: skip
DECAYS = """# 2.4 Weight decay

| weight decay | run 1 | run 2 | run 3 | mean | std |
|---|---|---|---|---|---|
| 1e-3 | 82.88 | 82.87 | 82.63 | 82.79 | 0.12 |
| 1e-4 | 82.59 | 83.95 | 83.54 | 83.36 | @ |
| 1e-5 | 82.76 | 82.77 | 83.31 | 82.95 | 0.26 |
"""
LITERATURE = """# 2.4 Weight decay

Our best network reaches 83.6 % on the validation data. In the literature about 98.5 % are told
for such a network. @
"""

TWINS = (
    Twin(
        name="praise of scaling to [0, 1], and training on 0 to 255",
        report="# 1 Preprocessing\n\nThe pixels are divided by 255, so that they lie in [0, 1], "
        "which makes training stable.\n@",
        wrong="",
        right="",
        code=DENSE,
        right_code=SCALED,
    ),
    Twin(
        name="a validation loader that shuffles",
        report="# 2.3 Training\n\nThe training data are shuffled, the validation data are not "
        "shuffled.\n@",
        wrong="",
        right="",
        code=DENSE,
        right_code=ORDERED,
    ),
    Twin(
        name="a softmax that is defined and never used",
        report="# 2.1 Network\n\nThe last layer is followed by a softmax, so the output of the "
        "network is a probability for each class.\n@",
        wrong="",
        right="",
        code=DENSE,
        right_code=PROBABLE,
    ),
    Twin(
        name="close to, said of accuracies fifteen points apart",
        report=LITERATURE,
        wrong="Our result is close to the literature.",
        right="Our result is far below the literature.",
    ),
    Twin(
        name="comparable, said of accuracies fifteen points apart",
        report=LITERATURE,
        wrong="So our accuracy is comparable to that of the literature.",
        right="So our accuracy is 14.9 points below that of the literature.",
    ),
    Twin(
        name="a caption of a template",
        report="# 2.3 Training\n\n![a](acc.png)\n\nFigure 1: @\n",
        wrong="Enter Caption",
        right="Training and validation accuracy",
    ),
    Twin(
        name="a standard deviation that is not that of its three runs",
        report=DECAYS,
        wrong="0.27",
        right="0.57",
    ),
    Twin(
        name="a standard deviation of a sample is right as well",
        report=DECAYS,
        wrong="0.96",
        right="0.70",
    ),
    Twin(
        name="a mean that is not that of its three runs",
        report=DECAYS.replace("82.95", "@").replace("83.36 | @", "83.36 | 0.57"),
        wrong="83.95",
        right="82.95",
    ),
    Twin(
        name="the best weight decay",
        report=DECAYS.replace("@", "0.57") + "\nThe best mean accuracy is reached with @.\n",
        wrong="1e-3",
        right="1e-4",
    ),
    Twin(
        name="parameters of a layer",
        report="# 2.1 Network\n\n| layer | neurons | parameters |\n|---|---|---|\n"
        "| hidden 1 | 64 | 50,240 |\n| hidden 2 | 64 | @ |\n| output | 10 | 650 |\n"
        "| total | | 55,050 |\n",
        wrong="4,096",
        right="4,160",
    ),
    Twin(
        name="another learning rate than that of the code",
        report="# 2.3 Training\n\nThe learning rate of SGD is @.\n",
        wrong="0.01",
        right="0.001",
        code=SCALED,
    ),
    Twin(
        name="another batch size than that of the code",
        report="# 2.3 Training\n\nWe train for ten epochs with batches of @ images.\n",
        wrong="128",
        right="256",
        code=SCALED,
    ),
    Twin(
        name="another number of hidden units than in the code",
        report="# 2.1 Network\n\nThe two hidden layers have @ units each.\n",
        wrong="128",
        right="64",
        code=SCALED,
    ),
    Twin(
        name="another loss than that of the code",
        report="# 2.2 Loss\n\nThe network is trained with the @.\n",
        wrong="mean squared error",
        right="cross entropy",
        code=SCALED,
    ),
    Twin(
        name="a caption left from the template of a table",
        report="# 2.4 Weight decay\n\nTable 1: @\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        wrong="Here goes the caption of the table",
        right="Accuracy by weight decay",
    ),
)
