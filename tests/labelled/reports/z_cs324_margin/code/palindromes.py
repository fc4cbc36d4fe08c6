import torch


def batch(length, size):
    """Random palindromes without their last digit, and that digit."""
    half = torch.randint(0, 10, (size, (length + 1) // 2))
    whole = torch.cat([half, half.flip(1)[:, length % 2 :]], dim=1)
    return whole[:, :-1].float(), whole[:, -1]
