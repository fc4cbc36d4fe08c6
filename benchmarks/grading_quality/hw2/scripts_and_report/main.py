"""python main.py [--section N ...] [--epochs E] [--images I]"""
import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch

from cifar import data, loop, models


def draw(name, logs):
    figure, axes = plt.subplots(1, 3, figsize=(13, 4))
    for label, log in logs.items():
        epochs, loss, train, test = zip(*log)
        for axis, values in zip(axes, (loss, train, test)):
            axis.plot(epochs, values, label=label)
    for axis, what in zip(axes, ("training loss", "training accuracy [%]", "test accuracy [%]")):
        axis.set(xlabel="epoch", ylabel=what)
        axis.legend()
    figure.suptitle(name)
    figure.savefig(f"{name}.png")
    for label, log in logs.items():
        print(f"{name}, {label}: loss {log[-1][1]:.3f}, train {log[-1][2]:.0f} %, "
              f"test {log[-1][3]:.0f} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--section", type=int, nargs="*", default=list(range(1, 9)))
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--images", type=int, default=24)
    options = parser.parse_args()
    torch.manual_seed(11)
    train, test = data.images(True, options.images), data.images(False, 50)
    common = {"epochs": options.epochs}
    todo = set(options.section)
    if 1 in todo:
        draw("section1", {"tutorial": loop.run(models.LeNet(), train, test, epochs=2)})
    if 2 in todo:
        draw("section2", {"one layer": loop.run(models.single_layer(), train, test, **common)})
    if 3 in todo:
        linear = loop.run(models.dense(False), train, test, **common)
        relu = loop.run(models.dense(True), train, test, **common)
        draw("section3", {"without ReLU": linear, "with ReLU": relu})
    baseline = loop.run(models.LeNet(), train, test, **common)
    if 4 in todo:
        draw("section4", {"LeNet": baseline})
    if 5 in todo:
        logs = {"batch size 4": baseline}
        for size in (1, len(train[1])):
            logs[f"batch size {size}"] = loop.run(
                models.LeNet(), train, test, batch_size=size, **common
            )
        draw("section5", logs)
    if 6 in todo:
        logs = {"learning rate 0.001": baseline}
        for rate in (0.01, 0.1, 10.0):
            logs[f"learning rate {rate}"] = loop.run(
                models.LeNet(), train, test, lr=rate, **common
            )
        draw("section6", logs)
    if 7 in todo:
        log = loop.run(models.LeNet(), train, test, transform=loop.augment(), **common)
        draw("section7", {"augmented": log, "as it is": baseline})
    if 8 in todo:
        log = loop.run(models.LeNet(), train, test, loss="mse", **common)
        draw("section8", {"squared error": log, "cross entropy": baseline})
    parameters = [
        sum(p.numel() for p in model.parameters())
        for model in (models.single_layer(), models.dense(True), models.LeNet())
    ]
    print("parameters:", parameters)


if __name__ == "__main__":
    main()
