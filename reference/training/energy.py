"""How much energy training took, and the carbon that belongs to it.

On a GPU its power is read about once a second; on a CPU codecarbon meters if it is installed, else
an assumption stands in. No meter ever makes training fail: what cannot be metered is None.
"""

import csv
import logging
import math
import os
import subprocess
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import pairwise
from time import perf_counter
from types import TracebackType
from typing import Any

SECONDS_BETWEEN_READINGS = 1.0
SECONDS_TO_ANSWER = 10.0
"""After so long without an answer `nvidia-smi` is given up, for this reading."""
WATTS_OF_A_BUSY_CORE = 10.0
"""Assumed where nothing can be metered, with memory and power supply.

Rated power divided by cores is 4 W for servers with many cores and up to 15 W for desktop
processors; most lies between.
"""
GRAMS_PER_KILOWATT_HOUR = 294.2
"""CO2eq of electricity: A2's published 4.538 g for 0.015426 kWh."""
JOULES_PER_KILOWATT_HOUR = 3.6e6

Samples = Sequence[tuple[float, float]]
"""Readings of power: when (s), how much (W)."""


def carbon_grams(
    kilowatt_hours: float, *, grams_per_kilowatt_hour: float = GRAMS_PER_KILOWATT_HOUR
) -> float:
    """The CO2eq (g) of so much electricity."""
    return kilowatt_hours * grams_per_kilowatt_hour


def joules(samples: Samples, *, start: float, end: float) -> float | None:
    """Energy between two moments (s): power is straight between readings and level beyond them."""
    if not samples:
        return None
    points = [(start, samples[0][1]), *samples, (end, samples[-1][1])]
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))


class Meter:
    """Meters the energy of what is done inside its `with` block."""

    def __init__(self, device: str) -> None:
        self.kilowatt_hours: float | None = None
        """The energy; None until the block ends, and if it could not be metered."""
        self.how = ""
        """How it was found and what was assumed, in one sentence."""
        self._gauges: list[GpuPower | Codecarbon | BusyCores] = (
            [GpuPower()] if device.startswith("cuda") else [Codecarbon(), BusyCores()]
        )

    def __enter__(self) -> "Meter":
        for gauge in self._gauges:
            gauge.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for gauge in self._gauges:  # all are stopped; the first that knows is believed
            found = gauge.stop()
            if self.kilowatt_hours is None and found is not None and _is_possible(found):
                self.kilowatt_hours, self.how = found, gauge.how


def _is_possible(kilowatt_hours: float) -> bool:
    return math.isfinite(kilowatt_hours) and kilowatt_hours >= 0


class BusyCores:
    """An assumed power for every core that this process kept busy."""

    how = (
        f"assumed: {WATTS_OF_A_BUSY_CORE:g} W for each core that the process kept busy, "
        "nothing was metered"
    )

    def start(self) -> None:
        """Begin."""
        self._before = _busy_seconds()

    def stop(self) -> float | None:
        """The energy since the start (kWh)."""
        busy = _busy_seconds() - self._before
        return busy * WATTS_OF_A_BUSY_CORE / JOULES_PER_KILOWATT_HOUR


def _busy_seconds() -> float:
    """Processor seconds of this process and of its children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Codecarbon:
    """The meter that assignments ask for, without its network, files and output."""

    def __init__(self) -> None:
        self.how = ""
        self._task: str | None = None

    def start(self) -> None:
        """Begin, if codecarbon is there."""
        with suppress(Exception):
            tracker = _tracker()
            if tracker is not None:
                name = f"{id(self)}-{perf_counter()}"
                tracker.start_task(name)
                self._task = name

    def stop(self) -> float | None:
        """The energy of processor and memory since the start (kWh); None if it failed."""
        with suppress(Exception):
            tracker = _tracker()
            if tracker is not None and self._task is not None:
                found = tracker.stop_task(self._task)
                self.how = _how_codecarbon(tracker, found)
                return float(found.cpu_energy + found.ram_energy)
        return None


@cache
def _tracker() -> Any:
    """This process's tracker; None if there is no codecarbon or it does not work here.

    It looks for the machine's hardware when it is first started, which takes a second or two.
    """
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("codecarbon").disabled = True
        make = import_module("codecarbon").OfflineEmissionsTracker
        common = {
            "country_iso_code": "NLD",
            "tracking_mode": "process",
            "allow_multiple_runs": True,
        }
        try:
            tracker = make(output_methods=[], **common)
        except TypeError:  # an earlier version
            tracker = make(save_to_file=False, save_to_api=False, **common)
        tracker.start_task("look for hardware")
        return tracker if tracker.stop_task("look for hardware") is not None else None
    return None


def _how_codecarbon(tracker: Any, found: Any) -> str:
    processor = next(
        (one for one in getattr(tracker, "_hardware", ()) if type(one).__name__ == "CPU"), None
    )
    model = found.cpu_model or "of an unknown kind"
    if "load" in str(processor).lower():
        rated = getattr(processor, "_tdp", None)
        power = (
            f"{rated:g} W at full load" if isinstance(rated, int | float) else "its model's power"
        )
        source = f"assumed at {power}, times the load of this process"
    else:
        source = f"by {processor or 'codecarbon'}, for the whole machine"
    return (
        f"codecarbon {found.codecarbon_version} offline: processor ({model}) {source}; "
        f"memory assumed at {found.ram_power:.3g} W"
    )


class GpuPower:
    """The power of the GPU, read again and again in a thread."""

    def __init__(self) -> None:
        self.how = ""
        self._samples: list[tuple[float, float]] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._place = _gpu_place()  # asked here: training may soon be recorded, and is left alone
        self._start = perf_counter()
        self._thread.start()

    def stop(self) -> float | None:
        """The energy since the start (kWh); None if the power could not be read."""
        self._stopping.set()
        self._thread.join(2 * SECONDS_TO_ANSWER)
        found = joules(list(self._samples), start=self._start, end=perf_counter())
        return None if found is None else found / JOULES_PER_KILOWATT_HOUR

    def _read(self) -> None:
        with suppress(Exception):
            watts, self.how = _power_reader(self._place)
            while True:
                now = perf_counter()
                with suppress(Exception):
                    self._samples.append((now, watts()))
                rest = SECONDS_BETWEEN_READINGS - (perf_counter() - now)
                if self._stopping.wait(max(rest, 0.0)):
                    return


def _power_reader(place: str) -> tuple[Callable[[], float], str]:
    """What reads the power of the GPU (W), and how it does, in words."""
    alone = "the GPU alone, without processor and memory of the machine"
    with suppress(Exception):
        nvml: Any = import_module("pynvml")
        nvml.nvmlInit()
        gpu = (
            nvml.nvmlDeviceGetHandleByPciBusId(place.encode())
            if place
            else nvml.nvmlDeviceGetHandleByIndex(0)
        )
        nvml.nvmlDeviceGetPowerUsage(gpu)
        name, driver = nvml.nvmlDeviceGetName(gpu), nvml.nvmlSystemGetDriverVersion()
        how = f"power of {_text(name)} read every second by NVML, driver {_text(driver)}: {alone}"
        return lambda: nvml.nvmlDeviceGetPowerUsage(gpu) / 1000, how
    name, driver = _ask_nvidia_smi("name,driver_version", place)
    how = f"power of {name} read every second by nvidia-smi, driver {driver}: {alone}"
    return lambda: float(_ask_nvidia_smi("power.draw", place)[0]), how


def _ask_nvidia_smi(wanted: str, place: str) -> list[str]:
    """What `nvidia-smi` says of the GPU at this place, value by value."""
    asked = ["nvidia-smi", f"--query-gpu={wanted}", "--format=csv,noheader,nounits"]
    run = subprocess.run(
        [*asked, *(["-i", place] if place else [])],
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS_TO_ANSWER,
    )
    return next(csv.reader(run.stdout.splitlines(), skipinitialspace=True))


def _gpu_place() -> str:
    """Where on the bus the GPU is that torch uses; empty if it cannot be told."""
    with suppress(Exception):
        import torch

        found: Any = torch.cuda.get_device_properties(torch.cuda.current_device())
        return f"{found.pci_domain_id:08X}:{found.pci_bus_id:02X}:{found.pci_device_id:02X}.0"
    return ""


def _text(answer: str | bytes) -> str:
    return answer.decode() if isinstance(answer, bytes) else answer
