import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T

tf = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
train = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=tf)
loader = torch.utils.data.DataLoader(train, batch_size=2000, shuffle=True)
net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 3000), nn.Sigmoid(), nn.Linear(3000, 10)).cuda()
opt = torch.optim.Adam(net.parameters(), lr=0.001, weight_decay=5e-4)
for epoch in range(40):
    for x, y in loader:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x.cuda()), y.cuda()).backward()
        opt.step()
