import numpy as np
import torch
from torch.utils.data import Dataset


class Palindromes(Dataset):
    """All digits but the last, each of them one-hot, and the last digit."""

    def __init__(self, length, count, rng):
        half = rng.integers(0, 10, size=(count, (length + 1) // 2))
        whole = np.concatenate([half, half[:, ::-1][:, length % 2 :]], axis=1)
        self.inputs = torch.nn.functional.one_hot(torch.from_numpy(whole[:, :-1].copy()), 10).float()
        self.targets = torch.from_numpy(whole[:, -1].copy())

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, index):
        return self.inputs[index], self.targets[index]
