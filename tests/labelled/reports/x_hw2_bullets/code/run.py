"""python run.py SECTION [batch] [lr]"""
import sys
import time

import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T

import cfg
import nets

torch.manual_seed(cfg.SEED)
section = sys.argv[1]
batch = int(sys.argv[2]) if len(sys.argv) > 2 else cfg.BATCH
lr = float(sys.argv[3]) if len(sys.argv) > 3 else cfg.LR

steps = [T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
if section == "7":
    steps = [T.RandomResizedCrop(32, scale=cfg.CROP), T.RandomHorizontalFlip()] + steps
tf = T.Compose(steps)
train = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=tf)
test = torchvision.datasets.CIFAR10("data", train=False, download=True, transform=tf)
train_dl = torch.utils.data.DataLoader(train, batch_size=batch, shuffle=True, num_workers=2)
test_dl = torch.utils.data.DataLoader(test, batch_size=500, shuffle=False, num_workers=2)

net = {"2": nets.sec2, "3a": lambda: nets.sec3(False), "3b": lambda: nets.sec3(True)}.get(section, nets.lenet)()
net = net.cuda()
opt = torch.optim.SGD(net.parameters(), lr=lr, momentum=cfg.MOMENTUM)


def loss_of(out, y):
    if section == "8":
        return F.mse_loss(out, F.one_hot(y, 10).float())
    return F.cross_entropy(out, y)


@torch.no_grad()
def accuracy(dl):
    hit = sum((net(x.cuda()).argmax(1).cpu() == y).sum().item() for x, y in dl)
    return 100 * hit / len(dl.dataset)


best, at, start = 0, 0, time.time()
for epoch in range(1, cfg.EPOCHS + 1):
    for x, y in train_dl:
        opt.zero_grad()
        loss_of(net(x.cuda()), y.cuda()).backward()
        opt.step()
    tr, te = accuracy(train_dl), accuracy(test_dl)
    if te > best:
        best, at = te, epoch
print(f"sec{section} bs={batch} lr={lr} final train {tr:.2f} test {te:.2f} best {best:.2f} @ {at} "
      f"{(time.time() - start) / cfg.EPOCHS:.0f} s/epoch")
