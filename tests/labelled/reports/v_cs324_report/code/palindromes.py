import numpy as np
import torch.utils.data as data


class PalindromeDataset(data.Dataset):
    def __init__(self, length, size=3200):
        self.length, self.size = length, size

    def __len__(self):
        return self.size

    def __getitem__(self, i):
        left = np.random.randint(0, 10, (self.length + 1) // 2)
        full = np.concatenate((left, left[::-1][self.length % 2 :])).astype("float32")
        return full[:-1], int(full[-1])
