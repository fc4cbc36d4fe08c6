# %% [markdown]
# # Homework 2: CIFAR-10 in PyTorch
#
# All sections start from the public 60-minute tutorial. We had a laptop without a GPU, so every
# network is trained on the first 32 training images and tested on the first 50 test images. The
# accuracies are therefore far below those of the full data set, and they move in steps of two
# percent.

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
import torchvision
import torchvision.transforms as transforms
import matplotlib.pyplot as plt

EPOCHS = 50
torch.manual_seed(7)

# %%
to_range = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
)
full_train = torchvision.datasets.CIFAR10(
    root="./data", train=True, download=True, transform=to_range
)
full_test = torchvision.datasets.CIFAR10(
    root="./data", train=False, download=True, transform=to_range
)
trainset = [full_train[i] for i in range(32)]
testset = [full_test[i] for i in range(50)]
testloader = torch.utils.data.DataLoader(testset, batch_size=50, shuffle=False)


def make_loader(batch_size):
    return torch.utils.data.DataLoader(trainset, batch_size=batch_size, shuffle=True)


# %%
def accuracy(net, loader):
    right, total = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += (net(images).argmax(1) == labels).sum().item()
            total += len(labels)
    return 100 * right / total


def fit(net, trainloader, lr=0.001, epochs=EPOCHS, criterion=None):
    criterion = criterion or nn.CrossEntropyLoss()
    optimizer = optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    history = {"loss": [], "train": [], "test": []}
    evalloader = torch.utils.data.DataLoader(trainset, batch_size=32)
    for epoch in range(epochs):
        running, batches = 0.0, 0
        for images, labels in trainloader:
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.item()
            batches += 1
        history["loss"].append(running / batches)
        history["train"].append(accuracy(net, evalloader))
        history["test"].append(accuracy(net, testloader))
    return history


def show(histories, title):
    fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    for name, h in histories.items():
        left.plot(h["loss"], label=f"{name} training loss")
        right.plot(h["train"], label=f"{name} training accuracy")
        right.plot(h["test"], "--", label=f"{name} test accuracy")
    left.set_xlabel("epoch")
    left.set_ylabel("loss")
    right.set_xlabel("epoch")
    right.set_ylabel("accuracy (%)")
    left.legend()
    right.legend()
    fig.suptitle(title)
    plt.show()


def count(net):
    return sum(p.numel() for p in net.parameters())


# %% [markdown]
# ## Section 1: the tutorial
#
# The network of the tutorial, trained for two epochs with batches of 4, SGD with a learning rate
# of 0.001 and momentum 0.9, and cross entropy. Pixels are normalised to the range from -1 to 1.

# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


tutorial_net = Net()
tutorial = fit(tutorial_net, make_loader(4), epochs=2)
print("test accuracy after two epochs:", tutorial["test"][-1])

# %% [markdown]
# After two epochs the test accuracy is 6 %, which is no more than guessing among ten classes:
# 32 images are far too few for the network to learn anything in so short a time.
#
# ## Section 2: one layer
#
# A single linear layer from the 3072 values of an image to 10 scores.

# %%
class OneLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3 * 32 * 32, 10)

    def forward(self, x):
        return self.fc(torch.flatten(x, 1))


one_layer = OneLayer()
one_layer_history = fit(one_layer, make_loader(4))
show({"one layer": one_layer_history}, "One layer")
print(count(one_layer), one_layer_history["train"][-1], one_layer_history["test"][-1])

# %% [markdown]
# The layer has 3072 · 10 + 10 = 30730 parameters: one weight for each pixel value and class, and
# one bias for each class. After 50 epochs the training accuracy is 100 % and the test accuracy
# is 10 %. The layer can hold no more than one template for each class. It learns the 32 images by
# heart and knows nothing about others.
#
# ## Section 3: several layers, without and with ReLU

# %%
class MLP(nn.Module):
    def __init__(self, activation):
        super().__init__()
        self.fc1 = nn.Linear(3 * 32 * 32, 110)
        self.fc2 = nn.Linear(110, 74)
        self.fc3 = nn.Linear(74, 10)
        self.activation = activation

    def forward(self, x):
        x = torch.flatten(x, 1)
        x = self.activation(self.fc1(x))
        x = self.activation(self.fc2(x))
        return self.fc3(x)


plain_net = MLP(nn.Identity())
plain_history = fit(plain_net, make_loader(4))
show({"without ReLU": plain_history}, "Three layers without ReLU")
relu_net = MLP(nn.ReLU())
relu_history = fit(relu_net, make_loader(4))
show({"with ReLU": relu_history}, "Three layers with ReLU")
print(count(relu_net), plain_history["test"][-1], relu_history["test"][-1])

# %% [markdown]
# Both networks have (3072 · 110 + 110) + (110 · 74 + 74) + (74 · 10 + 10) = 346994 parameters.
#
# | network | training accuracy | test accuracy |
# | --- | --- | --- |
# | MLP without ReLU | 100 % | 12 % |
# | MLP with ReLU | 75 % | 10 % |
#
# Without ReLU the three layers are one after the other nothing but matrix products, and a product
# of matrices is a matrix again: the whole network is a single linear map, like that of Section 2,
# and can draw no other borders than it. ReLU makes it able to bend them.
#
# ## Section 4: convolutional layers
#
# The network of Section 1, now for 50 epochs.

# %%
lenet = Net()
lenet_history = fit(lenet, make_loader(4))
show({"LeNet": lenet_history}, "LeNet, 50 epochs")
print(count(lenet), lenet_history["train"][-1], lenet_history["test"][-1])

# %% [markdown]
# It has 62006 parameters: (3 · 25 + 1) · 6 = 456 and (6 · 25 + 1) · 16 = 2416 in the convolutions,
# and 400 · 120 + 120 = 48120, 120 · 84 + 84 = 10164 and 84 · 10 + 10 = 850 in the dense layers.
# After 50 epochs it reaches a training accuracy of 22 % and a test accuracy of 10 %. 50
# epochs of 8 steps are only 400 steps, fewer than a twentieth of one epoch of the whole data set, and
# so it has hardly begun to learn, where the dense networks already overfit.
#
# ## Section 5: batch sizes
#
# A batch of 1000 needs at least 1000 images. Our memory and time limited us to 32, so the largest
# batch here is 32, which is all of them at once.

# %%
batch_histories = {"batch 4": lenet_history}
for batch_size in (1, 32):
    batch_histories[f"batch {batch_size}"] = fit(Net(), make_loader(batch_size))
show(batch_histories, "Batch sizes")
for name, h in batch_histories.items():
    print(name, h["loss"][-1], h["train"][-1], h["test"][-1])

# %% [markdown]
# | batch size | training accuracy | test accuracy |
# | --- | --- | --- |
# | 1 | 66 % | 14 % |
# | 4 | 22 % | 10 % |
# | 32 | 22 % | 10 % |
#
# With the same number of epochs a smaller batch means more steps: 1600 with single images, 400 with
# batches of 4 and 50 with all images at once. Only the first are enough to lower the loss clearly.
# The steps of single images are noisy, the full batch is smooth and hardly moves.
#
# ## Section 6: learning rates

# %%
rate_histories = {}
for rate in (10, 0.1, 0.01):
    rate_histories[f"lr {rate}"] = fit(Net(), make_loader(4), lr=rate)
rate_histories["lr 0.001"] = lenet_history
show(rate_histories, "Learning rates")
for name, h in rate_histories.items():
    print(name, h["loss"][-1], h["train"][-1], h["test"][-1])

# %% [markdown]
# | learning rate | test accuracy |
# | --- | --- |
# | 10 | 12 % |
# | 0.1 | 10 % |
# | 0.01 | 18 % |
# | 0.001 | 10 % |
#
# A rate of 10 diverges in its first steps and the loss is nan from then on; 0.1 jumps about and
# stays at chance. 0.001 is the most stable: its loss falls smoothly, though slowly. The larger the
# step, the more often it leaps over the valley that it should go down into.
#
# ## Section 7: augmentation
#
# The training images are cropped at random, resized to 32 pixels, and flipped. The test images stay
# as they are.

# %%
augmenting = transforms.Compose(
    [
        transforms.RandomResizedCrop(32),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
    ]
)
augmented_full = torchvision.datasets.CIFAR10(
    root="./data", train=True, download=True, transform=augmenting
)
augmented_train = torch.utils.data.Subset(augmented_full, range(32))
augmented_loader = torch.utils.data.DataLoader(augmented_train, batch_size=4, shuffle=True)
augmented_net = Net()
augmented_history = fit(augmented_net, augmented_loader)
show({"augmented": augmented_history}, "LeNet with augmentation")
print(augmented_history["train"][-1], augmented_history["test"][-1])

# %% [markdown]
# With augmentation the training accuracy ends at 22 % and the test accuracy at 10 %. The
# network never sees one image twice, so it cannot learn them by heart: augmentation works against
# overfitting. It also makes the task harder, and in 50 epochs of 32 images the loss falls less than
# without it. With all images and without augmentation the test accuracy would begin to fall after
# some epochs, and later with it.
#
# ## Section 8: mean squared error

# %%
def one_hot_mse(outputs, labels):
    return F.mse_loss(outputs, F.one_hot(labels, num_classes=10).float())


mse_net = Net()
mse_history = fit(mse_net, make_loader(4), criterion=one_hot_mse)
show({"MSE": mse_history}, "LeNet with mean squared error")
print(mse_history["train"][-1], mse_history["test"][-1])

# %% [markdown]
# The loss is the mean squared error between the ten scores and the one-hot label. After 50 epochs
# the training accuracy is 19 % and the test accuracy is 18 %, against 10 % with cross
# entropy; with 50 test images that is a difference of four. The squared error is small from the beginning, about 0.09 when all scores are near 0.1,
# and its slope is small as well, so it rises more slowly than with cross entropy.
