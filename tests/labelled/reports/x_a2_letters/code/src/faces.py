"""Question 1: autoencoders and eigenfaces."""
import numpy as np
import torch
import torch.nn as nn
import matplotlib.pyplot as plt
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 300
ETA = 1e-4
BATCH = 64
DECAY = {16: 2.5e-5, 64: 5e-5}


class Compressor(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.down = nn.Linear(4096, n)
        self.up = nn.Linear(n, 4096)

    def forward(self, x):
        return self.up(torch.relu(self.down(x)))


def perturb(x, amplitude):
    noise = amplitude * (2 * torch.rand_like(x) - 1)
    return torch.clamp(x + noise, 0, 1)


def train(faces, n):
    net = Compressor(n)
    loader = DataLoader(TensorDataset(faces), batch_size=BATCH, shuffle=True)
    opt = torch.optim.Adam(net.parameters(), lr=ETA, weight_decay=DECAY[n])
    crit = nn.MSELoss()
    for _ in range(EPOCHS):
        for (x,) in loader:
            opt.zero_grad()
            loss = crit(net(x), x)
            loss.backward()
            opt.step()
    return net


def eigenfaces(faces):
    centred = faces - faces.mean(0)
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    return vt[:16].reshape(-1, 64, 64)


if __name__ == "__main__":
    faces = np.load("hw2_Q1.npy").reshape(-1, 4096) / 255.0
    x = torch.tensor(faces, dtype=torch.float32)
    nets = {n: train(x, n) for n in (16, 64)}
    for a in (0.4, 0.9):
        out = nets[64](perturb(x[:8], a))
        plt.imshow(out[0].detach().view(64, 64), cmap="gray")
        plt.savefig(f"denoised_{a}.png")
