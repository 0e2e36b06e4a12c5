from argparse import Namespace
from pathlib import Path

import pytest
import torch

from training.heads import NewsModel
from training.tasks import Batch, Task
from training.tests.tiny import MARKS, SPECIAL, base_folder, tokenizer
from training.train import Run, begin, opening_marks, rate, tasks, untrained

WORDS = tuple(f"word{number}" for number in range(20))


class Steady:
    """A task of a few batches that asks for one topic and not for the other."""

    name = "relevance"

    def __init__(self, count: int = 4) -> None:
        self.count = count
        self.asked: list[int] = []

    def batches(self, turn: int) -> list[Batch]:
        self.asked.append(turn)
        ids = torch.tensor([[0, 8, 9, 2]])
        truth = torch.tensor([[1, 0, -100, -100]])
        one = Batch(task=self.name, ids=ids, mask=torch.ones_like(ids), targets=truth)
        return [one] * self.count

    def loss(self, model: NewsModel, batch: Batch) -> torch.Tensor:
        scores: torch.Tensor = model(self.name, batch.ids, batch.mask)
        return (scores - torch.tensor([[1.0, -1.0]])).square().mean()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_folder(tmp_path / "base", WORDS)


def new_run(base: Path, out: Path, task: Task) -> Run:
    torch.manual_seed(0)
    out.mkdir(exist_ok=True)
    return Run(untrained(base)[0], [task], out, seed=1, peak=1e-3)


def test_the_rate_rises_to_its_peak_and_falls_to_nothing() -> None:
    shares = [rate(step / 100) for step in range(101)]
    peak = shares.index(max(shares))
    assert shares[0] == 0 and shares[100] == 0 and shares[peak] == pytest.approx(1)
    assert shares[: peak + 1] == sorted(shares[: peak + 1])
    assert shares[peak:] == sorted(shares[peak:], reverse=True)
    assert rate(1.5) == 0


def test_a_pair_is_opened_by_the_marks_of_holder_and_target() -> None:
    known = (*SPECIAL, *MARKS)
    assert opening_marks(tokenizer(WORDS)) == (known.index("{"), known.index("["))


def test_training_lowers_the_loss_and_counts_its_steps(base: Path, tmp_path: Path) -> None:
    run = new_run(base, tmp_path / "out", Steady(10))
    run.train(passes=3, minutes=None)
    losses = run.progress.losses
    assert run.progress.steps == len(losses) == 30
    assert sum(losses[-5:]) < sum(losses[:5])


def test_what_is_kept_is_a_mean_of_weights_and_not_the_last(base: Path, tmp_path: Path) -> None:
    run = new_run(base, tmp_path / "out", Steady())
    name = "heads.relevance.linear.weight"
    first = run.model.state_dict()[name].clone()
    run.train(passes=2, minutes=None)
    kept, last = run.average.module.state_dict()[name], run.model.state_dict()[name]
    assert not torch.equal(kept, last)
    assert not torch.equal(kept, first)
    assert (kept - first).norm() < (last - first).norm()


def test_a_run_that_is_done_is_not_trained_again(base: Path, tmp_path: Path) -> None:
    new_run(base, tmp_path / "out", Steady()).train(passes=2, minutes=None)
    again = new_run(base, tmp_path / "out", Steady())
    again.resume()
    again.train(passes=2, minutes=None)
    assert again.progress.steps == 8


def test_a_run_goes_on_where_its_checkpoint_stands(base: Path, tmp_path: Path) -> None:
    first = new_run(base, tmp_path / "out", Steady())
    first.train(passes=1, minutes=None)
    task = Steady()
    second = new_run(base, tmp_path / "out", task)
    second.resume()
    for name, weight in first.model.state_dict().items():
        assert torch.equal(weight, second.model.state_dict()[name])
    for name, weight in first.average.state_dict().items():
        assert torch.equal(weight, second.average.state_dict()[name])
    assert {int(kept["step"]) for kept in second.optimizer.state.values()} == {4}
    second.train(passes=3, minutes=None)
    assert task.asked == [1, 2]
    assert (second.progress.turn, second.progress.steps) == (3, 12)


def test_without_a_checkpoint_a_run_begins_anew(base: Path, tmp_path: Path) -> None:
    run = new_run(base, tmp_path / "out", Steady())
    run.resume()
    assert run.progress.steps == 0


def test_an_earlier_run_gives_its_weights_and_its_lacking_heads_stay_new(
    base: Path, tmp_path: Path
) -> None:
    earlier, later = (untrained(base)[0] for _ in range(2))
    with torch.no_grad():
        earlier.get_parameter("heads.names.linear.weight").fill_(0.5)
    kept = {name: w for name, w in earlier.state_dict().items() if "stance" not in name}
    torch.save(kept, tmp_path / "model.pt")
    before = later.state_dict()["heads.stance.linear.weight"].clone()
    begin(later, tmp_path / "model.pt")
    after = later.state_dict()
    assert (after["heads.names.linear.weight"] == 0.5).all()
    assert torch.equal(after["heads.stance.linear.weight"], before)


def test_only_the_tasks_that_are_named_are_made(tmp_path: Path) -> None:
    common = {"seed": 1, "pieces": 100, "corpora": tmp_path}
    (only,) = tasks(Namespace(tasks=["relevance"], **common), tokenizer(WORDS))
    assert only.name == "relevance"
    with pytest.raises(FileNotFoundError):
        list(tasks(Namespace(tasks=["relevance", "quad"], **common), tokenizer(WORDS)))
