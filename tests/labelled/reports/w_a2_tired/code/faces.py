import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
np.random.seed(3)

EPOCHS = 300
BATCH = 64
DECAY = {16: 2.5e-5, 64: 5e-5}


class AutoEncoder(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc1 = nn.Linear(4096, n)
        self.fc2 = nn.Linear(n, 4096)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


def load_faces(path="hw2_Q1.npy"):
    x = np.load(path).reshape(-1, 4096).astype("float32")
    return x / 255.0


def train(n, x):
    model = AutoEncoder(n)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, weight_decay=DECAY[n])
    criterion = nn.MSELoss()
    loader = DataLoader(TensorDataset(torch.from_numpy(x)), batch_size=BATCH, shuffle=True)
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for (batch,) in loader:
            optimizer.zero_grad()
            loss = criterion(model(batch), batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        if epoch % 50 == 0:
            print(f"n={n} epoch {epoch} loss {total / len(x):.5f}")
    torch.save(model.state_dict(), f"ae{n}.pt")
    return model


def eigenfaces(x, n):
    centred = x - x.mean(axis=0)
    _, _, vt = np.linalg.svd(centred, full_matrices=False)
    return vt[:n].reshape(n, 64, 64)


def add_noise(x, amount):
    noise = np.random.uniform(-amount, amount, size=x.shape).astype("float32")
    return np.clip(x + noise, 0.0, 1.0)


if __name__ == "__main__":
    faces = load_faces()
    for n in (16, 64):
        model = train(n, faces)
        np.save(f"eigen{n}.npy", eigenfaces(faces, n))
        for amount in (0.4, 0.9):
            noisy = add_noise(faces[:8], amount)
            with torch.no_grad():
                out = model(torch.from_numpy(noisy)).numpy()
            np.save(f"denoised_{n}_{amount}.npy", out)
