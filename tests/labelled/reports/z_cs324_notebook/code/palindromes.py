import numpy as np
import torch
from torch.utils.data import Dataset


class Palindromes(Dataset):
    def __init__(self, length, n, seed):
        rng = np.random.RandomState(seed)
        half = rng.randint(0, 10, (n, (length + 1) // 2))
        self.full = np.concatenate([half, half[:, ::-1][:, length % 2:]], 1)

    def __len__(self):
        return len(self.full)

    def __getitem__(self, i):
        return torch.eye(10)[self.full[i, :-1]], int(self.full[i, -1])
