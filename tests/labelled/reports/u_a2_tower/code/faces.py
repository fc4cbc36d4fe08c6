import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from nets import FaceCoder
from settings import FACES

torch.manual_seed(FACES.seed)
faces = np.load("hw2_Q1.npy").reshape(-1, 4096).astype(np.float32) / 255.0


def train(code):
    net = FaceCoder(code)
    loader = DataLoader(torch.from_numpy(faces), batch_size=FACES.batch, shuffle=True)
    optimiser = torch.optim.Adam(net.parameters(), lr=FACES.lr, weight_decay=FACES.decay[code])
    mse = nn.MSELoss()
    for epoch in range(FACES.epochs):
        for batch in loader:
            optimiser.zero_grad()
            mse(net(batch), batch).backward()
            optimiser.step()
    return net


def eigenfaces(count=12):
    mean = faces.mean(axis=0)
    _, values, rows = np.linalg.svd(faces - mean, full_matrices=False)
    return values[:count], rows[:count].reshape(count, 64, 64)


def disturb(batch, amplitude):
    noise = (torch.rand_like(batch) * 2 - 1) * amplitude
    return (batch + noise).clamp(0.0, 1.0)


if __name__ == "__main__":
    for code in FACES.codes:
        net = train(code)
        torch.save(net.state_dict(), f"faces_{code}.pt")
        for amplitude in FACES.amplitudes:
            net(disturb(torch.from_numpy(faces[:6]), amplitude))
