import numpy as np
import torch
import torch.nn as nn

N = 16
LR = 0.01
EPOCHS = 100
BATCH = 32
NOISE = 0.4

faces = np.load("hw2_Q1.npy").reshape(-1, 4096).astype(np.float32)


class AE(nn.Module):
    def __init__(self, n=N):
        super().__init__()
        self.encoder = nn.Linear(4096, n)
        self.decoder = nn.Linear(n, 4096)

    def forward(self, x):
        return self.decoder(torch.relu(self.encoder(x)))


def train(n):
    model = AE(n)
    criterion = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    for epoch in range(EPOCHS):
        for i in range(0, len(faces), BATCH):
            x = torch.from_numpy(faces[i : i + BATCH])
            noisy = x + torch.empty_like(x).uniform_(-NOISE, NOISE)
            loss = criterion(model(noisy), x)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


for n in (16, 64):
    torch.save(train(n).state_dict(), f"models/ae_{n}.pt")
