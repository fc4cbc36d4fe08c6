# 超参数
RNN = dict(
    lr=0.05,
    alpha=0.99,
    hidden=64,
    batch_size=32,
    epochs=300,
    length=5,
    step_size=100,
    gamma=0.1,
    clip=10,  # 梯度裁剪
)
MLP = dict(lr=0.001, weight_decay=5e-4, hidden=3000, batch_size=2000, epochs=40)
