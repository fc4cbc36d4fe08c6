import numpy as np
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

np.random.seed(0)
X, y = make_moons(n_samples=1000, noise=0.2)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)


def relu(x):
    return np.maximum(x, 0)


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


W1, b1 = np.random.randn(2, 20) * 0.1, np.zeros(20)
W2, b2 = np.random.randn(20, 2) * 0.1, np.zeros(2)
lr, batch_size, max_epochs, eval_freq = 0.01, 50, 1500, 10

for epoch in range(max_epochs):
    order = np.random.permutation(len(X_train))
    for i in range(0, len(order), batch_size):
        index = order[i:i + batch_size]
        x, t = X_train[index], np.eye(2)[y_train[index]]
        h = relu(x @ W1 + b1)
        p = softmax(h @ W2 + b2)
        d2 = (p - t) / len(x)
        d1 = (d2 @ W2.T) * (h > 0)
        W2 -= lr * h.T @ d2
        b2 -= lr * d2.sum(0)
        W1 -= lr * x.T @ d1
        b1 -= lr * d1.sum(0)
    if epoch % eval_freq == 0:
        out = softmax(relu(X_test @ W1 + b1) @ W2 + b2)
        print(epoch, (out.argmax(1) == y_test).mean())
