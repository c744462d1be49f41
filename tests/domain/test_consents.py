"""Which layers of consent can be taken back and given again, in every state of a request."""

import pytest

from domain.consents import OF_A_REQUEST, Layer, can_give_again, can_withdraw
from domain.requests import FINAL, State


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("layer", Layer)
def test_a_layer_can_be_changed_while_the_request_runs_and_figures_can_be_left_after_it(
    state: State, layer: Layer
) -> None:
    over = state in FINAL
    assert can_withdraw(layer, state) is (layer is Layer.STATISTICS or (not over and layer in OF_A_REQUEST))
    assert can_give_again(layer, state) is (not over and layer in OF_A_REQUEST)
