"""Energy: what is metered is metered right, what is assumed is said to be, and nothing fails."""

import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from reference.training import energy
from reference.training.energy import WATTS_OF_A_BUSY_CORE, Meter, carbon_grams, joules

pytestmark = pytest.mark.torch  # the GPU's meter asks torch which GPU it uses


@pytest.fixture(autouse=True)
def without_meters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No meter but those that a test brings: importing the others fails, as if not installed."""
    monkeypatch.setitem(sys.modules, "codecarbon", None)
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", "/nowhere")
    energy._tracker.cache_clear()
    was = logging.getLogger("codecarbon").disabled
    yield
    logging.getLogger("codecarbon").disabled = was
    energy._tracker.cache_clear()


def keep_busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        sum(range(1000))


def test_the_published_carbon_of_a2_follows_from_its_energy() -> None:
    assert carbon_grams(0.015426) == pytest.approx(4.538, abs=0.001)
    assert carbon_grams(2.0, grams_per_kilowatt_hour=100.0) == 200.0


def test_power_is_summed_over_the_time_that_it_was_drawn() -> None:
    readings = [(1.0, 100.0), (2.0, 100.0), (3.0, 200.0)]

    # Level before the first and after the last reading, straight between them.
    assert joules(readings, start=0.0, end=5.0) == 100 + 100 + 150 + 400
    assert joules([], start=0.0, end=5.0) is None


def test_without_a_meter_busy_cores_are_counted_and_that_is_said() -> None:
    with Meter("cpu") as meter:
        keep_busy(0.3)

    assert meter.kilowatt_hours == pytest.approx(0.3 * WATTS_OF_A_BUSY_CORE / 3.6e6, rel=0.5)
    assert "assumed: 10 W for each core" in meter.how


def test_time_in_which_nothing_is_done_costs_next_to_nothing_on_a_cpu() -> None:
    with Meter("cpu") as meter:
        time.sleep(0.3)

    assert meter.kilowatt_hours is not None
    assert meter.kilowatt_hours < 0.1 * WATTS_OF_A_BUSY_CORE / 3.6e6


def a_codecarbon(monkeypatch: pytest.MonkeyPatch, **makes: object) -> None:
    module = ModuleType("codecarbon")
    vars(module).update(makes)
    monkeypatch.setitem(sys.modules, "codecarbon", module)


class Tracker:
    """Counts tasks as codecarbon's does, without a machine."""

    made: list[dict[str, object]]

    def __init__(self, **settings: object) -> None:
        self.made.append(settings)
        self._hardware: tuple[object, ...] = ()

    def start_task(self, name: str) -> None:
        logging.getLogger("codecarbon").error("started %s", name)

    def stop_task(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(
            cpu_energy=0.003,
            ram_energy=0.001,
            gpu_energy=7.0,
            cpu_model="A Processor",
            ram_power=10.0,
            codecarbon_version="3.0",
        )


def test_codecarbon_is_believed_for_processor_and_memory_and_makes_no_noise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Tracker, "made", [], raising=False)
    a_codecarbon(monkeypatch, OfflineEmissionsTracker=Tracker)

    for _ in range(2):
        with Meter("cpu") as meter:
            pass

        # An idle GPU has no part in what a processor trained.
        assert meter.kilowatt_hours == pytest.approx(0.004)
        assert meter.how.startswith("codecarbon 3.0 offline: processor (A Processor)")
    (settings,) = Tracker.made  # the machine is looked at once
    assert settings["output_methods"] == []
    assert capsys.readouterr() == ("", "")


class Broken(Tracker):
    def stop_task(self, name: str) -> SimpleNamespace:
        raise RuntimeError("no counters")


@pytest.mark.parametrize("tracker", [Broken, None])
def test_a_codecarbon_that_does_not_work_is_passed_over_in_silence(
    tracker: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Tracker, "made", [], raising=False)
    a_codecarbon(monkeypatch, OfflineEmissionsTracker=tracker)

    with Meter("cpu") as meter:
        keep_busy(0.05)

    assert meter.kilowatt_hours
    assert meter.how.startswith("assumed")
    assert capsys.readouterr() == ("", "")


def a_nvidia_smi(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\n{answer}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_power_of_a_gpu_is_read_by_nvidia_smi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = 'case "$*" in *power.draw*) echo 360.00;; *) echo "A GPU, 550.1";; esac'
    a_nvidia_smi(tmp_path, monkeypatch, says)
    monkeypatch.setattr(energy, "SECONDS_BETWEEN_READINGS", 0.05)

    with Meter("cuda") as meter:
        start = time.perf_counter()
        time.sleep(0.5)
    seconds = time.perf_counter() - start

    assert meter.kilowatt_hours == pytest.approx(360 * seconds / 3.6e6, rel=0.2)
    assert "power of A GPU read every second by nvidia-smi, driver 550.1" in meter.how


@pytest.mark.parametrize("answer", ["exit 9", "echo '[N/A], 1'", "true"])
def test_a_gpu_that_does_not_tell_its_power_has_no_energy(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_nvidia_smi(tmp_path, monkeypatch, answer)

    with Meter("cuda") as meter:
        pass

    assert meter.kilowatt_hours is None
    assert meter.how == ""


def test_a_meter_lets_an_error_of_training_through() -> None:
    with pytest.raises(ValueError, match="of training"), Meter("cpu"):
        raise ValueError("of training")
