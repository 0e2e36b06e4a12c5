import torch

from training.sensitivity import WEIGHT_LIMIT, as_int8, as_uint8


def test_each_channel_has_a_scale_of_its_own() -> None:
    weight = torch.tensor([[64.0, 1.4], [0.64, 0.014]])
    assert torch.allclose(as_int8(weight), torch.tensor([[64.0, 1.0], [0.64, 0.01]]))


def test_weights_move_by_half_a_step_at_most() -> None:
    weight = torch.randn(8, 16, generator=torch.Generator().manual_seed(1))
    step = weight.abs().amax(dim=1, keepdim=True) / WEIGHT_LIMIT
    assert torch.all((as_int8(weight) - weight).abs() <= step / 2 + 1e-6)


def test_inputs_keep_zero_and_lose_what_one_far_value_costs() -> None:
    inputs = torch.tensor([0.0, 0.4, -0.2, 255.0])
    assert as_uint8(inputs)[0] == 0
    assert as_uint8(inputs)[1] == 0
    assert as_uint8(inputs)[3] > 250
