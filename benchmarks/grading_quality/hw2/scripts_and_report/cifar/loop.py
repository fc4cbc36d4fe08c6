"""One training run."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision.transforms import v2


def augment():
    return v2.Compose([v2.RandomResizedCrop(32), v2.RandomHorizontalFlip()])


class Augmented(torch.utils.data.Dataset):
    def __init__(self, x, y, transform):
        self.x, self.y, self.transform = x, y, transform

    def __len__(self):
        return len(self.y)

    def __getitem__(self, index):
        return self.transform(self.x[index]), self.y[index]


def percent(model, x, y):
    model.eval()
    with torch.no_grad():
        hits = (model(x).argmax(dim=1) == y).float().mean()
    model.train()
    return 100 * hits.item()


def squared_error(scores, classes):
    target = nn.functional.one_hot(classes, 10).to(scores.dtype)
    return nn.functional.mse_loss(scores, target)


def run(model, train, test, *, epochs=50, lr=1e-3, batch_size=4, loss="ce", transform=None):
    x, y = train
    data = Augmented(x, y, transform) if transform else TensorDataset(x, y)
    batches = DataLoader(data, batch_size=batch_size, shuffle=True)
    criterion = {"ce": nn.CrossEntropyLoss(), "mse": squared_error}[loss]
    sgd = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    log = []
    for epoch in range(1, epochs + 1):
        total = 0.0
        for inputs, classes in batches:
            value = criterion(model(inputs), classes)
            sgd.zero_grad()
            value.backward()
            sgd.step()
            total += value.item() * len(classes)
        log.append((epoch, total / len(y), percent(model, x, y), percent(model, *test)))
    return log
