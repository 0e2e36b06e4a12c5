"""The mean of two runs."""

import pytest
import torch

from training.mix import mixed


def test_each_weight_lies_between_those_of_the_runs_by_the_share() -> None:
    first, second = {"a": torch.tensor([0.0, 4.0])}, {"a": torch.tensor([4.0, 0.0])}
    assert mixed(first, second, 0.75)["a"].tolist() == [3.0, 1.0]
    assert mixed(first, second, 0.0)["a"].tolist() == [0.0, 4.0]


def test_runs_of_different_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="different networks"):
        mixed({"a": torch.zeros(1)}, {"b": torch.zeros(1)}, 0.5)
