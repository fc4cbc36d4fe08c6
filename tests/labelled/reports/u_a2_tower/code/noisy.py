import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from nets import perceptron
from settings import NOISY

arrays = np.load("hw2_Q4_data.npz")
x = torch.from_numpy(arrays["arr_0"].T.astype(np.float32) / 255.0)
y = torch.from_numpy(arrays["arr_1"]).long()
x_test = torch.from_numpy(arrays["arr_2"].T.astype(np.float32) / 255.0)
y_test = torch.from_numpy(arrays["arr_3"]).long()

net = perceptron(784, *NOISY.hidden, 10)
optimiser = torch.optim.Adam(net.parameters(), lr=NOISY.lr)
loader = DataLoader(TensorDataset(x, y), batch_size=NOISY.batch, shuffle=True)

print("epoch,train_loss,test_acc")
for epoch in range(1, NOISY.epochs + 1):
    total = 0.0
    for images, labels in loader:
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(net(images), labels)
        loss.backward()
        optimiser.step()
        total += loss.item() * len(labels)
    if epoch % NOISY.every == 0:
        with torch.no_grad():
            right = (net(x_test).argmax(1) == y_test).float().mean().item()
        print(f"{epoch},{total / len(y):.4f},{100 * right:.2f}")
