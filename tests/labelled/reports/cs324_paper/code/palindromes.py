import torch


class PalindromeDataset(torch.utils.data.Dataset):
    def __init__(self, length, size):
        half = torch.randint(0, 10, (size, (length + 1) // 2))
        mirror = half.flip(1)[:, length % 2 :]
        self.digits = torch.cat([half, mirror], dim=1).float()

    def __len__(self):
        return len(self.digits)

    def __getitem__(self, index):
        return self.digits[index, :-1], int(self.digits[index, -1])
