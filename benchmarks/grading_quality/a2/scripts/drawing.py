import os

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def learning_curves(log, title, path):
    training, validation, accuracy = zip(*log)
    steps = range(1, len(log) + 1)
    fig, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(6, 6))
    top.plot(steps, training, label="train loss")
    top.plot(steps, validation, label="val loss")
    top.set_ylabel("cross entropy")
    top.legend()
    bottom.plot(steps, accuracy, color="tab:green", label="val accuracy")
    bottom.set_ylabel("accuracy in %")
    bottom.set_xlabel("epoch")
    bottom.legend()
    top.set_title(title)
    save(fig, path)


def rows_of_images(rows, path):
    """`rows` are pairs of a caption and pictures of 64 x 64 pixels."""
    width = max(len(pictures) for _, pictures in rows)
    fig, grid = plt.subplots(len(rows), width, figsize=(width, 1.3 * len(rows)), squeeze=False)
    for line, (caption, pictures) in zip(grid, rows):
        for cell in line:
            cell.axis("off")
        for cell, picture in zip(line, pictures):
            cell.set_title(caption, fontsize=5)
            cell.imshow(picture.reshape(64, 64), cmap="gray")
    save(fig, path)


def save(fig, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    fig.savefig(path)
    plt.close(fig)
