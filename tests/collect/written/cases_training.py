"""Loops around the step of an optimizer: batch size, epochs, loss, schedule of each."""

BEFORE = """
import torch
from torch import nn, optim
import torch.nn.functional as F
from torch.utils.data import DataLoader
net = nn.Linear(784, 10)
loader = DataLoader(ds, batch_size=32)
crit = nn.CrossEntropyLoss()
opt = optim.SGD(net.parameters(), lr=0.1)
"""
CE = "cross_entropy"

USES: dict[str, tuple[str, tuple[int | None, int | None, str, str]]] = {
    "a data loader": (
        """
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, CE, "constant"),
    ),
    "numbered batches": (
        """
for e in range(5):
  for i,(x,y) in enumerate(loader, 0):
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, CE, "constant"),
    ),
    "a while over epochs": (
        """
e=0
while e < 7:
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  e += 1
""",
        (32, 7, CE, "constant"),
    ),
    "a while up to and with the last": (
        """
e=1
while e <= 7:
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  e += 1
""",
        (32, 7, CE, "constant"),
    ),
    "a while that may jump an epoch": (
        """
e=0
while e < 7:
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  e += 1
  if bad: e += 1
""",
        (32, None, CE, "constant"),
    ),
    "a loop over epochs that may end early": (
        """
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  if stop: break
""",
        (32, None, CE, "constant"),
    ),
    "a loop over batches that may end early": (
        """
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
    if stop: break
""",
        (32, 5, CE, "constant"),
    ),
    "slices by a step": (
        """
B=64
for e in range(5):
  for i in range(0, len(X), B):
    x, y = X[i:i+B], Y[i:i+B]
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (64, 5, CE, "constant"),
    ),
    "slices by a number": (
        """
B=64
for e in range(5):
  for i in range(n // B):
    x, y = X[i*B:(i+1)*B], Y[i*B:(i+1)*B]
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (64, 5, CE, "constant"),
    ),
    "slices that end with the data": (
        """
B=64
for e in range(5):
  for i in range(0, n, B):
    x, y = X[i:min(i+B, n)], Y[i:min(i+B,n)]
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (64, 5, CE, "constant"),
    ),
    "all examples at once": (
        """
for epoch in range(500):
  x,y=X,Y
  loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (None, 500, CE, "constant"),
    ),
    "one batch in each round": (
        """
for it in range(500):
  x,y=next(iter(loader))
  loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (None, None, CE, "constant"),
    ),
    "gradients of several batches": (
        """
for e in range(5):
  for i,(x,y) in enumerate(loader):
    loss = crit(net(x), y) / 4
    loss.backward()
    if (i+1) % 4 == 0:
      opt.step()
""",
        (None, 5, CE, "constant"),
    ),
    "one optimizer in two trainings": (
        """
def t(n):
  for e in range(n):
    for x,y in loader:
      loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
t(5)
t(6)
""",
        (32, None, CE, "constant"),
    ),
    "phases of training and validation": (
        """
ld={'train':loader,'val':DataLoader(v,batch_size=99)}
for e in range(5):
  for ph in ['train','val']:
    for x,y in ld[ph]:
      loss = crit(net(x), y)
      if ph=='train':
        loss.backward()
        opt.step()
""",
        (32, 5, CE, "constant"),
    ),
    "a loader from elsewhere": (
        """
for e in range(5):
  for x,y in other:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (None, 5, CE, "constant"),
    ),
    "several runs with one optimizer": (
        """
for r in range(3):
 for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, None, CE, "constant"),
    ),
    "exponential": (
        """
s=optim.lr_scheduler.ExponentialLR(opt, gamma=0.95)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  s.step()
""",
        (32, 5, CE, "exponential x0.95"),
    ),
    "a scheduler that is never stepped": (
        """
s=optim.lr_scheduler.ExponentialLR(opt, gamma=0.95)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, CE, ""),
    ),
    "a scheduler stepped with each batch": (
        """
s=optim.lr_scheduler.StepLR(opt, 80)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
    s.step()
""",
        (32, 5, CE, "step 80 x0.1 per batch"),
    ),
    "cosine": (
        """
s=optim.lr_scheduler.CosineAnnealingLR(opt, T_max=50)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  s.step()
""",
        (32, 5, CE, "cosineannealing T_max=50"),
    ),
    "plateau": (
        """
s=optim.lr_scheduler.ReduceLROnPlateau(opt, 'min', patience=3)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  s.step(v)
""",
        (32, 5, CE, "reducelronplateau mode=min patience=3"),
    ),
    "a rate changed by hand": (
        """
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  if e==3:
    for g in opt.param_groups: g['lr']*=0.1
""",
        (32, 5, CE, "by hand"),
    ),
    "a function that changes the rate": (
        """
def adjust(o, e):
  lr = 0.1 * 0.1**(e//3)
  for g in o.param_groups: g['lr']=lr
for e in range(50):
  adjust(opt, e)
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 50, CE, "by hand"),
    ),
    "a scheduler of a library that we do not know": (
        """
from transformers import get_linear_schedule_with_warmup as g
s=g(opt, 1, 2)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
    s.step()
""",
        (32, 5, CE, ""),
    ),
    "mean squares": (
        """
crit = nn.MSELoss()
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, "mse", "constant"),
    ),
    "summed squares": (
        """
crit = nn.MSELoss(reduction='sum')
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, "mse_sum", "constant"),
    ),
    "log-likelihood": (
        """
for e in range(5):
  for x,y in loader:
    loss = F.nll_loss(F.log_softmax(net(x),1), y)
    loss.backward()
    opt.step()
""",
        (32, 5, "nll", "constant"),
    ),
    "two losses together": (
        """
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y) + F.mse_loss(net(x), y)
    loss.backward()
    opt.step()
""",
        (32, 5, "", "constant"),
    ),
    "a loss by hand": (
        """
for e in range(5):
  for x,y in loader:
    loss = ((net(x)-y)**2).mean()
    loss.backward()
    opt.step()
""",
        (32, 5, "", "constant"),
    ),
    "a choice of losses": (
        """
crit = nn.MSELoss() if q else nn.CrossEntropyLoss()
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, "", "constant"),
    ),
    "a loss in a class": (
        """
class L(nn.Module):
  def forward(self,a,b): return F.mse_loss(a,b)
crit=L()
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, "mse", "constant"),
    ),
    "mixed precision": (
        """
s=torch.cuda.amp.GradScaler()
for e in range(5):
  for x,y in loader:
    with torch.cuda.amp.autocast():
      loss=crit(net(x),y)
    s.scale(loss).backward()
    s.step(opt)
    s.update()
""",
        (32, 5, CE, "constant"),
    ),
    "a generator of batches": (
        """
def batches(X, Y, n):
  p = torch.randperm(len(X))
  for i in range(0, len(X), n):
    yield X[p[i:i+n]], Y[p[i:i+n]]
for e in range(5):
  for x,y in batches(X,Y,48):
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (48, 5, CE, "constant"),
    ),
    "a progress bar that counts": (
        """
from tqdm import trange
for e in trange(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, CE, "constant"),
    ),
    "a progress bar in a with": (
        """
from tqdm import tqdm
for e in range(5):
  with tqdm(loader) as b:
   for x,y in b:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 5, CE, "constant"),
    ),
    "a training that is switched off": (
        """
T=False
if T:
 for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (None, None, "", ""),
    ),
    "a class that trains": (
        """
class T:
  def __init__(self, m, o, l, n): self.m, self.o, self.l, self.n = m, o, l, n; self.hist = []
  def epoch(self):
    for x,y in self.l:
      loss = crit(self.m(x), y)
      loss.backward()
      self.o.step()
      self.hist.append(loss.item())
  def fit(self):
    for e in range(self.n):
      self.epoch()
T(net,opt,loader,9).fit()
""",
        (32, 9, CE, "constant"),
    ),
    "epochs from elsewhere": (
        """
for e in range(N):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, None, CE, "constant"),
    ),
    "epochs from one": (
        """
for e in range(1, 11):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (32, 10, CE, "constant"),
    ),
    "a rate that is printed": (
        """
print(opt)
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
  print(opt.param_groups[0]['lr'])
""",
        (32, 5, CE, "constant"),
    ),
    "a closure": (
        """
for e in range(5):
  def c():
    opt.zero_grad()
    l = crit(net(X), Y)
    l.backward()
    return l
  opt.step(c)
""",
        (None, 5, "", "constant"),
    ),
    "the batch size of torch": (
        """
for e in range(5):
  for x,y in DataLoader(ds):
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
""",
        (1, 5, CE, "constant"),
    ),
    "a foreign function that trains": (
        """
from lib import fit
fit(net, opt)
""",
        (None, None, "", ""),
    ),
    "a logger": (
        """
import wandb
for e in range(5):
  for x,y in loader:
    loss = crit(net(x), y); opt.zero_grad(); loss.backward(); opt.step()
    wandb.log({'l': loss.item()})
""",
        (32, 5, CE, "constant"),
    ),
}
