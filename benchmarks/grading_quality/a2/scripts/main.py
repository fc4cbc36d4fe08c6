"""Runs everything that the report shows: python main.py [--data DIR] [--figures DIR]"""

import argparse
import os

import torch
import torch.nn.functional as F
from sklearn.decomposition import PCA

from drawing import learning_curves, plt, rows_of_images, save
from engine import fit_classifier, fit_coder, measure, minibatches
from loading import clothes, faces
from models import FaceCoder, mlp


def question_1(options):
    pictures = faces(options.data)
    coders = {}
    for n, decay in ((16, 2.5e-5), (64, 5e-5)):
        torch.manual_seed(options.seed)
        coders[n] = FaceCoder(n)
        log, snapshots = fit_coder(coders[n], pictures, epochs=60, lr=0.005, decay=decay)
        print(f"n={n}: mse {log[-1]:.5f}")
        rows_of_images(
            [(f"weights, epoch {epoch}", weights[:6]) for epoch, weights in snapshots],
            f"{options.figures}/weights_{n}.png",
        )
    chosen = pictures[[3, 77, 150, 222, 301, 390]]
    with torch.no_grad():
        rows_of_images(
            [
                ("input face", chosen),
                ("reconstruction n=16", coders[16](chosen)),
                ("reconstruction n=64", coders[64](chosen)),
            ],
            f"{options.figures}/faces.png",
        )

    pca = PCA(n_components=16).fit(pictures.numpy())
    rows_of_images(
        [("eigenface", pca.components_[:8]), ("eigenface", pca.components_[8:])],
        f"{options.figures}/eigenfaces.png",
    )

    for strength in (0.4, 0.9):
        noisy = (chosen + strength * (2 * torch.rand_like(chosen) - 1)).clamp(0, 1)
        with torch.no_grad():
            restored = coders[64](noisy)
        rows_of_images(
            [("clean face", chosen), ("noisy face", noisy), ("restored face", restored)],
            f"{options.figures}/noise_{strength}.png",
        )


def classify(name, widths, parts, options, **settings):
    torch.manual_seed(options.seed)
    net = mlp(widths)
    os.makedirs(options.models, exist_ok=True)
    log, top = fit_classifier(
        net, parts[0], parts[1], checkpoint=f"{options.models}/{name}.pt", **settings
    )
    test_acc = measure(net, *parts[2])[1]
    count = sum(p.numel() for p in net.parameters())
    print(f"{name}: {count} parameters, val {top:.2f} %, test {test_acc:.2f} %")
    learning_curves(log, name, f"{options.figures}/{name}.png")


def questions_2_and_3(options):
    parts = clothes(options.data, "hw2_Q2_and_Q3_data.npz")
    classify("shallow_fixed", [784, 32, 10], parts, options, epochs=22, lr=0.1)
    classify("shallow_step", [784, 32, 10], parts, options, epochs=22, lr=0.1, drop_at=16)
    classify("deep", [784, 32, 64, 32, 10], parts, options, epochs=22, lr=0.05, drop_at=15)
    classify("wide", [784, 128, 64, 128, 10], parts, options, epochs=16, lr=0.05, drop_at=11)


def question_4(options):
    train, test = clothes(options.data, "hw2_Q4_data.npz")
    curves = {}
    for smoothing in (0.0, 0.4):
        torch.manual_seed(options.seed)
        net = mlp([784, 256, 64, 10])
        adam = torch.optim.Adam(net.parameters(), lr=0.001)
        curve = []
        for _ in range(40):
            net.train()
            for rows in minibatches(len(train[0]), 100):
                adam.zero_grad()
                F.cross_entropy(
                    net(train[0][rows]), train[1][rows], label_smoothing=smoothing
                ).backward()
                adam.step()
            curve.append(measure(net, test[0][:6000], test[1][:6000])[1])
        curves[smoothing] = curve
        print(f"smoothing {smoothing}: best {max(curve):.2f} %, last {curve[-1]:.2f} %")
    fig, ax = plt.subplots()
    for smoothing, curve in curves.items():
        ax.plot(range(1, 41), curve, label=f"test accuracy, label smoothing {smoothing}")
    ax.set_xlabel("epoch")
    ax.set_ylabel("test accuracy in %")
    ax.legend()
    save(fig, f"{options.figures}/misleading.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data")
    parser.add_argument("--figures", default="figures")
    parser.add_argument("--models", default="models")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    question_1(options)
    questions_2_and_3(options)
    question_4(options)
