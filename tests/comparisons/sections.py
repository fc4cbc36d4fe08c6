"""Short made-up reports: a table, or what a sentence tells, under the heading of its section."""

BATCH = """# 5 Batch sizes

Table 1: Test accuracy after 50 epochs

| Batch size | Train (%) | Test (%) | Seconds per epoch |
| --- | --- | --- | --- |
| 1 | 69.4 | 53.7 | 188 |
| 4 | 85.9 | 61.4 | 51 |
| 500 | 51.2 | 48.8 | 7 |

"""
NETS = """# 3 Networks

Table 2: The classifiers

| Network | Parameters | Validation (%) | Test (%) |
| --- | --- | --- | --- |
| shallow | 25,450 | 83.4 | 85.2 |
| deep | 29,642 | 82.6 | 84.4 |
| deep and wide | 118,346 | 82.9 | 84.9 |

"""
CURVE = """# 4 Progress

Table 3: Training of the convolutional network

| Epoch | Train loss | Test loss | Train accuracy (%) | Test accuracy (%) |
| --- | --- | --- | --- | --- |
| 1 | 1.402 | 1.104 | 49.3 | 60.3 |
| 5 | 0.598 | 0.741 | 78.9 | 74.6 |
| 10 | 0.296 | 0.688 | 89.6 | 77.3 |
| 20 | 0.118 | 0.845 | 96.2 | 78.9 |
| 40 | 0.041 | 1.203 | 98.7 | 78.2 |

"""
LEN = """# 6 Palindromes

Table 4: Accuracy of the RNN

| Length | Accuracy (%) |
| --- | --- |
| 3 | 100.0 |
| 5 | 100.0 |
| 7 | 96.9 |
| 9 | 71.3 |
| 11 | 43.8 |

"""
DECAY = """# 2.4 Weight decay

Table 5: Validation accuracy (%) of three runs each

| Weight decay | Run 1 | Run 2 | Run 3 | Mean | Std |
| --- | --- | --- | --- | --- | --- |
| 1e-3 | 97.62 | 97.70 | 97.55 | 97.62 | 0.08 |
| 1e-4 | 98.05 | 98.12 | 97.98 | 98.05 | 0.07 |
| 1e-5 | 98.10 | 98.01 | 98.15 | 98.09 | 0.07 |
| 1e-6 | 98.08 | 98.20 | 98.02 | 98.10 | 0.09 |

"""
RATES = """# 6 Learning rates

With learning rates of 10 and 0.1 the network learns nothing: 10.0 %.
A rate of 0.01 ends at 40.6 %, and 0.001 reaches 61.2 %.

"""
SEL = """# 2.1 Selection

Table 6: What each criterion picks

| Criterion | Epoch | Val acc (%) | Test acc (%) |
| --- | --- | --- | --- |
| lowest training loss | 1488 | 81.20 | 82.74 |
| lowest validation loss | 203 | 83.35 | 84.96 |
| highest validation accuracy | 261 | 83.80 | 85.08 |

"""
OPT = """# 3.3 Optimizers

Table 7: Test accuracy (%)

| Network | SGD | Adam |
| --- | --- | --- |
| shallow | 84.1 | 82.0 |
| deep | 85.3 | 82.6 |

"""
LOSSF = """# 8 Loss functions

| Loss | Final test accuracy (%) | Best test accuracy (%) |
| --- | --- | --- |
| cross entropy | 60.9 | 65.3 |
| MSE | 62.8 | 64.1 |

"""
AUG = """# 7 Augmentation

| | Training accuracy | Test accuracy |
| --- | --- | --- |
| without augmentation | 85.9 % | 61.4 % |
| with augmentation | 70.6 % | 64.7 % |

"""
DE = """# 5 Batchgröße

Tabelle 1: Testgenauigkeit

| Batchgröße | Genauigkeit (%) |
| --- | --- |
| 1 | 53,7 |
| 4 | 61,4 |
| 500 | 48,8 |

"""
FRAME = """# 1 Moons

| Implementation | Train (%) | Test (%) |
| --- | --- | --- |
| NumPy | 97.1 | 96.0 |
| PyTorch | 95.4 | 93.5 |

"""
SIZES = """# 2 Width

We train one hidden layer of n units with SGD.

| n | parameters | epochs until best | val acc | test acc |
|---|---|---|---|---|
| 32 | 25,450 | 212 | 0.834 | 0.829 |
| 128 | 101,770 | 143 | 0.851 | 0.846 |
| 512 | 407,050 | 71 | 0.861 | 0.857 |

"""
TIMES = """# 3.4 Costs

| Model | Time | Energy (Wh) | CO2 (g) |
|---|---|---|---|
| A | 11 min | 15.4 | 4.5 |
| B | 8 min | 11.2 | 3.3 |
| C | 14 min | 19.6 | 5.8 |

"""
