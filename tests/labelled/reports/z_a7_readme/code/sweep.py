import csv

from config import Run
from train import train

with open("results/sweep.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["weight_decay", "seed", "val_acc"])
    for decay in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7):
        for seed in range(3):
            run = Run(hidden=(500, 300), epochs=40, weight_decay=decay, seed=seed)
            out.writerow([decay, seed, train(run)])
