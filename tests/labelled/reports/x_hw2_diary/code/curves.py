import matplotlib.pyplot as plt
import pandas as pd

for section, figure in (("sec4", 1), ("sec7", 2)):
    d = pd.read_csv(f"results/{section}.csv")
    plt.figure()
    plt.plot(d.epoch, d.train_acc, label="train")
    plt.plot(d.epoch, d.test_acc, label="test")
    plt.xlabel("epoch")
    plt.ylabel("accuracy (%)")
    plt.legend()
    plt.savefig(f"figure{figure}.png")
