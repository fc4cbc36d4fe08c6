"""Calls of older versions of pandas and scikit-learn."""

import functools
from typing import Any

from .patching import OLDER, after_import, note, removed_methods, removed_names, renamed_keywords

_SKLEARN: tuple[tuple[str, str, dict[str, str | None]], ...] = (
    ("sklearn.preprocessing", "OneHotEncoder", {"sparse": "sparse_output"}),
    ("sklearn.manifold", "TSNE", {"n_iter": "max_iter"}),
)


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for the libraries."""
    after_import("pandas", lambda module: _pandas(module, notes))
    for module_name, kind, renamed in _SKLEARN:
        act = functools.partial(_keywords, kind=kind, renamed=renamed, notes=notes)
        after_import(module_name, act)
    after_import("sklearn.metrics", lambda module: _metrics(module, notes))


def _keywords(module: Any, *, kind: str, renamed: dict[str, str | None], notes: Any) -> None:
    renamed_keywords(getattr(module, kind), "__init__", renamed, notes)


def _pandas(module: Any, notes: Any) -> None:
    def append(
        table: Any, other: Any, ignore_index: bool = False, verify_integrity: bool = False,
        sort: bool = False,
    ) -> Any:  # fmt: skip
        rows = other if isinstance(other, list) else [other]
        tables = [_as_table(module, row, ignore_index) for row in rows]
        return module.concat([table, *tables], ignore_index=ignore_index,
                             verify_integrity=verify_integrity, sort=sort)  # fmt: skip

    def extend(series: Any, other: Any, ignore_index: bool = False, **_: Any) -> Any:
        more = list(other) if isinstance(other, list | tuple) else [other]
        return module.concat([series, *more], ignore_index=ignore_index)

    def iteritems(values: Any) -> Any:
        return values.items()

    def as_matrix(table: Any, columns: Any = None) -> Any:
        return (table if columns is None else table[columns]).to_numpy()

    def applymap(table: Any, function: Any, **kwargs: Any) -> Any:
        return table.map(function, **kwargs)

    both: dict[str, Any] = {"iteritems": iteritems, "as_matrix": as_matrix}
    removed_methods(module.DataFrame, {**both, "append": append, "applymap": applymap}, notes)
    removed_methods(module.Series, {**both, "append": extend}, notes)
    for owner in (module.DataFrame, module.Series):
        _filling(owner, notes)
    _reading(module, notes)
    _options(module, notes)


def _as_table(module: Any, row: Any, ignore_index: bool) -> Any:
    if isinstance(row, module.Series):
        return row.to_frame().T.infer_objects()
    if isinstance(row, dict):
        if not ignore_index:
            raise TypeError("Can only append a dict if ignore_index=True")
        return module.DataFrame([row])
    return row


def _filling(owner: Any, notes: Any) -> None:
    original = owner.fillna

    @functools.wraps(original)
    def fillna(table: Any, *args: Any, **kwargs: Any) -> Any:
        method = kwargs.get("method")
        if method not in ("ffill", "pad", "bfill", "backfill"):
            return original(table, *args, **kwargs)
        note(notes, "`fillna(method=...)` was done by `ffill` or `bfill`.", OLDER)
        fill = table.ffill if method in ("ffill", "pad") else table.bfill
        rest = {name: value for name, value in kwargs.items() if name not in ("method", "value")}
        return fill(**rest)

    owner.fillna = fillna


def _reading(module: Any, notes: Any) -> None:
    original = module.read_csv

    @functools.wraps(original)
    def read_csv(*args: Any, **kwargs: Any) -> Any:
        for old in ("error_bad_lines", "warn_bad_lines"):
            if old in kwargs:
                note(
                    notes, f"`{old}=` in a call of `read_csv` was taken as `on_bad_lines=`.", OLDER
                )
                if not kwargs.pop(old) and old == "error_bad_lines":
                    kwargs["on_bad_lines"] = "skip"
        if kwargs.pop("delim_whitespace", False):
            note(notes, "`delim_whitespace=` in a call of `read_csv` was taken as `sep=`.", OLDER)
            kwargs["sep"] = r"\s+"
        return original(*args, **kwargs)

    module.read_csv = read_csv


def _options(module: Any, notes: Any) -> None:
    original = module.set_option

    @functools.wraps(original)
    def set_option(*args: Any, **kwargs: Any) -> Any:
        if len(args) == 2 and args[1] == -1 and str(args[0]).endswith("max_colwidth"):
            note(notes, "`set_option` took a width of -1 as no limit.", OLDER)
            args = (args[0], None)
        return original(*args, **kwargs)

    module.set_option = set_option


def _metrics(module: Any, notes: Any) -> None:
    original = module.mean_squared_error

    @functools.wraps(original)
    def mean_squared_error(*args: Any, **kwargs: Any) -> Any:
        if "squared" not in kwargs:
            return original(*args, **kwargs)
        note(notes, "`squared=` in a call of `mean_squared_error` chose the function.", OLDER)
        of_roots = not kwargs.pop("squared")
        return (module.root_mean_squared_error if of_roots else original)(*args, **kwargs)

    module.mean_squared_error = mean_squared_error
    displays = {
        "plot_confusion_matrix": "ConfusionMatrixDisplay",
        "plot_roc_curve": "RocCurveDisplay",
        "plot_precision_recall_curve": "PrecisionRecallDisplay",
    }
    made = {
        old: functools.partial(lambda new: getattr(module, new).from_estimator, new)
        for old, new in displays.items()
    }
    removed_names(module, made, notes)
