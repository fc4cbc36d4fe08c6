import sys

import matplotlib.pyplot as plt
import pandas as pd

for name in sys.argv[1:]:
    table = pd.read_csv(f"results/{name}.csv")
    plt.plot(table["epoch"], table["test_acc"], label=name)
plt.xlabel("Epoch")
plt.ylabel("Test accuracy")
plt.legend()
plt.savefig("compare.png")
