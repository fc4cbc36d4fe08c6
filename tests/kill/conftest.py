"""How often graders with the real sandbox are ended: `make kill` asks for a hundred times."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "end graders with the real sandbox at so many moments"
    parser.addoption("--kills", type=int, default=2, help=words)


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """How many moments."""
    # Only known where this folder was asked for by name.
    return int(request.config.getoption("--kills", 2))
