import numpy as np
import torch
import torch.nn as nn
import matplotlib.pyplot as plt
from torch.utils.data import DataLoader

from models import AutoEncoder

faces = np.load("data/hw2_Q1.npy").reshape(-1, 4096) / 255.0
faces = torch.tensor(faces, dtype=torch.float32)
loader = DataLoader(faces, batch_size=32, shuffle=True)


def train(n, epochs=200):
    model = AutoEncoder(n)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-5)
    criterion = nn.MSELoss()
    for epoch in range(epochs):
        total = 0
        for x in loader:
            loss = criterion(model(x), x)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(n, epoch + 1, total / len(loader))
    torch.save(model.state_dict(), f"models/ae_{n}.pt")
    return model


# Q1.2
centered = faces - faces.mean(dim=0)
U, S, V = torch.linalg.svd(centered, full_matrices=False)
fig, axes = plt.subplots(4, 4)
for i, ax in enumerate(axes.flat):
    ax.imshow(V[i].reshape(64, 64), cmap="gray")
    ax.axis("off")
plt.savefig("figures/eigenfaces.png")

# Q1.3
model_16, model_64 = train(16), train(64)
for strength in (0.4, 0.9):
    noise = (torch.rand_like(faces) * 2 - 1) * strength
    noisy = torch.clamp(faces + noise, 0, 1)
    denoised = model_64(noisy)
    plt.imsave(f"figures/denoised_{strength}.png", denoised[0].detach().reshape(64, 64), cmap="gray")
