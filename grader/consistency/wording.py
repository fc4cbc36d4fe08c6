"""Pieces of the sentences that show a statement and its other side."""

import re

from grader.records import Amount, Block, BlockKind, Claim, Place, Span, Subject, WriteUp

_LONGEST = 160
_SETTING_WORDS = {"learning_rate": "learning rate", "run": "run"}
_PLAIN = {
    "hidden_layers": "number of hidden layers",
    "layers": "number of layers",
    "parameters": "number of parameters",
    "units": "number of units",
    "channels": "number of channels",
    "epochs": "number of epochs",
    "examples": "number of examples",
    "classes": "number of classes",
    "runs": "number of runs",
    "components": "number of components",
    "step_epochs": "epoch of the scheduler's step",
    "step_factor": "factor of the scheduler",
    "noisy_labels": "share of noisy labels",
    "alpha": "alpha",
    "sizes": "layer sizes",
}
_SPLITS = {"train": "training"}
_OF_A_SPLIT = ("accuracy", "loss", "examples", "time")


def amount_words(amount: Amount) -> str:
    """The amount as it was written, or as we would write it."""
    words = " ".join(amount.words.split())
    if words and len(words) <= 60:
        return words
    digits = f"{amount.value:,.{max(0, min(amount.decimals, 12))}f}"
    return f"{digits} {amount.unit}".strip()


def claim_words(claim: Claim) -> str:
    """The value of a claim, whatever kind of value it is."""
    if claim.amount is not None:
        return amount_words(claim.amount)
    if claim.sizes:
        return sizes_words(claim.sizes)
    if claim.value is not None:
        return format(claim.value, "g")
    return f"{'no ' if claim.denied else ''}{claim.name.replace('_', ' ')}"


def sizes_words(sizes: tuple[int, ...]) -> str:
    """A row of layer sizes: `784 → 32 → 10`."""
    return " → ".join(map(str, sizes))


def quantity_words(quantity: str) -> str:
    """A quantity in plain words."""
    return _PLAIN.get(quantity, quantity.replace("_", " "))


def subject_words(quantity: str, subject: Subject) -> str:
    """What a statement speaks of: `test accuracy of the deep wide mlp at epoch 240`."""
    split = _SPLITS.get(subject.split, subject.split) if quantity in _OF_A_SPLIT else ""
    moment = subject.moment if quantity in _OF_A_SPLIT else ""
    words = [" ".join(filter(None, [moment, split, quantity_words(quantity)]))]
    words += [f"of {_the(subject.network)}"] if subject.network else []
    words += [f"({', '.join(subject.labels)})"] if subject.labels else []
    words += [f"at epoch {subject.epoch:,}"] if subject.epoch is not None else []
    words += [f"picked by {subject.selection}"] if subject.selection else []
    settings = [f"{_setting(name)} {value}" for name, value in subject.settings]
    words += [f"with {', '.join(settings)}"] if settings else []
    return shortened(" ".join(words))


def _the(network: str) -> str:
    known = ("the ", "our ", "my ", "this ", "a ", "an ", "model ", "net ", "network ")
    return network if network.startswith(known) else f"the {network}"


def _setting(name: str) -> str:
    return _SETTING_WORDS.get(name, name.replace("_", " "))


def where(place: Place) -> str:
    """Where in its document something stands: `page 4`, `cell 3, line 2`, `line 12`."""
    if place.page is not None:
        return f"page {place.page}"
    parts = [f"cell {place.cell}"] if place.cell is not None else []
    parts += [f"line {place.line}"] if place.line is not None else []
    return ", ".join(parts) or place.file


def source_words(write_up: WriteUp, span: Span | None, place: Place) -> str:
    """What part of a document says something: `Table 2 (page 4)`, `the text on line 12`."""
    block = block_of(write_up, span)
    spot = where(place)
    if block is None:
        return f"the text ({spot})"
    if block.kind is BlockKind.TABLE:
        return f"{block.number or 'the table'} ({spot})"
    if block.kind is BlockKind.CAPTION:
        return f"the caption of {block.number} ({spot})" if block.number else f"a caption ({spot})"
    if block.kind is BlockKind.HEADING:
        return f"the heading ({spot})"
    return f"the text ({spot})"


def block_of(write_up: WriteUp, span: Span | None) -> Block | None:
    """The block that a span lies in, if it does."""
    if span is None or not 0 <= span.block < len(write_up.blocks):
        return None
    return write_up.blocks[span.block]


def number_words(value: float) -> str:
    """A number that we computed: thousands apart, no digits that mean nothing."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 1e6 or 0 < abs(value) < 1e-4:
        return f"{value:.4g}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def times_words(seconds: float) -> str:
    """A number of seconds as a reader would write it."""
    if seconds < 120:
        return f"{number_words(float(f'{seconds:.4g}'))} s"
    return f"{seconds / 60:.1f} min" if seconds < 7200 else f"{seconds / 3600:.2f} h"


def shortened(text: str, most: int = _LONGEST) -> str:
    """A student's words on one line, cut off where they go on for long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


_BOUNDARY = re.compile(r"[;:]\s|,\s|\s(?:and|while|whereas|but|respectively)\s|[;，；、]")
_LEAST_CLAUSE = 24


def clause_at(text: str, start: int, end: int) -> str:
    """The clause of a sentence that holds the characters from `start` to `end`."""
    first, last = 0, len(text)
    for match in _BOUNDARY.finditer(text):
        if match.end() <= start and end - match.end() >= _LEAST_CLAUSE:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return shortened(text[first:last], 300)


def capitalised(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
