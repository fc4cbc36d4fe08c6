"""Student code with networks in many styles. Executed by the tests, under the probe."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

torch.manual_seed(1)


class Attributes(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 32)
        self.fc2 = nn.Linear(32, 64)
        self.fc3 = nn.Linear(64, 32)
        self.fc4 = nn.Linear(32, 10)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        x = F.relu(self.fc3(x))
        return self.fc4(x)


class TorchFunctions(nn.Module):
    def __init__(self):
        super().__init__()
        self.eins, self.zwei = nn.Linear(28 * 28, 32), nn.Linear(32, 64)
        self.drei, self.vier = nn.Linear(64, 32), nn.Linear(32, 10)

    def forward(self, bild):
        bild = bild.view(bild.shape[0], -1)
        bild = torch.relu(self.eins(bild))
        bild = self.zwei(bild).relu()
        return self.vier(self.drei(bild).clamp(min=0))


class Loop(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for number, layer in enumerate(self.layers):
            x = layer(x)
            if number < len(self.layers) - 1:
                x = torch.max(x, torch.zeros_like(x))
        return x


class Block(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.dense, self.act = nn.Linear(inside, outside), nn.ReLU(inplace=True)

    def forward(self, x):
        return self.act(self.dense(x))


class Nested(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(Block(784, 32), nn.Sequential(Block(32, 64), Block(64, 32)))
        self.head = nn.Linear(32, 10)
        self.calls = 0

    def forward(self, x):
        self.calls += 1
        print("forward", x.shape)
        self.last = self.body(x)
        return self.head(self.last)


class ByHand(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1, self.b1 = nn.Parameter(torch.randn(784, 32) * 0.1), nn.Parameter(torch.zeros(32))
        self.w2, self.b2 = nn.Parameter(torch.randn(10, 32) * 0.1), nn.Parameter(torch.zeros(10))

    def forward(self, x):
        return torch.relu(x @ self.w1 + self.b1) @ self.w2.t() + self.b2


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Linear(100, 7)
        self.back = nn.Parameter(torch.zeros(100))

    def forward(self, x):
        return F.linear(torch.relu(self.encode(x)), self.encode.weight.t(), self.back)


class Deciding(nn.Module):
    """What it does depends on values, so torch.export refuses it."""

    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Linear(784, 32), nn.Linear(32, 10)

    def forward(self, x):
        hidden = torch.relu(self.one(x))
        if hidden.sum().item() < 0:
            hidden = -hidden
        return self.two(hidden)


class FixedBatch(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 5, stride=2, padding=1), nn.BatchNorm2d(4)
        self.fc = nn.Linear(4 * 13 * 13, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm(self.conv(x))), 1)
        return F.softmax(self.fc(x.reshape(16, 4 * 13 * 13)), dim=1)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.pool = nn.Conv2d(3, 6, 5), nn.MaxPool2d(2, 2)
        self.conv2, self.drop = nn.Conv2d(6, 16, 5), nn.Dropout(0.25)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.unused = nn.Linear(3, 3)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        return self.fc3(self.drop(F.relu(self.fc2(x))))


class PalindromeRNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hx, self.hh = nn.Linear(1, 64, bias=False), nn.Linear(64, 64)
        self.ph = nn.Linear(64, 10)

    def forward(self, x):
        h = torch.zeros(x.shape[0], 64)
        for t in range(x.shape[1]):
            h = torch.tanh(self.hx(x[:, t : t + 1]) + self.hh(h))
        return self.ph(h)


def sequential():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
        nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10),
    )


attributes, functions, loop, nested = Attributes(), TorchFunctions(), Loop([784, 32, 64, 32, 10]), Nested()
inside_a_list = [sequential()]
by_hand, tied, deciding, fixed, lenet = ByHand(), Tied(), Deciding(), FixedBatch(), LeNet()
rnn, lstm = PalindromeRNN(), nn.LSTM(5, 7, batch_first=True)
never_called = nn.Sequential(nn.Linear(784, 16), nn.Sigmoid(), nn.Linear(16, 10))

images = torch.rand(64, 784)
for net in (attributes, functions, loop, nested, inside_a_list[0], by_hand, deciding):
    net(images)
tied(torch.rand(4, 100))
fixed(torch.rand(16, 1, 28, 28))
lenet(torch.rand(4, 3, 32, 32))
rnn(torch.rand(32, 5))
lstm(torch.rand(3, 4, 5))


def trained_in_a_function():
    net = nn.Sequential(nn.Linear(784, 12), nn.Tanh(), nn.Linear(12, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25, momentum=0.9, weight_decay=1e-4)
    for _ in range(3):
        optimizer.zero_grad()
        F.cross_entropy(net(images), torch.zeros(64, dtype=torch.long)).backward()
        optimizer.step()
    return 0.99


accuracy = trained_in_a_function()
calls_before = nested.calls
random_state = torch.get_rng_state()
del net
