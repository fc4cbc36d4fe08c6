# %%
import math
import torch, torch.nn as nn
import matplotlib.pyplot as plt
torch.manual_seed(11)

# %%
def sample(n, T):
    half = torch.randint(0, 10, (n, (T + 1) // 2))
    seq = torch.cat([half, half[:, :T // 2].flip(1)], 1)
    return torch.eye(10)[seq[:, :-1]], seq[:, -1]

class RNN(nn.Module):
    def __init__(self, d=10, m=64, k=10):
        super().__init__()
        s = 1 / math.sqrt(m)
        def w(*shape): return nn.Parameter(torch.rand(*shape) * 2 * s - s)
        self.Whx, self.Whh, self.bh = w(m, d), w(m, m), w(m)
        self.Wph, self.bo = w(k, m), w(k)
    def forward(self, xs):
        h = xs.new_zeros(len(xs), len(self.bh))
        for x in xs.unbind(1):
            h = (x @ self.Whx.t() + h @ self.Whh.t() + self.bh).tanh()
        return h @ self.Wph.t() + self.bo

def run(T, n_epochs):
    tx, ty = sample(192, T)
    vx, vy = sample(200, T)
    model = RNN()
    opt = torch.optim.RMSprop(model.parameters(), lr=5e-2, alpha=.99)
    drop = torch.optim.lr_scheduler.StepLR(opt, 100, .1)
    log = {"train loss": [], "test accuracy": []}
    for _ in range(n_epochs):
        s = 0
        for batch in torch.randperm(len(tx)).split(32):
            opt.zero_grad()
            l = nn.functional.cross_entropy(model(tx[batch]), ty[batch])
            l.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 10)
            opt.step()
            s += l.item() * len(batch)
        drop.step()
        with torch.no_grad():
            log["train loss"].append(s / len(tx))
            log["test accuracy"].append(100 * (model(vx).argmax(1) == vy).float().mean().item())
    return log

# %%
logs = {5: run(5, 300)}
for T in (3, 6, 8, 10):
    logs[T] = run(T, 20)
for T in sorted(logs): print(T, logs[T]["test accuracy"][-1])

# %%
for name, log in logs[5].items():
    plt.figure(); plt.plot(range(1, 301), log, label=name)
    plt.xlabel("epoch"); plt.ylabel(name.split()[1]); plt.title("length 5"); plt.legend(); plt.show()

# %%
Ts = sorted(logs)
plt.figure()
plt.plot(Ts, [logs[T]["test accuracy"][-1] for T in Ts], "s--", label="test accuracy")
plt.xlabel("sequence length"); plt.ylabel("accuracy [%]"); plt.legend(); plt.show()
