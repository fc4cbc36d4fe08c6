"""For each mistake: code that makes it, and twins that look alike and do not."""

from dataclasses import dataclass

NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 16); self.b = nn.Linear(16, 4)
    def forward(self, x): return {}
"""
PICTURES = """
class Pictures(Dataset):
    def __init__(self, transform=None): self.transform = transform
    def __len__(self): return 20
    def __getitem__(self, i):
        x = torch.full((1, 8, 8), i / 20.0)
        return (self.transform(x) if self.transform else x), i % 4
from torchvision import transforms as T
flip = T.Compose([T.RandomHorizontalFlip(), T.Normalize(0.5, 0.5)]); plain = T.Normalize(0.5, 0.5)
net = nn.Sequential(nn.Flatten(), nn.Linear(64, 4)); opt = optim.SGD(net.parameters(), lr=0.1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mistake, and what is none."""

    name: str
    """The mistake's name in evidence."""
    wrong: str
    """Code that makes it."""
    right: tuple[str, ...]
    """Code that looks like it and makes no mistake at all."""
    says: tuple[str, ...] = ()
    """Parts of the sentence."""
    beside: tuple[str, ...] = ()
    """Other mistakes that the wrong code makes."""


TRAIN = "net = Net(); fit(net, optim.SGD(net.parameters(), lr=0.1)); score(net, test_loader)"
PAIRS = (
    Pair(
        name="softmax-before-cross-entropy",
        wrong=NET.format("F.softmax(self.b(F.relu(self.a(x))), dim=1)") + TRAIN,
        says=("`Net.forward` ends in a softmax", "under 0.74 for 4 classes"),
        right=(
            NET.format("self.b(F.relu(self.a(x)))") + TRAIN + "\nF.softmax(net(X), dim=1)",
            NET.format("F.log_softmax(self.b(F.relu(self.a(x))), dim=1)")
            + TRAIN.replace("lr=0.1)", "lr=0.1), nn.NLLLoss()"),
            NET.format("F.softmax(self.b(F.relu(self.a(x))), dim=1)")
            + "net = Net(); loss = lambda p, t: F.nll_loss(torch.log(p), t)\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loss)",
            NET.format("self.b(F.softmax(self.a(x), dim=1))") + TRAIN,
        ),
    ),
    Pair(
        name="softmax-before-cross-entropy",
        wrong="net = mlp(); opt = optim.Adam(net.parameters())\n"
        "for xb, yb in train_loader:\n"
        "    opt.zero_grad(); out = torch.softmax(net(xb), -1)\n"
        "    F.cross_entropy(out, yb).backward(); opt.step()",
        says=("A softmax is taken of the outputs before the loss", "0.74"),
        right=(
            "net = mlp(); opt = optim.Adam(net.parameters())\n"
            "for xb, yb in train_loader:\n"
            "    opt.zero_grad(); out = net(xb); loss = F.cross_entropy(out, yb)\n"
            "    loss.backward(); opt.step()\n"
            "    p = torch.softmax(out, -1); p.argmax(1)",
        ),
    ),
    Pair(
        name="log-softmax-before-cross-entropy",
        wrong=NET.format("F.log_softmax(self.b(F.relu(self.a(x))), dim=1)") + TRAIN,
        says=("changes no number",),
        right=(),
    ),
    Pair(
        name="probabilities-in-nll-loss",
        wrong="net = mlp(nn.Identity()); net.append(nn.Softmax(dim=1))\n"
        "fit(net, optim.SGD(net.parameters(), lr=0.1), nn.NLLLoss())",
        right=(),
    ),
    Pair(
        name="softmax-before-squared-error",
        wrong=NET.format("F.softmax(self.b(F.relu(self.a(x))), dim=1)")
        + "net = Net(); loss = lambda p, t: nn.MSELoss()(p, F.one_hot(t, 4).float())\n"
        "fit(net, optim.SGD(net.parameters(), lr=0.1), loss)",
        says=("`Net.forward` ends in a softmax", "nearly zero"),
        right=(
            NET.format("self.b(F.relu(self.a(x)))")
            + "net = Net(); loss = lambda p, t: F.mse_loss(p, F.one_hot(t, 4).float())\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loss); F.softmax(net(X), dim=1)",
            NET.format("self.b(F.softmax(self.a(x), dim=1))")
            + "net = Net(); loss = lambda p, t: F.mse_loss(p, F.one_hot(t, 4).float())\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loss)",
        ),
    ),
    Pair(
        name="sigmoid-before-bce-with-logits",
        wrong="net = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())\n"
        "loss = lambda p, t: F.binary_cross_entropy_with_logits(p[:, 0], (t > 1).float())\n"
        "loss2 = lambda p, t: nn.BCEWithLogitsLoss()(p, (t > 1).float()[:, None])\n"
        "fit(net, optim.SGD(net.parameters(), lr=0.1), loss2)",
        right=(
            "net = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())\n"
            "loss = lambda p, t: nn.BCELoss()(p, (t > 1).float()[:, None])\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loss)",
        ),
    ),
    Pair(
        name="softmax-over-wrong-dimension",
        wrong="net = mlp(); net.append(nn.LogSoftmax(dim=0))\n"
        "fit(net, optim.SGD(net.parameters(), lr=0.1), nn.NLLLoss())",
        says=("the 20 examples",),
        right=(
            "net = mlp(); net.append(nn.LogSoftmax(dim=-1))\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), nn.NLLLoss())",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for i in range(40):\n"
            "    opt.zero_grad(); F.nll_loss(F.log_softmax(net(X[i]), 0), y[i]).backward()\n"
            "    opt.step()",
        ),
    ),
    Pair(
        name="gradients-never-zeroed",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.01)\n"
        "for xb, yb in train_loader:\n"
        "    F.cross_entropy(net(xb), yb).backward(); opt.step()",
        says=("SGD", "7 pairs"),
        right=(
            # Gradients of several batches added up on purpose.
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.01)\n"
            "for e in range(3):\n"
            "    for i, (xb, yb) in enumerate(train_loader):\n"
            "        (F.cross_entropy(net(xb), yb) / 4).backward()\n"
            "        if (i + 1) % 4 == 0: opt.step(); opt.zero_grad()",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.01)\n"
            "for xb, yb in train_loader:\n"
            "    F.cross_entropy(net(xb), yb).backward(); opt.step(); net.zero_grad()",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.01)\n"
            "for xb, yb in train_loader:\n"
            "    for p in net.parameters(): p.grad = None\n"
            "    F.cross_entropy(net(xb), yb).backward(); opt.step()",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.01)\n"
            "for xb, yb in train_loader:\n"
            "    F.cross_entropy(net(xb), yb).backward(); opt.step()\n"
            "    for p in net.parameters(): p.grad.data.zero_()",
            "net = mlp(); opt = optim.LBFGS(net.parameters(), lr=0.1, max_iter=4)\n"
            "def closure():\n"
            "    opt.zero_grad(); loss = F.cross_entropy(net(X), y); loss.backward(); return loss\n"
            "for i in range(5): opt.step(closure)",
            # Two networks against each other: one's loss adds to the other's gradients.
            "G = nn.Sequential(nn.Linear(4, 8)); D = nn.Sequential(nn.Linear(8, 8), nn.ReLU(),\n"
            "    nn.Linear(8, 1), nn.Sigmoid()); bce = nn.BCELoss()\n"
            "oG = optim.Adam(G.parameters()); oD = optim.Adam(D.parameters())\n"
            "one, zero = torch.ones(20, 1), torch.zeros(20, 1)\n"
            "for e in range(2):\n"
            "    for xb, _ in train_loader:\n"
            "        oD.zero_grad(); fake = G(torch.randn(20, 4))\n"
            "        bce(D(xb), one).backward(); bce(D(fake.detach()), zero).backward()\n"
            "        oD.step()\n"
            "        oG.zero_grad(); bce(D(fake), one).backward(); oG.step()\n"
            "with torch.no_grad(): G(torch.randn(20, 4))",
        ),
    ),
    Pair(
        name="gradients-zeroed-before-step",
        wrong="net = mlp(); opt = optim.Adam(net.parameters())\n"
        "for xb, yb in train_loader:\n"
        "    F.cross_entropy(net(xb), yb).backward(); opt.zero_grad(); opt.step()",
        right=(
            "net = mlp(); opt = optim.Adam(net.parameters())\n"
            "for xb, yb in train_loader:\n"
            "    F.cross_entropy(net(xb), yb).backward(); opt.step(); opt.zero_grad()",
        ),
    ),
    Pair(
        name="whole-set-in-batch-loop",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for xb, yb in train_loader:\n"
        "    opt.zero_grad(); loss = F.cross_entropy(net(X[:160]), y[:160])\n"
        "    loss.backward(); opt.step()",
        says=("batches of 20", "160 examples"),
        right=(
            # The whole set once an epoch, for a curve.
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1); curve = []\n"
            "for e in range(2):\n"
            "    for xb, yb in train_loader:\n"
            "        opt.zero_grad(); F.cross_entropy(net(xb), yb).backward(); opt.step()\n"
            "    with torch.no_grad(): curve.append(F.cross_entropy(net(X[:160]), y[:160]).item())",
            # As many steps in time as there are examples in all.
            "class Steps(nn.Module):\n"
            "    def __init__(self): super().__init__(); self.a = nn.Linear(1, 4)\n"
            "    def forward(self, x): return self.a(x[:, :, None]).reshape(-1, 4)\n"
            "net = Steps(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for xb, yb in train_loader:\n"
            "    opt.zero_grad(); F.cross_entropy(net(xb), yb.repeat_interleave(8)).backward()\n"
            "    opt.step()",
            # One example is looked at in each epoch; the training is one of the whole set.
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for i in range(10):\n"
            "    shown = X[i]\n"
            "    opt.zero_grad(); out = net(X); loss = F.cross_entropy(out, y)\n"
            "    loss.backward(); opt.step()",
            # The loader only gave the data; the training is one of the whole set.
            "data = torch.cat([xb for xb, _ in train_loader]); net = mlp()\n"
            "labels = torch.cat([yb for _, yb in DataLoader(train_set, batch_size=20)])\n"
            "opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for e in range(6):\n"
            "    opt.zero_grad(); F.cross_entropy(net(data), labels).backward(); opt.step()",
        ),
    ),
    Pair(
        name="whole-set-in-batch-loop",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for i in range(0, 200, 20):\n"
        "    xb, yb = X[i:i+20], y[i:i+20]\n"
        "    opt.zero_grad()\n"
        "    out = net(X)\n"
        "    loss = F.cross_entropy(out, y)\n"
        "    loss.backward(); opt.step()",
        says=("cuts `xb` from `X`",),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for i in range(0, 200, 20):\n"
            "    xb, yb = X[i:i+20], y[i:i+20]\n"
            "    opt.zero_grad()\n"
            "    out = net(xb)\n"
            "    loss = F.cross_entropy(out, yb)\n"
            "    loss.backward(); opt.step()\n"
            "    with torch.no_grad():\n"
            "        whole = F.cross_entropy(net(X), y)",
        ),
    ),
    Pair(
        name="whole-set-in-batch-loop",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for rows in torch.randperm(160).split(20):\n"
        "    opt.zero_grad()\n"
        "    loss = F.cross_entropy(net(X), y)\n"
        "    loss.backward(); opt.step()",
        says=("torch.randperm(160).split(20)", "all of `X`"),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for rows in torch.randperm(160).split(20):\n"
            "    opt.zero_grad(); F.cross_entropy(net(X[rows]), y[rows]).backward(); opt.step()",
            # Each step draws a batch of its own; the loop only counts.
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for _ in torch.randperm(160).split(20):\n"
            "    rows = torch.randint(0, 160, (20,)); xb, yb = X[rows], y[rows]\n"
            "    opt.zero_grad(); F.cross_entropy(net(xb), yb).backward(); opt.step()",
        ),
    ),
    Pair(
        name="optimizer-of-another-network",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1); net = mlp()\nfit(net, opt)",
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1); fit(net, opt)\n"
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1); fit(net, opt)",
        ),
    ),
    Pair(
        name="optimizer-of-another-network",
        wrong="first = mlp(); fit(first, optim.SGD(first.parameters(), lr=0.1))\n"
        "def trained():\n"
        "    net = mlp(nn.Linear(16, 16)); best = copy.deepcopy(net.state_dict())\n"
        "    fit(net, optim.SGD(first.parameters(), lr=0.1)); net.load_state_dict(best)\n"
        "    return net\n"
        "kept = [trained(), trained()]",
        says=("`first`", "no gradient reached"),
        right=(),
    ),
    Pair(
        name="parameters-not-in-optimizer",
        wrong="class Deep(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__(); self.first = nn.Linear(8, 16); self.last = nn.Linear(16, 4)\n"
        "        self.hidden = [nn.Linear(16, 16), nn.Linear(16, 16)]\n"
        "    def forward(self, x):\n"
        "        x = F.relu(self.first(x))\n"
        "        for layer in self.hidden: x = F.relu(layer(x))\n"
        "        return self.last(x)\n"
        "net = Deep(); fit(net, optim.SGD(net.parameters(), lr=0.1))",
        says=("`hidden` of", "nn.ModuleList"),
        right=(
            # Frozen on purpose.
            "net = mlp(); net[0].requires_grad_(False)\n"
            "fit(net, optim.SGD(net[2].parameters(), lr=0.1))",
            # Trained in turns.
            "net = mlp(); fit(net, optim.SGD(net[2].parameters(), lr=0.1))\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1))",
            # Loaded, and only its end is trained on.
            "state = mlp().state_dict(); net = mlp(); net.load_state_dict(state)\n"
            "fit(net, optim.SGD(net[2].parameters(), lr=0.1))",
            # Two networks, one optimizer each, one loss.
            "enc = nn.Sequential(nn.Linear(8, 3)); dec = nn.Sequential(nn.Linear(3, 8))\n"
            "o1 = optim.Adam(enc.parameters()); o2 = optim.Adam(dec.parameters())\n"
            "for xb, _ in train_loader:\n"
            "    o1.zero_grad(); o2.zero_grad(); F.mse_loss(dec(enc(xb)), xb).backward()\n"
            "    o1.step(); o2.step()",
            # A slow copy that follows by hand.
            "net = mlp(); slow = copy.deepcopy(net); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for xb, yb in train_loader:\n"
            "    opt.zero_grad(); out = net(xb)\n"
            "    (F.cross_entropy(out, yb) + F.mse_loss(out, slow(xb))).backward(); opt.step()\n"
            "    with torch.no_grad():\n"
            "        for p, q in zip(slow.parameters(), net.parameters()):\n"
            "            p.mul_(.9).add_(q, alpha=.1)",
        ),
    ),
    Pair(
        name="parameters-not-in-optimizer",
        wrong="enc = nn.Sequential(nn.Linear(8, 3)); dec = nn.Sequential(nn.Linear(3, 8))\n"
        "opt = optim.Adam(dec.parameters())\n"
        "for xb, _ in train_loader:\n"
        "    opt.zero_grad(); F.mse_loss(dec(enc(xb)), xb).backward(); opt.step()",
        says=("`enc`", "27 values"),
        right=(),
    ),
    Pair(
        name="layer-never-used",
        wrong="class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.a = nn.Linear(8, 4)\n"
        "        self.spare = nn.Linear(8, 4)\n"
        "    def forward(self, x): return self.a(x)\n" + TRAIN,
        says=("`self.spare`",),
        right=(
            "class Base(nn.Module):\n"
            "    def __init__(self):\n"
            "        super().__init__(); self.a = nn.Linear(8, 4); self.extra = nn.Linear(4, 4)\n"
            "    def forward(self, x): return self.a(x)\n"
            "class Net(Base):\n"
            "    def forward(self, x): return self.extra(F.relu(self.a(x)))\n"
            "base = Base(); base(X)\n" + TRAIN,
            "class Net(nn.Module):\n"
            "    def __init__(self):\n"
            "        super().__init__(); self.a = nn.Linear(8, 8); self.b = nn.Linear(8, 4)\n"
            "    def forward(self, x):\n"
            "        for layer in self.children(): x = layer(x)\n"
            "        return x\n" + TRAIN,
        ),
    ),
    Pair(
        name="never-switched-to-eval",
        wrong="net = mlp(nn.Dropout(0.5)); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "with torch.no_grad():\n"
        "    for xb, yb in test_loader: net(xb)",
        says=("dropout works as in training", "2 calls"),
        right=(
            "net = mlp(nn.Dropout(0.5)); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "net.train(False)\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: net(xb)",
            "net = mlp(nn.Dropout(0.0)); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: net(xb)",
            "class Whole(nn.Module):\n"
            "    def __init__(self): super().__init__(); self.net = mlp(nn.BatchNorm1d(16))\n"
            "    def forward(self, x): return self.net(x)\n"
            "net = Whole(); fit(net, optim.SGD(net.parameters(), lr=0.1)); score(net, test_loader)",
            "net = mlp(nn.Dropout(0.5))\n"
            "with torch.no_grad(): print(net(X).shape)\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1)); score(net, test_loader)",
        ),
    ),
    Pair(
        name="gradients-kept-in-evaluation",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "for xb, yb in test_loader: net(xb).argmax(1)",
        says=("`test_loader`", "harmless"),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1); fit(net, opt)\n"
            "for e in range(3):\n"
            "    opt.zero_grad(); total = 0\n"
            "    for xb, yb in test_loader: total = total + F.cross_entropy(net(xb), yb)\n"
            "    total.backward(); opt.step()",
        ),
    ),
    Pair(
        name="augmented-test-set",
        wrong=PICTURES + "fit(net, opt, loader=DataLoader(Pictures(flip), batch_size=5))\n"
        "testloader = DataLoader(Pictures(flip), batch_size=5); score(net, testloader)",
        says=("`testloader`", "RandomHorizontalFlip"),
        right=(
            PICTURES + "fit(net, opt, loader=DataLoader(Pictures(flip), batch_size=5))\n"
            "testloader = DataLoader(Pictures(plain), batch_size=5); score(net, testloader)",
        ),
    ),
    Pair(
        name="evaluated-on-training-data",
        wrong="val_loader = DataLoader(Subset(train_set, range(30)), batch_size=10)\n"
        "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); score(net, val_loader)",
        says=("30 of the 30", "`val_loader`"),
        right=(
            "one, two = random_split(train_set, [130, 30])\n"
            "val_loader = DataLoader(two, batch_size=10); train_loader = DataLoader(one, 10)\n"
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1), loader=train_loader)\n"
            "score(net, val_loader)",
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "train_eval = DataLoader(train_set, batch_size=50); score(net, train_eval)",
            # Chosen on a part, then a new one is trained on everything.
            "one, two = random_split(train_set, [130, 30]); val_loader = DataLoader(two, 10)\n"
            "net = mlp(); part = DataLoader(one, 10)\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part)\n"
            "score(net, val_loader); final = mlp()\n"
            "fit(final, optim.SGD(final.parameters(), lr=0.1)); score(final, test_loader)",
            "from torch.utils.data import SubsetRandomSampler as Some\n"
            "val_loader = DataLoader(train_set, 10, sampler=Some(range(130, 160)))\n"
            "part = DataLoader(train_set, 10, sampler=Some(range(130)))\n"
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part)\n"
            "score(net, val_loader)",
            # A part of few examples is copied: no accuracy changes by it.
            "more = torch.cat([X[:160], X[160:161]])\n"
            "part = DataLoader(TensorDataset(torch.randn(400, 8), torch.zeros(400).long()), 40)\n"
            "val_loader = DataLoader(TensorDataset(X[160:], y[160:]), 10)\n"
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part)\n"
            "score(net, val_loader)",
            # Digits repeat themselves: whoever draws them twice draws some of them again.
            "def drawn(count): d = torch.randint(0, 10, (count, 2)); return TensorDataset(\n"
            "    F.one_hot(d, 4 + 6).float().reshape(count, -1)[:, :8], d[:, 0] % 4)\n"
            "val_loader = DataLoader(drawn(100), 10)\n"
            "net = mlp()\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loader=DataLoader(drawn(400), 10))\n"
            "score(net, val_loader)",
            # Two halves of one data set of torchvision's kind, each cut from its own object.
            "class Kept(Dataset):\n"
            "    def __init__(self, some): self.data, self.targets = X[some], y[some]\n"
            "    def __len__(self): return len(self.data)\n"
            "    def __getitem__(self, at): return self.data[at], self.targets[at]\n"
            "val_loader = DataLoader(Kept(slice(100, 200)), 10)\n"
            "net = mlp(); part = DataLoader(Kept(slice(100)), 10)\n"
            "fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part); score(net, val_loader)",
            # An autoencoder gives its own pictures back: no label is learnt by heart.
            "net = nn.Sequential(nn.Linear(8, 2), nn.ReLU(), nn.Linear(2, 8))\n"
            "opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "same = DataLoader(TensorDataset(X[:20].clone(), y[:20]), 10)\n"
            "test_loader = DataLoader(TensorDataset(X[:20], y[:20]), 5)\n"
            "for e in range(3):\n"
            "    for xb, _ in same:\n"
            "        opt.zero_grad(); F.mse_loss(net(xb), xb).backward(); opt.step()\n"
            "with torch.no_grad():\n"
            "    for xb, _ in test_loader: net(xb)",
        ),
    ),
    Pair(
        name="evaluated-on-training-data",
        wrong="val_set = TensorDataset(X[:30].double().flip(0), y[:30].flip(0))\n"
        "val_loader = DataLoader(val_set, batch_size=10)\n"
        "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); net.double()\n"
        "score(net, val_loader)",
        says=("30 of the 30", "`val_loader`"),
        right=(),
    ),
    Pair(
        name="evaluated-on-training-data",
        wrong="class Kept(Dataset):\n"
        "    def __init__(self, some): self.data, self.targets = X[some].numpy(), y[some]\n"
        "    def __len__(self): return len(self.data)\n"
        "    def __getitem__(self, at): return self.data[at], self.targets[at]\n"
        "val_loader = DataLoader(Kept(slice(100, 200)), 10)\n"
        "net = mlp(); part = DataLoader(Kept(slice(150)), 10)\n"
        "fit(net, optim.SGD(net.parameters(), lr=0.1), loader=part); score(net, val_loader)",
        says=("50 of the 100", "`val_loader`"),
        right=(),
    ),
    Pair(
        name="chosen-on-test-set",
        wrong="net = mlp(); best_acc = 0\n"
        "for e in range(2):\n"
        "    fit(net, optim.SGD(net.parameters(), lr=0.1), epochs=1)\n"
        "    test_acc = score(net, test_loader)\n"
        "    if test_acc > best_acc:\n"
        "        best_acc = test_acc; best = copy.deepcopy(net.state_dict())",
        says=("`test_acc`",),
        right=(
            "net = mlp(); best_acc = 0; val_loader = DataLoader(test_set, 10)\n"
            "for e in range(2):\n"
            "    fit(net, optim.SGD(net.parameters(), lr=0.1), epochs=1)\n"
            "    test_acc = score(net, val_loader)\n"
            "    if test_acc > best_acc:\n"
            "        best_acc = test_acc; best = copy.deepcopy(net.state_dict())",
            "net = mlp(); best_test_acc = 0\n"
            "for e in range(2):\n"
            "    fit(net, optim.SGD(net.parameters(), lr=0.1), epochs=1)\n"
            "    test_acc = score(net, test_loader)\n"
            "    if test_acc > best_test_acc: best_test_acc = test_acc",
        ),
    ),
    Pair(
        name="training-accuracy-called-test",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "test_acc = score(net, train_loader)",
        says=("`train_loader`",),
        right=(
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "train_acc, test_acc = score(net, train_loader), score(net, test_loader)\n"
            "print(f'train accuracy {train_acc}, test accuracy: {test_acc}')",
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "latest_acc = score(net, train_loader); best_acc = 0\n"
            "if latest_acc > best_acc: best = copy.deepcopy(net.state_dict())",
            "def train_and_test(net, data):\n"
            "    fit(net, optim.SGD(net.parameters(), lr=0.1), loader=data)\n"
            "    return score(net, test_loader)\n"
            "test_acc = train_and_test(mlp(), train_loader)",
        ),
    ),
    Pair(
        name="training-accuracy-called-test",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "train_acc = score(net, train_loader); print(f'Test accuracy: {train_acc:.2f}')",
        right=(),
    ),
    Pair(
        name="test-accuracy-called-training",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "test_acc = score(net, test_loader); print('Training accuracy:', test_acc)",
        right=(),
    ),
    Pair(
        name="accuracy-divided-by-wrong-count",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
        "with torch.no_grad():\n"
        "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
        "print(100 * correct / len(test_loader))",
        says=("number of batches",),
        right=(
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).float().mean()\n"
            "print(100 * correct / len(test_loader))",
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
            "test_loader = DataLoader(test_set, batch_size=1)\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
            "print(100 * correct / len(test_loader))",
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
            "right_in_a_batch = correct / len(test_loader)\n"
            "batch_size = 20; print(100 * correct / (len(test_loader) * batch_size))\n"
            "acc = correct / len(test_loader); acc = acc / batch_size",
        ),
    ),
    Pair(
        name="accuracy-divided-by-wrong-count",
        wrong="def evaluate(net, loader):\n"
        "    correct = seen = 0\n"
        "    for xb, yb in loader:\n"
        "        correct += (net(xb).argmax(1) == yb).sum().item()\n"
        "    seen = len(loader)\n"
        "    return 100.0 * correct / seen\n"
        "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
        "with torch.no_grad(): evaluate(net, test_loader)",
        says=("number of batches",),
        right=(
            "def evaluate(net, loader):\n"
            "    correct, seen = 0, len(loader)\n"
            "    seen = len(loader)\n"
            "    if seen: seen = len(loader.dataset)\n"
            "    for xb, yb in loader:\n"
            "        correct += (net(xb).argmax(1) == yb).sum().item()\n"
            "    return 100.0 * correct / seen\n"
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1))\n"
            "with torch.no_grad(): evaluate(net, test_loader)",
        ),
    ),
    Pair(
        name="accuracy-divided-by-wrong-count",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
        "with torch.no_grad():\n"
        "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
        "print('accuracy', correct / len(train_loader.dataset))",
        says=("40 examples", "160 examples"),
        right=(),
    ),
    Pair(
        name="accuracy-divided-by-wrong-count",
        wrong="net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
        "test_loader = DataLoader(test_set, batch_size=16)\n"
        "with torch.no_grad():\n"
        "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
        "print('accuracy', correct / (len(test_loader) * 16))",
        says=("48 examples", "a little too low"),
        right=(
            "net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1)); correct = 0\n"
            "test_loader = DataLoader(test_set, batch_size=16, drop_last=True)\n"
            "with torch.no_grad():\n"
            "    for xb, yb in test_loader: correct += (net(xb).argmax(1) == yb).sum().item()\n"
            "print('accuracy', correct / (len(test_loader) * 16))",
        ),
    ),
    Pair(
        name="inputs-not-scaled",
        wrong="B = torch.randint(0, 256, (200, 64)).float()\n"
        "net = nn.Sequential(nn.Linear(64, 4))\n"
        "fit(net, optim.SGD(net.parameters(), lr=1e-4),\n"
        "    loader=DataLoader(TensorDataset(B, y), batch_size=20))",
        says=("0 to 255",),
        right=(
            "B = torch.randint(0, 256, (200, 64)).float() / 255\n"
            "net = nn.Sequential(nn.Linear(64, 4))\n"
            "fit(net, optim.SGD(net.parameters(), lr=1e-4),\n"
            "    loader=DataLoader(TensorDataset(B, y), batch_size=20))",
            "B = torch.randint(0, 256, (200, 64)).float()\n"
            "net = nn.Sequential(nn.BatchNorm1d(64), nn.Linear(64, 4))\n"
            "fit(net, optim.SGD(net.parameters(), lr=1e-4),\n"
            "    loader=DataLoader(TensorDataset(B, y), batch_size=20))",
            "B = torch.randint(0, 256, (200, 64)).float()\n"
            "class Net(nn.Module):\n"
            "    def __init__(self): super().__init__(); self.a = nn.Linear(64, 4)\n"
            "    def forward(self, x): return self.a(x / 255.0)\n"
            "net = Net()\n"
            "fit(net, optim.SGD(net.parameters(), lr=1e-4),\n"
            "    loader=DataLoader(TensorDataset(B, y), batch_size=20))",
            "B = torch.randint(0, 256, (200, 64))\n"
            "net = nn.Sequential(nn.Embedding(256, 2), nn.Flatten(), nn.Linear(128, 4))\n"
            "fit(net, optim.SGD(net.parameters(), lr=1e-4),\n"
            "    loader=DataLoader(TensorDataset(B, y), batch_size=20))",
        ),
    ),
    Pair(
        name="scheduler-never-stepped",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "scheduler = optim.lr_scheduler.StepLR(opt, 1); fit(net, opt)",
        says=("StepLR", "3 epochs"),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "s = optim.lr_scheduler\n"
            "a, b = s.ConstantLR(opt, 0.5, 2), s.ExponentialLR(opt, 0.9)\n"
            "both = s.SequentialLR(opt, [a, b], milestones=[9]); fit(net, opt, after=both.step)",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "plateau = optim.lr_scheduler.ReduceLROnPlateau(opt)\n"
            "for e in range(3): fit(net, opt, epochs=1); plateau.step(1.0)",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "later = optim.lr_scheduler.StepLR(opt, 1)\n"
            "for e in range(3):\n"
            "    fit(net, opt, epochs=1)\n"
            "    if e > 10: later.step()",
        ),
    ),
    Pair(
        name="scheduler-stepped-per-batch",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "sched = optim.lr_scheduler.StepLR(opt, 2, gamma=0.1)\n"
        "for e in range(3):\n"
        "    for xb, yb in train_loader:\n"
        "        opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
        "        opt.step(); sched.step()",
        says=("8 times an epoch", "from 0.1 to 1e-05"),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "sched = optim.lr_scheduler.OneCycleLR(opt, 0.1, total_steps=24)\n"
            "for e in range(3):\n"
            "    for xb, yb in train_loader:\n"
            "        opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
            "        opt.step(); sched.step()",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "sched = optim.lr_scheduler.CosineAnnealingLR(opt, T_max=24)\n"
            "for e in range(3):\n"
            "    for xb, yb in train_loader:\n"
            "        opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
            "        opt.step(); sched.step()",
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "sched = optim.lr_scheduler.StepLR(opt, 1, gamma=0.1); fit(net, opt, after=sched.step)",
        ),
    ),
    Pair(
        name="clipping-without-effect",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for xb, yb in train_loader:\n"
        "    opt.zero_grad(); loss = F.cross_entropy(net(xb), yb)\n"
        "    nn.utils.clip_grad_norm_(net.parameters(), 1e-3); loss.backward(); opt.step()",
        says=("before `backward`", "8 calls"),
        right=(
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for xb, yb in train_loader:\n"
            "    opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
            "    nn.utils.clip_grad_norm_(net.parameters(), 1e-3); opt.step()",
        ),
    ),
    Pair(
        name="clipping-without-effect",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for xb, yb in train_loader:\n"
        "    opt.zero_grad(); F.cross_entropy(net(xb), yb).backward(); opt.step()\n"
        "    nn.utils.clip_grad_norm_(net.parameters(), 1e-3)",
        says=("after the optimizer's step",),
        right=(),
    ),
    Pair(
        name="clipping-without-effect",
        wrong="net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
        "for e in range(3):\n"
        "    for xb, yb in train_loader:\n"
        "        opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
        "        nn.utils.clip_grad_norm_(net.parameters(), 100.0); opt.step()",
        says=("limit of 100", "no mistake by itself"),
        right=(),
    ),
    Pair(
        name="clipping-only-promised",
        wrong="import argparse\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--max_norm', type=float, default=10.0)\n"
        "parser.add_argument('--rate', type=float, default=0.1)\nconfig = parser.parse_args([])\n"
        "net = mlp(); opt = optim.SGD(net.parameters(), lr=config.rate)\n"
        "for xb, yb in train_loader:\n"
        "    opt.zero_grad(); F.cross_entropy(net(xb), yb).backward(); opt.step()",
        says=("`--max_norm`",),
        right=(
            "import argparse\nparser = argparse.ArgumentParser()\n"
            "parser.add_argument('--max_norm', type=float, default=0.1)\n"
            "config = parser.parse_args([])\n"
            "net = mlp(); opt = optim.SGD(net.parameters(), lr=0.1)\n"
            "for xb, yb in train_loader:\n"
            "    opt.zero_grad(); F.cross_entropy(net(xb), yb).backward()\n"
            "    nn.utils.clip_grad_norm_(net.parameters(), config.max_norm); opt.step()",
        ),
    ),
    Pair(
        name="goes-on-from-previous-setting",
        wrong="net = mlp()\nfor wd in [1e-3, 1e-4, 1e-5]:\n"
        "    fit(net, optim.SGD(net.parameters(), lr=0.1, weight_decay=wd))",
        says=("weight decay 0.001, 0.0001, 1e-05",),
        right=(
            "for wd in [1e-3, 1e-4, 1e-5]:\n"
            "    net = mlp(); fit(net, optim.SGD(net.parameters(), lr=0.1, weight_decay=wd))",
            "net = mlp(); start = copy.deepcopy(net.state_dict())\n"
            "for wd in [1e-3, 1e-4, 1e-5]:\n"
            "    net.load_state_dict(start)\n"
            "    fit(net, optim.SGD(net.parameters(), lr=0.1, weight_decay=wd))",
            "net = mlp()\ndef fresh(m):\n"
            "    if isinstance(m, nn.Linear): nn.init.xavier_uniform_(m.weight)\n"
            "for wd in [1e-3, 1e-4, 1e-5]:\n"
            "    net.apply(fresh); fit(net, optim.SGD(net.parameters(), lr=0.1, weight_decay=wd))",
            # A schedule by hand.
            "net = mlp()\nfor lr in [0.1, 0.01, 0.001]:\n"
            "    fit(net, optim.SGD(net.parameters(), lr=lr))",
            "net = mlp()\nfor more in range(3): fit(net, optim.SGD(net.parameters(), lr=0.1))",
        ),
    ),
    Pair(
        name="goes-on-from-previous-setting",
        wrong="net = mlp(); results = {}\nfor lr in [0.1, 0.01, 0.001]:\n"
        "    fit(net, optim.SGD(net.parameters(), lr=lr))\n"
        "    results[lr] = score(net, test_loader)",
        says=("learning rate 0.1, 0.01, 0.001",),
        right=(
            # A schedule by hand, whose results are kept by epoch.
            "net = mlp(); kept = {}; at = 0\nfor lr in [0.1, 0.01, 0.001]:\n"
            "    opt = optim.SGD(net.parameters(), lr=lr)\n"
            "    for epoch in range(2):\n"
            "        fit(net, opt, epochs=1); kept[f'epoch {epoch}'] = score(net, test_loader)",
        ),
    ),
    Pair(
        name="goes-on-from-previous-setting",
        wrong="net = mlp(); results = {}\nfor lr in (0.1, 0.01, 0.001):\n"
        "    fit(net, optim.SGD(net.parameters(), lr=lr))\n"
        "    results[f'lr {lr}'] = score(net, test_loader)",
        says=("learning rate 0.1, 0.01, 0.001",),
        right=(),
    ),
)
