"""python problems.py small | sweep | conv"""
import sys

import torch

from conv import Conv
from data import loaders
from dense import dense
from train import train


def small():
    torch.manual_seed(5)
    with open("out/small.log", "w") as log:
        train(dense(64, 64), loaders(256), epochs=10, momentum=0.5, log=log)


def sweep():
    with open("out/sweep.csv", "w") as out:
        print("weight_decay,seed,epochs,val_acc", file=out)
        for decay in ("1e-3", "1e-4", "1e-5", "1e-6", "1e-7"):
            for seed in (1, 2, 3):
                torch.manual_seed(seed)
                acc = train(dense(500, 300), loaders(256), epochs=40, weight_decay=float(decay))
                print(f"{decay},{seed},40,{acc:.2f}", file=out, flush=True)


def conv():
    torch.manual_seed(5)
    with open("out/conv.log", "w") as log:
        train(Conv(), loaders(64), epochs=20, momentum=0.9, log=log)


if __name__ == "__main__":
    {"small": small, "sweep": sweep, "conv": conv}[sys.argv[1]]()
