import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

from config import NOISY, SEED
from models import NoisyNet

torch.manual_seed(SEED)
d = np.load("data/hw2_Q4_data.npz")
x = torch.from_numpy(d["arr_0"].T.astype("float32") / 255)
y = torch.from_numpy(d["arr_1"].astype("int64"))
xt = torch.from_numpy(d["arr_2"].T.astype("float32") / 255)
yt = torch.from_numpy(d["arr_3"].astype("int64"))
loader = DataLoader(TensorDataset(x, y), batch_size=NOISY["batch_size"], shuffle=True)

model = NoisyNet(NOISY["dropout"])
opt = torch.optim.Adam(model.parameters(), lr=NOISY["lr"])
loss_fn = nn.CrossEntropyLoss()
test_acc = []
for epoch in range(NOISY["epochs"]):
    model.train()
    for a, b in loader:
        opt.zero_grad()
        loss = loss_fn(model(a), b)
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        test_acc.append((model(xt).argmax(1) == yt).float().mean().item())
torch.save(model.state_dict(), "models/q4.pt")
np.save("test_acc.npy", test_acc)
