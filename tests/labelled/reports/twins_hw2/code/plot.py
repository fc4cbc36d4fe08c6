import matplotlib.pyplot as plt

rows = [line.split() for line in open("logs/lenet.log")]
epochs = [int(row[1]) for row in rows]
plt.plot(epochs, [float(row[5]) for row in rows], label="training")
plt.plot(epochs, [float(row[7]) for row in rows], label="test")
plt.xlabel("epoch")
plt.ylabel("accuracy in %")
plt.legend()
plt.savefig("plots/lenet.png")

plt.figure()
plt.bar(["1", "4", "500"], [54.7, 61.2, 48.3])
plt.xlabel("batch size")
plt.ylabel("test accuracy in %")
plt.savefig("plots/batch.png")
