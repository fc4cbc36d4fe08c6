"""settings"""
SEED = 0

AE = {
    "epochs": 300,
    "batch_size": 64,
    "lr": 1e-4,
    "weight_decay": {16: 2.5e-5, 64: 5e-5},
}

MLP = {
    "epochs": 1500,
    "batch_size": 128,
    "lr": 1e-3,
    "momentum": 0.9,
    "drop_at": [80],
    "gamma": 0.1,
}

NOISY = {
    "epochs": 300,
    "batch_size": 128,
    "lr": 2e-4,
    "dropout": 0.5,
}
