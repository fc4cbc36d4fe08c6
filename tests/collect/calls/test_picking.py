"""The rule by which code picks an epoch or keeps weights."""

import pytest

from tests.collect.calls.reading import calls_in

KEEP = "    torch.save(net.state_dict(), 'best.pt')"


@pytest.mark.parametrize(
    ("code", "by"),
    [
        (f"if val_loss < best_val_loss:\n    best_val_loss = val_loss\n{KEEP}",
         ("validation loss",)),
        (f"if best_acc < val_acc:\n{KEEP}", ("validation accuracy",)),
        (f"acc = evaluate(net, valid_loader)\nif acc > best_acc:\n{KEEP}",
         ("validation accuracy",)),
        ("epoch = np.argmin(history['val_loss'])", ("validation loss",)),
        ("best = val_accuracies.index(max(val_accuracies))", ("validation accuracy",)),
        ("best = int(torch.tensor(train_losses).argmin())", ("training loss",)),
        (f"if test_acc > best_test_acc:\n{KEEP}", ("test accuracy",)),
        (f"if val_acc > best_acc and val_loss < best_loss and train_loss < best_train:\n{KEEP}",
         ("validation accuracy", "validation loss", "training loss")),
        (f"if val_acc > best or (val_acc == best and val_loss < best_loss):\n{KEEP}",
         ("validation accuracy",)),
        ("stop = EarlyStopping(monitor='val_loss')", ("validation loss",)),
        ("def keep(score, net):\n    global best_score\n    if score > best_score:\n"
         "        best_model = copy.deepcopy(net)\nkeep(val_acc, net)", ("validation accuracy",)),
        (f"if metric > best:\n{KEEP}", ()),
        ("def kept(net):\n    return {k: v.clone() for k, v in net.state_dict().items()}\n"
         "if val_acc > highest:\n    weights = kept(net)", ("validation accuracy",)),
    ],
)  # fmt: skip
def test_a_rule_is_understood(code: str, by: tuple[str, ...]) -> None:
    (found,) = calls_in(code).selections

    assert found.by == by


@pytest.mark.parametrize(
    "code",
    [
        "predicted = outputs.argmax(1)",
        "if loss < best_so_far:\n    print('better')",
        "if epoch > 10:\n    torch.save(net.state_dict(), 'x.pt')",
        "low = min(1, 2)",
    ],
)
def test_what_picks_nothing_is_no_rule(code: str) -> None:
    assert calls_in(code).selections == ()
