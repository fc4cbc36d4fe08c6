import torch

from learn import accuracy, one_epoch
from mnist_data import loaders
from models import dense

print("decay,seed,val")
for decay in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7):
    for seed in range(3):
        torch.manual_seed(seed)
        train, val = loaders()
        net = dense(500, 300)
        optimizer = torch.optim.SGD(net.parameters(), lr=0.001, weight_decay=decay)
        for _ in range(40):
            one_epoch(net, train, optimizer)
        print(f"{decay:g},{seed},{accuracy(net, val):.2f}")
