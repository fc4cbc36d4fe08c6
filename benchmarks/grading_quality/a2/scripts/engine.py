import torch
import torch.nn.functional as F


def minibatches(n, size):
    order = torch.randperm(n)
    return [order[i : i + size] for i in range(0, n, size)]


def measure(net, images, labels):
    """Mean loss and accuracy in per cent."""
    net.eval()
    with torch.inference_mode():
        logits = net(images)
        hits = logits.argmax(dim=-1).eq(labels).sum().item()
        return F.cross_entropy(logits, labels).item(), 100.0 * hits / len(labels)


def fit_classifier(net, train, valid, *, epochs, lr, checkpoint, drop_at=None, batch=128):
    images, labels = train
    sgd = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    stepper = torch.optim.lr_scheduler.StepLR(sgd, step_size=drop_at) if drop_at else None
    log = []
    top = -1.0
    for epoch in range(epochs):
        net.train()
        seen = 0.0
        for rows in minibatches(len(images), batch):
            loss = F.cross_entropy(net(images[rows]), labels[rows])
            sgd.zero_grad()
            loss.backward()
            sgd.step()
            seen += loss.item() * len(rows)
        if stepper:
            stepper.step()
        valid_loss, valid_acc = measure(net, *valid)
        log.append((seen / len(images), valid_loss, valid_acc))
        if valid_acc > top:
            top = valid_acc
            torch.save(net.state_dict(), checkpoint)
    net.load_state_dict(torch.load(checkpoint))
    return log, top


def fit_coder(coder, faces, *, epochs, lr, decay, batch=64):
    adam = torch.optim.Adam(coder.parameters(), lr=lr, weight_decay=decay)
    log, snapshots = [], []
    for epoch in range(epochs):
        if epoch in (0, epochs // 2):
            snapshots.append((epoch, coder.encoder.weight.detach().clone()))
        squared = 0.0
        for rows in minibatches(len(faces), batch):
            adam.zero_grad()
            error = F.mse_loss(coder(faces[rows]), faces[rows])
            error.backward()
            adam.step()
            squared += error.item() * len(rows)
        log.append(squared / len(faces))
    snapshots.append((epochs, coder.encoder.weight.detach().clone()))
    return log, snapshots
