# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from nets import DeepNet, Shallow, device, score, tensor_set, train_net

npz = np.load("./data/hw2_Q2_and_Q3_data.npz")
train_loader = DataLoader(tensor_set(npz["arr_0"], npz["arr_1"]), batch_size=128, shuffle=True)
val_loader = DataLoader(tensor_set(npz["arr_2"], npz["arr_3"]), batch_size=2000)
test_loader = DataLoader(tensor_set(npz["arr_4"], npz["arr_5"]), batch_size=5000)


def draw(curves, name):
    xs = range(1, len(curves["train_loss"]) + 1)
    plt.figure(figsize=(10, 3.5))
    plt.subplot(121)
    plt.plot(xs, curves["train_loss"], "b-", label="Training loss")
    plt.plot(xs, curves["val_loss"], "r-", label="Validation loss")
    plt.xlabel("Epochs")
    plt.ylabel("Loss")
    plt.legend()
    plt.subplot(122)
    plt.plot(xs, curves["val_accuracy"], "r-", label="Validation accuracy")
    plt.xlabel("Epochs")
    plt.ylabel("Accuracy (%)")
    plt.legend()
    plt.savefig(name)


# %% [markdown]
# Q2.1

# %%
torch.manual_seed(3)
mlp = Shallow()
curves_21, val_21 = train_net(mlp, train_loader, val_loader, epochs=22, lr=0.1)
print(val_21, score(mlp, test_loader, nn.CrossEntropyLoss()))
draw(curves_21, "q21.png")

# %% [markdown]
# Q2.2

# %%
torch.manual_seed(3)
mlp_s = Shallow()
curves_22, val_22 = train_net(mlp_s, train_loader, val_loader, epochs=22, lr=0.1, milestones=[16])
print(val_22, score(mlp_s, test_loader, nn.CrossEntropyLoss()))
draw(curves_22, "q22.png")

# %% [markdown]
# Q3.1

# %%
torch.manual_seed(2024)
deep = DeepNet(32, 64, 32)
curves_31, val_31 = train_net(deep, train_loader, val_loader, epochs=22, lr=0.05, milestones=[15])
print(val_31, score(deep, test_loader, nn.CrossEntropyLoss()))
draw(curves_31, "q31.png")

# %% [markdown]
# Q3.2

# %%
torch.manual_seed(2024)
wide = DeepNet(128, 64, 128)
curves_32, val_32 = train_net(wide, train_loader, val_loader, epochs=18, lr=0.05, milestones=[12])
print(val_32, score(wide, test_loader, nn.CrossEntropyLoss()))
draw(curves_32, "q32.png")

# %% [markdown]
# Q3.3

# %%
def count(net):
    return sum(p.numel() for p in net.parameters() if p.requires_grad)


print(count(mlp), count(deep), count(wide))
