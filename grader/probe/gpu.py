"""Keeps a run within its share of a device's memory, from the moment that it uses the device."""


def keep_share(share: float) -> None:
    """Let this process allocate only `share` of its device's memory; a whole one needs nothing."""
    if not 0 < share < 1:
        return
    import torch

    # Not at once: a run that never uses the device must not wait until it is awake.
    torch.cuda._lazy_call(  # type: ignore[no-untyped-call]
        lambda: torch.cuda.set_per_process_memory_fraction(share)
    )
