import os

import numpy as np
import torch


def faces(folder):
    raw = np.load(os.path.join(folder, "hw2_Q1.npy"))
    return torch.from_numpy(raw.reshape(len(raw), -1).astype(np.float32) / 255.0)


def clothes(folder, name):
    """All (images, labels) pairs of a file, images as rows."""
    archive = np.load(os.path.join(folder, name))
    keys = sorted(archive.files)
    pairs = []
    for k in range(0, len(keys), 2):
        images = torch.from_numpy(np.ascontiguousarray(archive[keys[k]].T)).to(torch.float32)
        pairs.append((images.div_(255), torch.from_numpy(archive[keys[k + 1]].astype(np.int64))))
    return pairs
