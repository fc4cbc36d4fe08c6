"""Packages that this machine lacks: which get a stand-in, and what a stand-in refuses."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from grader.records import NotebookRun
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch


def told(run: NotebookRun) -> list[str]:
    return [each.what for each in collect_adaptations(run)]


def test_loggers_accept_everything_and_keep_only_the_settings(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "import wandb\nfrom torch.utils.tensorboard import SummaryWriter\n"
        "wandb.init(project='a2', config={'lr': 0.1})\n"
        "with SummaryWriter('runs') as writer:\n    writer.add_scalar('loss', 1.0, 1)\n"
        "wandb.log({'loss': 1.0})\n"
        "print(wandb.config.lr, wandb.config['lr'])",
    )

    assert printed(run) == "0.1 0.1\n"
    assert told(run) == [
        "wandb was replaced by a stand-in: nothing was logged with it.",
        "torch.utils.tensorboard was replaced by a stand-in: nothing was logged with it.",
    ]


def test_code_that_can_do_without_a_package_does_without_it(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("import visdom\n")
    run = run_forked(
        tmp_path,
        "import importlib.util\nfrom contextlib import suppress\n"
        "try:\n    import wandb\nexcept (ImportError, OSError):\n    wandb = None\n"
        "try:\n    import helper\nexcept:\n    helper = None\n"
        "with suppress(ImportError):\n    import mlflow\n"
        "print(wandb, helper, 'mlflow' in dir(), importlib.util.find_spec('comet_ml'))",
    )

    assert printed(run) == "None None False None\n"
    assert told(run) == []


def test_an_import_where_an_import_error_is_handled_gets_its_stand_in(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "try:\n    import wandb\nexcept ImportError:\n    !pip install wandb\n    import wandb\n"
        "wandb.log({})",
    )

    assert not run.cells[0].error
    assert told(run) == [
        "`pip install wandb` was not run.",
        "wandb was replaced by a stand-in: nothing was logged with it.",
    ]


def test_what_was_handed_in_wins_over_a_stand_in(tmp_path: Path) -> None:
    (tmp_path / "tabulate.py").write_text("def tabulate(rows): return 'mine'\n")
    run = run_forked(tmp_path, "from tabulate import tabulate\nprint(tabulate([[1]]))")

    assert printed(run) == "mine\n"
    assert told(run) == []


def test_a_tuner_is_imported_and_refuses_to_make_up_a_result(tmp_path: Path) -> None:
    run = run_forked(
        tmp_path,
        "from ray import tune\nfrom ray.tune.schedulers import ASHAScheduler\n"
        "space = {'lr': tune.loguniform(1e-4, 1e-1)}",
        "tune.run(lambda config: None, config=space, scheduler=ASHAScheduler())",
    )

    assert not run.cells[0].error
    words = "ray.tune.run is not installed on this machine, and its result cannot be made up"
    assert run.cells[1].error == f"NotHereError: {words}"


def test_what_cannot_be_measured_is_no_number_and_decorators_give_back_their_functions(
    tmp_path: Path,
) -> None:
    run = run_forked(
        tmp_path,
        "from codecarbon import EmissionsTracker, track_emissions\n"
        "from thop import profile\nfrom memory_profiler import profile as watched\n"
        "tracker = EmissionsTracker()\ntracker.start()\nemissions = tracker.stop()\n"
        "@track_emissions(project_name='a2')\ndef train():\n    return 1\n"
        "@watched\ndef test():\n    return 2\n"
        "operations, _ = profile(None, inputs=())\n"
        "print(f'{emissions:.3f}', emissions * 1000, operations, train(), test())",
    )

    assert printed(run) == "nan nan nan 1 2\n"


def test_a_package_that_bears_on_results_stays_missing_and_is_named(tmp_path: Path) -> None:
    run = run_forked(tmp_path, "import tensorflow as tf\ntf.ones(1)", "import nobody_knows_this")

    assert [cell.error.split(":")[0] for cell in run.cells] == ["ModuleNotFoundError"] * 2
    assert told(run) == ["tensorflow is not installed on this machine; its import was let pass."]


def test_colab_is_there_for_code_that_needs_it_and_for_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    run = run_forked(
        tmp_path,
        "try:\n    import google.colab\n    print('Colab')\nexcept ImportError:\n    print('here')",
        "from google.colab import drive, files\ndrive.mount('/content/drive')\n"
        "import os\nbefore = os.getcwd()\nos.chdir('/content/drive/MyDrive/hw2')\n"
        "print(os.getcwd() == before, files.upload()['a.csv'])\nfiles.download('a.csv')",
        "files.upload()['b.csv']",
    )

    assert printed(run).startswith("here\nMounted at /content/drive\nTrue b'1'\n")
    assert "b.csv cannot be uploaded here" in run.cells[2].error
    assert len(told(run)) == 5
