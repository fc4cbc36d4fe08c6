"""Networks as the text builds them; layers and counts that are not certain are left out."""

import pytest

from grader import notation
from tests.collect.written.cases_networks import BEFORE, NETWORKS
from tests.collect.written.conftest import read


@pytest.mark.parametrize("case", NETWORKS)
def test_a_network_is_told_as_far_as_it_is_certain(case: str) -> None:
    source, expected = NETWORKS[case]

    networks = read(BEFORE, source).networks

    assert [(one.layers, one.parameters) for one in networks] == expected


@pytest.mark.parametrize("case", NETWORKS)
def test_layers_that_are_told_are_notation_and_fit_together(case: str) -> None:
    for one in read(BEFORE, NETWORKS[case][0]).networks:
        if one.layers:
            architecture = notation.parse_architecture(one.layers)
            assert notation.write_architecture(architecture) == one.layers
            assert not notation.problems(architecture)
