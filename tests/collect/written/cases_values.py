"""Ways that a learning rate takes to its optimizer: certain ones, and uncertain ones."""

BEFORE = """
import argparse, json, random
import torch
from torch import nn, optim

net = nn.Linear(784, 10)
"""

CERTAIN: dict[str, tuple[str, list[float]]] = {
    "both branches agree": (
        """
if torch.cuda.is_available():
    lr = 0.2
else:
    lr = 0.2
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.2],
    ),
    "a condition that is known": (
        """
F = True
if F:
    lr = 0.2
else:
    lr = 0.3
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.2],
    ),
    "a study over a literal": (
        """
for lr in [10, 0.1, 0.01]:
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [10.0, 0.1, 0.01],
    ),
    "a study that calls a function": (
        """
def go(lr):
    opt = optim.SGD(net.parameters(), lr=lr)
for lr in (1e-1, 1e-2):
    go(lr)
""",
        [0.1, 0.01],
    ),
    "a study over powers": (
        """
for lr in [10**-k for k in range(1,4)]:
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.1, 0.01, 0.001],
    ),
    "a study over settings by name": (
        """
for name, c in {'a': {'lr': 1}, 'b': {'lr': 2}}.items():
    opt = optim.SGD(net.parameters(), lr=c['lr'])
""",
        [1.0, 2.0],
    ),
    "a function that sets a global": (
        """
lr = 0.1
def f():
    global lr
    lr = 0.5
f()
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.5],
    ),
    "a dictionary updated": (
        """
cfg={'lr':0.1}
cfg.update(lr=0.3)
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
        [0.3],
    ),
    "a class attribute set later": (
        """
class C:
    lr = 0.1
C.lr = 0.4
opt = optim.SGD(net.parameters(), lr=C.lr)
""",
        [0.4],
    ),
    "an object with a setting": (
        """
class C:
    def __init__(self, lr=0.3): self.lr = lr
    def make(self): return optim.SGD(net.parameters(), self.lr)
opt = C(lr=0.7).make()
""",
        [0.7],
    ),
    "a list that grew": (
        """
ls=[0.1]
ls += [0.2]
for lr in ls:
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.1, 0.2],
    ),
    "the default of torch": (
        "opt = optim.Adam(net.parameters())",
        [0.001],
    ),
    "a partial": (
        """
from functools import partial
m = partial(optim.SGD, lr=0.9)
opt = m(net.parameters())
""",
        [0.9],
    ),
    "an option": (
        """
p = argparse.ArgumentParser()
p.add_argument('--lr', default=0.2)
a = p.parse_args()
opt = optim.SGD(net.parameters(), lr=a.lr)
""",
        [0.2],
    ),
    "an option without a command line": (
        """
p = argparse.ArgumentParser()
p.add_argument('--lr', default=0.2)
a = p.parse_args([])
opt = optim.SGD(net.parameters(), lr=a.lr)
""",
        [0.2],
    ),
    "a flag of absl": (
        """
from absl import app, flags
FLAGS = flags.FLAGS
flags.DEFINE_float('lr', 0.3, 'x')
def main(_):
    opt = optim.SGD(net.parameters(), lr=FLAGS.lr)
if __name__ == '__main__':
    app.run(main)
""",
        [0.3],
    ),
    "an option of click": (
        """
import click
@click.command()
@click.option('--lr', default=0.6)
def main(lr):
    opt = optim.SGD(net.parameters(), lr=lr)
if __name__ == '__main__':
    main()
""",
        [0.6],
    ),
    "a default of fire": (
        """
import fire
def main(lr=0.6):
    opt = optim.SGD(net.parameters(), lr=lr)
fire.Fire(main)
""",
        [0.6],
    ),
    "a lambda": (
        """
mk = lambda lr: optim.SGD(net.parameters(), lr=lr)
opt = mk(0.8)
""",
        [0.8],
    ),
    "a function that calls itself": (
        """
def f(n):
    opt = optim.SGD(net.parameters(), lr=n)
    f(n)
f(2.0)
""",
        [2.0],
    ),
    "a function that changes its argument": (
        """
def f(c):
    c['lr'] = 5
cfg = {'lr': 1}
f(cfg)
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
        [5.0],
    ),
    "two names for one dictionary": (
        """
a = {'lr': 1}
b = a
b['lr'] = 5
opt = optim.SGD(net.parameters(), lr=a['lr'])
""",
        [5.0],
    ),
    "a later value": (
        """
lr = 1
lr = 2
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [2.0],
    ),
    "a copy of a copy": (
        """
import copy
a = {'x': {'lr': 1}}
b = copy.deepcopy(a)
b['x']['lr'] = 9
opt = optim.SGD(net.parameters(), lr=a['x']['lr'])
""",
        [1.0],
    ),
    "a fallback": (
        """
x = None
opt = optim.SGD(net.parameters(), lr=(x or 0.3))
""",
        [0.3],
    ),
    "numbered values": (
        """
for i, lr in enumerate([0.1, 0.2]):
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.1, 0.2],
    ),
    "all combinations": (
        """
import itertools
for lr, m in itertools.product([0.1, 0.2],[0,0.9]):
    opt = optim.SGD(net.parameters(), lr=lr, momentum=m)
""",
        [0.1, 0.1, 0.2, 0.2],
    ),
    "a group of parameters with its own": (
        "opt = optim.SGD([{'params': net.parameters(), 'lr': 0.7}], lr=0.1)",
        [0.7],
    ),
    "named on the way": (
        """
if (lr := 0.25) > 0:
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.25],
    ),
    "names swapped": (
        """
a, b = 1, 2
a, b = b, a
opt = optim.SGD(net.parameters(), lr=a)
""",
        [2.0],
    ),
    "a named tuple": (
        """
from typing import NamedTuple
class C(NamedTuple):
    lr: float = 0.3
c = C()
opt = optim.SGD(net.parameters(), lr=c.lr)
""",
        [0.3],
    ),
    "a namespace": (
        """
from types import SimpleNamespace
c = SimpleNamespace(**{'lr': 0.4})
c.lr *= 2
opt = optim.SGD(net.parameters(), lr=c.lr)
""",
        [0.8],
    ),
    "a name of the function around": (
        """
def outer():
    lr = 1
    def inner():
        nonlocal lr
        lr = 3
    inner()
    return lr
opt = optim.SGD(net.parameters(), lr=outer())
""",
        [3.0],
    ),
    "attributes set by name": (
        """
class C: lr=1
c=C()
for k,v in {'lr':7}.items():
    setattr(c,k,v)
opt = optim.SGD(net.parameters(), lr=c.lr)
""",
        [7.0],
    ),
    "a starred name": (
        """
a, *b = [1, 2, 3]
opt = optim.SGD(net.parameters(), lr=b[1])
""",
        [3.0],
    ),
    "a decorated function": (
        """
import time
def timed(f):
    def w(*a, **k):
        return f(*a, **k)
    return w
@timed
def go(lr=0.1):
    opt = optim.SGD(net.parameters(), lr=lr)
go(lr=0.4)
""",
        [0.4],
    ),
    "a remark between": (
        """
lr = 0.1
# lr = 0.2
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.1],
    ),
    "inside a with": (
        """
with torch.no_grad():
    lr = 0.3
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.3],
    ),
    "behind a loop": (
        """
for i in [1]:
    pass
else:
    lr = 4
opt = optim.SGD(net.parameters(), lr=lr)
""",
        [4.0],
    ),
    "a list that shrank": (
        """
l=[1,2]
l.pop()
opt = optim.SGD(net.parameters(), lr=l[-1])
""",
        [1.0],
    ),
    "a function that nothing calls": (
        """
def go(lr=0.4):
    opt = optim.SGD(net.parameters(), lr=lr)
""",
        [0.4],
    ),
    "options changed as a dictionary": (
        """
p = argparse.ArgumentParser()
p.add_argument('--lr', default=0.2)
a = p.parse_args()
d = vars(a)
d['lr'] = 9
opt = optim.SGD(net.parameters(), lr=a.lr)
""",
        [9.0],
    ),
}

UNCERTAIN = {
    "branches that differ": """
lr = 0.1
if torch.cuda.is_available():
    lr = 0.2
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a dictionary that a loop changes": """
cfg={'lr':1.0}
for i in range(100):
    opt = optim.SGD(net.parameters(), lr=cfg['lr'])
    cfg['lr'] *= 0.5
""",
    "a name that a loop changes": """
lr=1.0
for i in range(100):
    opt = optim.SGD(net.parameters(), lr=lr)
    lr *= 0.5
""",
    "a try that may fail": """
try:
    lr = 0.1
    open('x')
except OSError:
    lr = 0.2
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a function that is called perhaps": """
lr = 0.1
def f():
    global lr
    lr = 0.5
if random.random() > .5:
    f()
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a function that returns early perhaps": """
cfg={'lr':0.1}
def f():
    if random.random()>0.5:
        return
    cfg['lr']=0.5
f()
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
    "a foreign function that may change it": """
from somewhere import change
cfg={'lr':0.1}
change(cfg)
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
    "settings from a file": """
cfg={'lr':0.1}
cfg.update(json.load(open('x')))
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
    "exec": """
lr=0.1
exec(open('c.py').read())
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "globals": """
lr=0.1
globals()['lr'] = 2
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a star import of a module that is not there": """
lr=0.1
from config import *
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a while loop": """
lr=0.1
while random.random() > 0.1:
    lr /= 2
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a loop that may be left": """
lr=0.1
for k in [1,2,3]:
    lr = k
    if random.random()>.5: break
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a round that may be skipped": """
lr=0.1
for k in [1,2,3]:
    if random.random()>.5: continue
    lr = k
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "unknown keywords": """
kw = json.load(open('x'))
opt = optim.SGD(net.parameters(), **kw)
""",
    "flags written by hand": """
p = argparse.ArgumentParser()
p.add_argument('--lr', default=0.2)
a = p.parse_args(['--lr','3'])
opt = optim.SGD(net.parameters(), lr=a.lr)
""",
    "an option without a default": """
p = argparse.ArgumentParser()
p.add_argument('--lr', required=True, type=float)
a = p.parse_args()
opt = optim.SGD(net.parameters(), lr=a.lr)
""",
    "a second name in a loop": """
a = {'lr': 1}
for k in range(50):
    b = a
    b['lr'] = k
opt = optim.SGD(net.parameters(), lr=a['lr'])
""",
    "a choice in one line": "opt = optim.SGD(net.parameters(), lr=0.1 if q else 0.2)",
    "a foreign function": """
from lib import get_lr
opt = optim.SGD(net.parameters(), lr=get_lr())
""",
    "a rate set before the first step": """
opt = optim.SGD(net.parameters(), lr=0.1)
for g in opt.param_groups:
    g['lr'] = 5
opt.step()
""",
    "a text": "opt = optim.SGD(net.parameters(), lr='0.1')",
    "a truth value": "opt = optim.SGD(net.parameters(), lr=True)",
    "a settings file": """
import yaml
cfg = yaml.safe_load(open('c.yaml'))
opt = optim.SGD(net.parameters(), lr=cfg['lr'])
""",
    "a match": """
m='a'
match m:
    case 'a':
        lr=0.1
    case _:
        lr=0.2
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a deleted name": """
lr = 1
del lr
opt = optim.SGD(net.parameters(), lr=lr)
""",
    "a class made by a function": """
from collections import namedtuple
C = namedtuple('C','lr')
c = C(0.3)
opt = optim.SGD(net.parameters(), lr=c.lr)
""",
    "attributes set from a file": """
class C: lr=1
c=C()
for k,v in json.load(open('x')).items():
    setattr(c,k,v)
opt = optim.SGD(net.parameters(), lr=c.lr)
""",
    "an input": "opt = optim.SGD(net.parameters(), lr=float(input()))",
    "the environment": """
import os
opt = optim.SGD(net.parameters(), lr=float(os.environ.get('LR', 0.1)))
""",
    "chance": "opt = optim.SGD(net.parameters(), lr=random.choice([0.1,0.2]))",
    "an unknown decorator": """
from lib import deco
@deco
def go(lr=0.1):
    opt = optim.SGD(net.parameters(), lr=lr)
go(lr=0.4)
""",
    "a sorted list": """
l=[3,1]
l.sort()
opt = optim.SGD(net.parameters(), lr=l[0])
""",
    "a shuffled list": """
l=[3,1]
random.shuffle(l)
opt = optim.SGD(net.parameters(), lr=l[0])
""",
    "a list in a foreign function": """
from lib import f
l=[3,1]
f(l)
opt = optim.SGD(net.parameters(), lr=l[0])
""",
    "a foreign method": """
from lib import A
a=A()
c={'lr':1}
a.change(c)
opt = optim.SGD(net.parameters(), lr=c['lr'])
""",
}
