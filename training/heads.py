"""The network: one encoder, a small head for each thing that newsmon asks of a text.

A head reads the encoder's last states. `TokenHead` labels words. Heads for sentences (relevance,
a vector to keep close to the base model's, the stance of a marked pair) read the mean of the
states and come beside it in `NewsModel.heads`; training picks the head by the task's name.
"""

from typing import cast

import torch
from torch import nn
from transformers import AutoModel, BertModel

DROPOUT = 0.1


class TokenHead(nn.Module):
    """Scores each piece for each label: (batch, pieces, hidden) to (batch, pieces, labels)."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(DROPOUT)
        self.linear = nn.Linear(hidden, labels)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return cast(torch.Tensor, self.linear(self.dropout(states)))


class SentenceHead(nn.Module):
    """Scores a sentence by the mean of its states: (batch, pieces, hidden) to (batch, labels)."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.dropout = nn.Dropout(DROPOUT)
        self.linear = nn.Linear(hidden, labels)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return cast(torch.Tensor, self.linear(self.dropout(mean_state(states, mask))))


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
        return cast(torch.Tensor, self.heads[task](states.float(), mask))


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
