"""One epoch of training, one evaluation."""

import torch
import torch.nn.functional as F


def train_one_epoch(model, loader, optimiser):
    model.train()
    correct = seen = 0
    for images, targets in loader:
        optimiser.zero_grad(set_to_none=True)
        logits = model(images)
        F.cross_entropy(logits, targets).backward()
        optimiser.step()
        correct += (logits.argmax(1) == targets.argmax(1)).sum().item()
        seen += len(images)
    return 100.0 * correct / seen


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    correct = seen = 0
    for images, targets in loader:
        correct += (model(images).argmax(1) == targets.argmax(1)).sum().item()
        seen += len(images)
    return 100.0 * correct / seen
