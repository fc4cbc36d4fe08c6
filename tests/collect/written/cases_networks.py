"""Networks in code, and what is certain of each: layers and number of parameters."""

BEFORE = """
import torch
from torch import nn
import torch.nn.functional as F
"""
NETWORKS: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "arguments and defaults": (
        """
class Net(nn.Module):
    def __init__(self,i,h=5,o=10):
        super().__init__()
        self.a=nn.Linear(i,h)
        self.b=nn.Linear(h,o)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net(784, h=32)

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "two objects of one class": (
        """
class Net(nn.Module):
    def __init__(self,h):
        super().__init__()
        self.a=nn.Linear(784,h)
        self.b=nn.Linear(h,10)
    def forward(self, x):
        return self.b(torch.relu(self.a(x)))
net = [Net(32), Net(128)]

""",
        [("784 -> 32 -> relu -> 10", 25450), ("784 -> 128 -> relu -> 10", 101770)],
    ),
    "a class that is never used": (
        """
class Net(nn.Module):
  def __init__(self,h=32):
    super().__init__()
    self.a=nn.Linear(784,h)
    self.b=nn.Linear(h,10)
  def forward(self,x): return self.b(self.a(x).relu())
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a layer that is never called": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.s=nn.Linear(3,3)
    def forward(self, x):
        return self.b(self.a(x).relu())
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25462)],
    ),
    "a log-softmax": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return F.log_softmax(self.b(F.relu(self.a(x))), dim=1)
net = Net()

""",
        [("784 -> 32 -> relu -> 10 -> logsoftmax", 25450)],
    ),
    "a value that is not used": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        y = F.softmax(self.b(x),1)
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a view first": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = x.view(x.size(0), -1)
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a reshape first": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = x.reshape(-1, 28*28)
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a function in place": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = self.a(x)
        F.relu_(x)
        return self.b(x)
net = Net()

""",
        [("", 25450)],
    ),
    "a module in place": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.r=nn.ReLU(inplace=True)
    def forward(self, x):
        x = self.a(x)
        self.r(x)
        return self.b(x)
net = Net()

""",
        [("", 25450)],
    ),
    "in place and used": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.r=nn.ReLU(True)
    def forward(self, x):
        return self.b(self.r(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a residual connection": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(10,10)
    def forward(self, x):
        return x + self.a(x)
net = Net()

""",
        [("", 110)],
    ),
    "another way in training": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = self.a(x)
        if self.training:
            x = F.dropout(x)
        return self.b(x)
net = Net()

""",
        [("", 25450)],
    ),
    "a switch in the constructor": (
        """
class Net(nn.Module):
    def __init__(self,act):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.act = act
    def forward(self, x):
        x = self.a(x)
        if self.act: x = F.relu(x)
        return self.b(x)
net = (Net(True), Net(False))

""",
        [("784 -> 32 -> relu -> 10", 25450), ("784 -> 32 -> 10", 25450)],
    ),
    "layers that do not fit": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(784,32)
        self.b=nn.Linear(64,10)
    def forward(self, x):
        return self.b(self.a(x))
net = Net()

""",
        [("", 25770)],
    ),
    "a size from elsewhere": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(n,32)
    def forward(self, x):
        return self.a(x)
net = Net()

""",
        [("", None)],
    ),
    "a size that is no whole number": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(784/2,32)
    def forward(self, x):
        return self.a(x)
net = Net()

""",
        [("", None)],
    ),
    "images of unknown size": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 4, 3)
        self.f = nn.Linear(4*26*26, 10)
    def forward(self, x):
        return self.f(F.relu(self.c(x)).flatten(1))
net = Net()

""",
        [("", 27090)],
    ),
    "images of a data set": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 4, 3)
        self.f = nn.Linear(4*26*26, 10)
    def forward(self, x):
        return self.f(F.relu(self.c(x)).flatten(1))
net = Net()
import torchvision
d=torchvision.datasets.MNIST('.')
""",
        [("1x28x28 -> conv 4 k3 -> relu -> flatten -> 10", 27090)],
    ),
    "images of another size": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 4, 3)
        self.f = nn.Linear(4*26*26, 10)
    def forward(self, x):
        return self.f(F.relu(self.c(x)).flatten(1))
net = Net()
import torchvision
from torchvision import transforms as T
d=torchvision.datasets.MNIST('.',transform=T.Resize(32))
""",
        [("", 27090)],
    ),
    "a summary": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 4, 3)
        self.f = nn.Linear(4*26*26, 10)
    def forward(self, x):
        return self.f(F.relu(self.c(x)).flatten(1))
net = Net()
from torchsummary import summary
summary(net,(1,28,28))
""",
        [("1x28x28 -> conv 4 k3 -> relu -> flatten -> 10", 27090)],
    ),
    "a missing flatten": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 4, 3)
        self.f = nn.Linear(4*26*26, 10)
    def forward(self, x):
        return self.f(F.relu(self.c(x)))
net = Net()
import torchvision
d=torchvision.datasets.MNIST('.')
""",
        [("", 27090)],
    ),
    "a class of sequential": (
        """
class Net(nn.Sequential):
  def __init__(self):
    super().__init__(nn.Linear(784,32), nn.ReLU(), nn.Linear(32,10))
net=Net()
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "modules added by name": (
        """
net=nn.Sequential()
net.add_module('a',nn.Linear(784,32))
net.add_module('r',nn.ReLU())
net.append(nn.Linear(32,10))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a list of layers": (
        """
l=[nn.Linear(784,32)]
l += [nn.ReLU(), nn.Linear(32,10)]
net=nn.Sequential(*l)
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a list of unknown length": (
        """
l=[]
for i in range(n):
    l.append(nn.Linear(10,10))
net=nn.Sequential(*l)
""",
        [("", None)],
    ),
    "an ordered dictionary": (
        """
from collections import OrderedDict
net=nn.Sequential(OrderedDict([('a',nn.Linear(784,32)),('r',nn.ReLU()),('b',nn.Linear(32,10))]))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "code and reconstruction": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.e=nn.Sequential(nn.Linear(4096,16),nn.ReLU())
        self.d=nn.Linear(16,4096)
    def forward(self, x):
        z=self.e(x)
        return self.d(z), z
net = Net()

""",
        [("4096 -> 16 -> relu -> 4096", 135184)],
    ),
    "a class of a class": (
        """
class B(nn.Module):
  def __init__(self,h):
    super().__init__()
    self.a=nn.Linear(784,h)
    self.b=nn.Linear(h,10)
  def forward(self,x): return self.b(self.act(self.a(x)))
class R(B):
  def __init__(self):
    super().__init__(32)
  def act(self,x): return F.relu(x)
net=R()
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "attributes by name": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for i,(a,b) in enumerate([(784,32),(32,10)]):
            setattr(self, f'fc{i}', nn.Linear(a,b))
    def forward(self, x):
        x = F.relu(getattr(self,'fc0')(x))
        return self.fc1(x)
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "dropout": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.d=nn.Dropout(p=0.2)
    def forward(self, x):
        return self.b(self.d(F.relu(self.a(x))))
net = Net()

""",
        [("784 -> 32 -> relu -> dropout 0.2 -> 10", 25450)],
    ),
    "batch normalisation": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.n=nn.BatchNorm1d(32)
    def forward(self, x):
        return self.b(F.relu(self.n(self.a(x))))
net = Net()

""",
        [("784 -> 32 -> batchnorm -> relu -> 10", 25514)],
    ),
    "a head that is replaced": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
net.b = nn.Linear(32, 5)
""",
        [("784 -> 32 -> relu -> 5", 25285)],
    ),
    "a head that is replaced perhaps": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
if q: net.b = nn.Linear(32, 5)
""",
        [("", None)],
    ),
    "a bias taken away": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
net.b.bias = None
""",
        [("", None)],
    ),
    "a layer used twice": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(10,10)
    def forward(self, x):
        return self.a(F.relu(self.a(x)))
net = Net()

""",
        [("10 -> 10 -> relu -> 10", 110)],
    ),
    "tied weights": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a=nn.Linear(10,10)
        self.b=nn.Linear(10,10)
        self.b.weight=self.a.weight
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("", None)],
    ),
    "an embedding and an lstm": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.e=nn.Embedding(10,64)
        self.l=nn.LSTM(64,64)
        self.o=nn.Linear(64,10)
    def forward(self, x):
        h,_=self.l(self.e(x))
        return self.o(h[-1])
net = Net()

""",
        [("", 34570)],
    ),
    "a loop over layers": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l=nn.ModuleList([nn.Linear(784,32),nn.Linear(32,10)])
    def forward(self, x):
        for i, l in enumerate(self.l):
            x = l(x)
            if i < len(self.l)-1: x = F.relu(x)
        return x
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "slices of layers": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l=nn.ModuleList([nn.Linear(784,32),nn.Linear(32,10)])
    def forward(self, x):
        for l in self.l[:-1]: x = l(x).clamp(min=0)
        return self.l[-1](x)
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "prints between": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        print(x.shape)
        assert x.dim() == 2
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a choice by name": (
        """
class Net(nn.Module):
    def __init__(self,act='tanh'):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.act={'relu':nn.ReLU(),'tanh':nn.Tanh()}[act]
    def forward(self, x):
        return self.b(self.act(self.a(x)))
net = Net('relu')

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a function as an argument": (
        """
class Net(nn.Module):
    def __init__(self,act=F.tanh):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.act=act
    def forward(self, x):
        return self.b(self.act(self.a(x)))
net = Net(F.relu)

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "dimensions turned": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = x.permute(1,0)
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("", 25450)],
    ),
    "inputs scaled": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        x = x / 255.0
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a forward that is replaced": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
def f(self,x): return self.b(self.a(x))
Net.forward = f
""",
        [("784 -> 32 -> 10", 25450)],
    ),
    "a wrapper": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
net = nn.DataParallel(net).cuda()
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "weights initialised": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
def init(m):
    if isinstance(m, nn.Linear): nn.init.normal_(m.weight)
net.apply(init)
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "networks in a dictionary": (
        "nets={'a': nn.Sequential(nn.Linear(784,32),nn.ReLU(),nn.Linear(32,10))}",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a study of widths": (
        """
for h in [32,128]:
    net=nn.Sequential(nn.Linear(784,h),nn.ReLU(),nn.Linear(h,10))
""",
        [("784 -> 32 -> relu -> 10", 25450), ("784 -> 128 -> relu -> 10", 101770)],
    ),
    "the same three times": (
        """
for r in range(3):
    net=nn.Sequential(nn.Linear(784,32),nn.ReLU(),nn.Linear(32,10))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a checkpoint": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()
net.load_state_dict(torch.load('x'))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a flatten too many": (
        "net=nn.Sequential(nn.Flatten(),nn.Linear(784,32),nn.ReLU(),nn.Flatten(),nn.Linear(32,10))",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a second argument with a default": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x, flag=False):
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "two inputs": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
    def forward(self, x, y):
        return self.b(F.relu(self.a(x)) + self.a(y))
net = Net()

""",
        [("", 25450)],
    ),
    "a loss among the attributes": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32)
        self.b = nn.Linear(32, 10)
        self.crit=nn.CrossEntropyLoss()
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "a size among the attributes": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.h=32
        self.a=nn.Linear(784,self.h)
        self.b=nn.Linear(self.h,10)
    def forward(self, x):
        return self.b(F.relu(self.a(x)))
net = Net()

""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "weights by hand": (
        """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w=nn.Parameter(torch.randn(784,10))
    def forward(self, x):
        return x @ self.w
net = Net()

""",
        [("", None)],
    ),
    "a class that is no network": (
        """
class Net:
  def __init__(self):
    self.a=nn.Linear(784,32)
  def __call__(self,x): return self.a(x)
net=Net()
""",
        [],
    ),
    "a star import": (
        """
from torch.nn import *
net = Sequential(Linear(784,32), ReLU(), Linear(32,10))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
    "inner modules of torch": (
        """
import torch.nn.modules.linear as li
net = nn.Sequential(li.Linear(784,32), nn.ReLU(), li.Linear(32,10))
""",
        [("784 -> 32 -> relu -> 10", 25450)],
    ),
}
