import torch

from learn import accuracy, one_epoch
from mnist_data import loaders
from models import dense

torch.manual_seed(1)
train, val = loaders()
net = dense(64, 64)
optimizer = torch.optim.SGD(net.parameters(), lr=0.001)
for epoch in range(1, 11):
    loss = one_epoch(net, train, optimizer)
    print(f"{epoch:2d}  loss {loss:.4f}  train {accuracy(net, train):.2f}  val {accuracy(net, val):.2f}")
