import torch
import torch.nn as nn

from palindromes import PalindromeDataset
from rnn import VanillaRNN

config = dict(length=5, lr=0.05, alpha=0.99, batch_size=64, epochs=300, max_norm=10.0)

data = PalindromeDataset(config["length"])
loader = torch.utils.data.DataLoader(data, batch_size=config["batch_size"])
model = VanillaRNN(config["length"] - 1)
optimizer = torch.optim.RMSprop(model.parameters(), lr=config["lr"], alpha=config["alpha"])
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 100, gamma=0.1)
criterion = nn.CrossEntropyLoss()
for epoch in range(config["epochs"]):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    scheduler.step()
    print(epoch, loss.item())
