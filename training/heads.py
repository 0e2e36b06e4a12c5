"""The network: one encoder, a small head for each thing that newsmon asks of a text.

A head reads the encoder's last states: `TokenHead` labels words, `SentenceHead` says what a
sentence speaks of, `VectorHead` keeps its vector close to the base model's, `PairHead` judges a
marked pair. Training picks the head by the task's name.
"""

from collections.abc import Mapping
from typing import cast

import torch
from torch import nn
from transformers import AutoModel, BertModel

DROPOUT = 0.1
# Below every state: what a padded piece counts as where the peak is sought.
LOWEST = -1e4


class TokenHead(nn.Module):
    """Scores each piece for each label: (batch, pieces, hidden) to (batch, pieces, labels)."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(DROPOUT)
        self.linear = nn.Linear(hidden, labels)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return cast(torch.Tensor, self.linear(self.dropout(states)))


class SentenceHead(nn.Module):
    """Scores a sentence by mean and peak of its states.

    (batch, pieces, hidden) to (batch, labels).
    """

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(DROPOUT)
        self.linear = nn.Linear(2 * hidden, labels)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        peak = states.masked_fill(mask.unsqueeze(-1) == 0, LOWEST).amax(1)
        both = torch.cat([mean_state(states, mask), peak], dim=-1)
        return cast(torch.Tensor, self.linear(self.dropout(both)))


class PairHead(nn.Module):
    """Scores a marked pair: (batch, pieces, hidden) to (batch, labels).

    It reads the states at the opening marks of holder and target and the mean of all; a mark that
    is absent reads as nothing.
    """

    def __init__(self, hidden: int, labels: int, marks: tuple[int, int]) -> None:
        super().__init__()
        self.marks = marks
        self.dropout = nn.Dropout(DROPOUT)
        self.inner = nn.Linear(3 * hidden, hidden)
        self.linear = nn.Linear(hidden, labels)

    def forward(self, states: torch.Tensor, mask: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        read = [mean_state(states, (ids == mark).to(mask.dtype)) for mark in self.marks]
        read.append(mean_state(states, mask))
        inner = torch.tanh(self.inner(self.dropout(torch.cat(read, dim=-1))))
        return cast(torch.Tensor, self.linear(self.dropout(inner)))


class VectorHead(nn.Module):
    """Turns a sentence into a vector of the base model's size: (batch, pieces, hidden) to
    (batch, hidden); it begins as the mean of the states."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.linear = nn.Linear(hidden, hidden)
        nn.init.eye_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return cast(torch.Tensor, self.linear(mean_state(states, mask)))


def mean_state(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the mean of the states under the mask, the base model's own sentence vector."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


class NewsModel(nn.Module):
    """`encoder` is shared; `heads` maps a task's name to its head."""

    def __init__(self, encoder: BertModel, heads: dict[str, nn.Module]) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict(heads)

    def forward(self, task: str, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.judge(task, states.float(), mask, ids)

    def judge(
        self, task: str, states: torch.Tensor, mask: torch.Tensor, ids: torch.Tensor
    ) -> torch.Tensor:
        """Return what one head makes of the encoder's states."""
        head = self.heads[task]
        read = (states, mask, ids) if isinstance(head, PairHead) else (states, mask)
        return cast(torch.Tensor, head(*read))


def new_heads(
    hidden: int, labels: Mapping[str, int], marks: tuple[int, int]
) -> dict[str, nn.Module]:
    """Return untrained heads for so many labels; `marks` are the pieces that open a pair."""
    return {
        "names": TokenHead(hidden, labels["names"]),
        "relevance": SentenceHead(hidden, labels["relevance"]),
        "vector": VectorHead(hidden),
        "stance": PairHead(hidden, labels["stance"], marks),
        "quad": SentenceHead(hidden, labels["quad"]),
    }


def load_encoder(folder: str, *, attention: str = "sdpa") -> BertModel:
    """Open the encoder of a folder without its unused pooling layer."""
    return cast(
        BertModel,
        AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention),
    )


def freeze(encoder: BertModel, layers: int) -> None:
    """Keep the embeddings and so many lowest layers as they are."""
    frozen: list[nn.Module] = [encoder.embeddings, *encoder.encoder.layer[:layers]]
    for module in frozen:
        module.requires_grad_(False)
