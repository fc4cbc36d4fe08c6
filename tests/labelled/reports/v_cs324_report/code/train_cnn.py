import argparse

import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T

from cnn import VGG

LEARNING_RATE = 5e-4
BATCH_SIZE = 32
MAX_EPOCHS = 60

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float, default=LEARNING_RATE)
parser.add_argument("--batch_size", type=int, default=BATCH_SIZE)
parser.add_argument("--max_epochs", type=int, default=MAX_EPOCHS)
args = parser.parse_args()

tf = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
train_set = torchvision.datasets.CIFAR10("data", train=True, transform=tf, download=True)
test_set = torchvision.datasets.CIFAR10("data", train=False, transform=tf)
train_loader = torch.utils.data.DataLoader(train_set, batch_size=args.batch_size, shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=args.batch_size)

model = VGG().cuda()
optimizer = torch.optim.Adam(model.parameters(), lr=args.learning_rate, weight_decay=1e-3)
criterion = nn.CrossEntropyLoss()
for epoch in range(args.max_epochs):
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x.cuda()), y.cuda())
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        right = sum((model(x.cuda()).argmax(1).cpu() == y).sum().item() for x, y in test_loader)
    print(epoch, loss.item(), right / len(test_set))
torch.save(model.state_dict(), "vgg.pt")
