import torch

from learn import accuracy, one_epoch
from mnist_data import loaders, test_loader
from models import conv

torch.manual_seed(1)
train, val = loaders()
net = conv()
print("parameters", sum(p.numel() for p in net.parameters()))
optimizer = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
for epoch in range(1, 11):
    loss = one_epoch(net, train, optimizer)
    print(f"{epoch:2d}  loss {loss:.4f}  val {accuracy(net, val):.2f}")
print(f"test {accuracy(net, test_loader()):.2f}")
