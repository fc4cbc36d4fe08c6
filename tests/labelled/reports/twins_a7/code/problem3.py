import torch
from torch import nn

from data import loaders
from evaluate import accuracy
from nets import convolutional

BATCH_SIZE = 128
RATE = 0.05
MOMENTUM = 0.9
MOST_EPOCHS = 20
PATIENCE = 3
MOST_NORM = 1.0

if __name__ == "__main__":
    torch.manual_seed(0)
    net = convolutional()
    train_loader, val_loader = loaders(BATCH_SIZE, turn=True)
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
    criterion = nn.CrossEntropyLoss()
    best, best_epoch = 0.0, 0
    for epoch in range(1, MOST_EPOCHS + 1):
        total = 0.0
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), MOST_NORM)
            optimizer.step()
            total += loss.item()
        scheduler.step()
        val = accuracy(net, val_loader)
        print(f"epoch {epoch} loss {total / len(train_loader):.4f} val {val:.4f}")
        if val > best:
            best, best_epoch = val, epoch
        if epoch - best_epoch >= PATIENCE:
            print(f"no improvement for {PATIENCE} epochs, stop; best {best:.4f} in epoch {best_epoch}")
            break
