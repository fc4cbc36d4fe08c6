"""Mistakes of write-ups about networks on CIFAR-10."""

from tests.known_mistakes.twin import Twin

LENET = """import torch, torchvision
import torch.nn as nn, torch.nn.functional as F
import torchvision.transforms as T
plain = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
crops = T.Compose([T.RandomResizedCrop(32), T.RandomHorizontalFlip(), T.ToTensor(),
                   T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
"""
DATA = """train_set = torchvision.datasets.CIFAR10("d", train=True, transform=crops)
test_set = torchvision.datasets.CIFAR10("d", train=False, transform=plain)
train_loader = torch.utils.data.DataLoader(train_set, batch_size=4, shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=4)
"""
TRAIN = """net = Net()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
for epoch in range(50):
    for x, y in train_loader:
        optimizer.zero_grad()
        criterion(net(x), y).backward()
        optimizer.step()
"""
STUDY = """for batch_size in (1, 4, 500):
    loader = torch.utils.data.DataLoader(train_set, batch_size=batch_size, shuffle=True)
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
    for epoch in range(50):
        for x, y in loader:
            optimizer.zero_grad()
            nn.CrossEntropyLoss()(net(x), y).backward()
            optimizer.step()
"""
CURVE = """import matplotlib.pyplot as plt
plt.plot(epochs, test_accuracies)
plt.xlabel("Epoch")
plt.ylabel("Test accuracy")
plt.savefig("acc.png")
"""
SQUARED = """net = Net()
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
for epoch in range(50):
    for x, y in train_loader:
        optimizer.zero_grad()
        criterion(@, F.one_hot(y, 10).float()).backward()
        optimizer.step()
"""
RATES = """# 6 Learning rate

| learning rate | test accuracy (%) |
|---|---|
| 10 | 10.0 |
| 0.1 | 10.0 |
| 0.01 | 40.4 |
| 0.001 | 57.1 |

@
"""

TWINS = (
    Twin(
        name="a curve of the test loader called training accuracy",
        report="# 4 LeNet\n\n![accuracy](acc.png)\n\nFigure 1: @ accuracy of LeNet\n",
        wrong="Training",
        right="Test",
        code=LENET + DATA + TRAIN + CURVE,
    ),
    Twin(
        name="the augmentation of the test images, too",
        report="# 7 Augmentation\n\nRandom crops and flips are applied to the training images "
        "only; the test images are left as they are.\n@",
        wrong="",
        right="",
        code=LENET + DATA.replace("transform=plain", "transform=crops") + TRAIN,
        right_code=LENET + DATA + TRAIN,
    ),
    Twin(
        name="a softmax that is left in for the squared error",
        report="# 8 Mean squared error\n\nNo softmax is used with the mean squared error.\n@",
        wrong="",
        right="",
        code=LENET + DATA + SQUARED.replace("@", "F.softmax(net(x), dim=1)"),
        right_code=LENET + DATA + SQUARED.replace("@", "net(x)"),
    ),
    Twin(
        name="a batch of 1000 that was replaced without saying",
        report="# 5 Batch size\n\nWe compare batch sizes of 1, 4 and @.\n",
        wrong="1000",
        right="500",
        code=LENET + DATA + STUDY,
    ),
    Twin(
        name="another number of epochs than that of the code",
        report="# 2 One layer\n\nAll networks are trained for @ epochs.\n",
        wrong="100",
        right="50",
        code=LENET + DATA + TRAIN,
    ),
    Twin(
        name="a wrong number of parameters",
        report="# 4 LeNet\n\nLeNet has @ parameters in total.\n",
        wrong="62,060",
        right="62,006",
        code=LENET + DATA + TRAIN,
    ),
    Twin(
        name="a sum of weights and biases",
        report="# 3 Two layers\n\n3072 · 110 + 110 · 74 + 74 · 10 = 346,800 weights and 194 biases "
        "are @ parameters.\n",
        wrong="347,994",
        right="346,994",
    ),
    Twin(
        name="the order of batch sizes",
        report="# 5 Batch size\n\n| batch size | test accuracy (%) |\n|---|---|\n| 1 | 53.2 |\n"
        "| 4 | 61.3 |\n| 500 | 45.4 |\n\n@\n",
        wrong="The larger the batch, the better the test accuracy.",
        right="A batch size of 4 is the best one, 500 the worst.",
    ),
    Twin(
        name="rates that learn nothing",
        report=RATES,
        wrong="The highest accuracy is that of the learning rate 0.1.",
        right="The highest accuracy is that of the learning rate 0.001.",
    ),
    Twin(
        name="the loss that ends higher",
        report="# 8 Loss\n\n| loss | test accuracy (%) |\n|---|---|\n| cross entropy | 57.1 |\n"
        "| MSE | 61.4 |\n\n@ ends with the higher test accuracy.\n",
        wrong="The cross entropy",
        right="The MSE",
    ),
    Twin(
        name="a count of networks that are at chance",
        report=RATES,
        wrong="Three of the four learning rates stay at chance.",
        right="Two of the four learning rates stay at chance.",
    ),
    Twin(
        name="another momentum than that of the code",
        report="# 4 LeNet\n\nWe use SGD with a momentum of @.\n",
        wrong="0.09",
        right="0.9",
        code=LENET + DATA + TRAIN,
    ),
    Twin(
        name="a scaling that is another one than in the code",
        report="# 1 Data\n\nThe images are normalised to the range @.\n",
        wrong="from 0 to 1",
        right="from -1 to 1",
        code=LENET + DATA.replace("transform=crops", "transform=plain") + TRAIN,
    ),
)
