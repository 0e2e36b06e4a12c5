"""Opens a model by folder or hub id on torch, for operators who set one of their own."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.nlp.model import Model, ModelError, Output, Run, Scores
from analysis.nlp.onnx_models import ordered_labels
from analysis.nlp.tuning import STANCES, TOPICS, read_tuning
from analysis.nlp.windows import WINDOW_PIECES, Ids
from analysis.nlp.words import Vocabulary, frame_of

KINDS = {
    Output.NAMES: "AutoModelForTokenClassification",
    Output.RELEVANCE: "AutoModelForSequenceClassification",
    Output.VECTOR: "AutoModel",
    Output.STANCE: "AutoModelForSequenceClassification",
}
# How the words begin of which other models make the names of our labels.
LABEL_WORDS = {
    "ceasefire": ("ceasefire", "truce"),
    "displacement": ("displac", "idp"),
    "oppose": ("oppos", "against"),
    "neutral": ("neutral", "none", "neither"),
    "support": ("support", "favor", "favour"),
}
# Their tokenizers cut a word that stands alone otherwise than one after a blank, unless told.
NEED_A_BLANK = {"bloom", "deberta", "gpt2", "longformer", "roberta"}
# RoBERTa counts positions from 2.
RESERVED_POSITIONS = 2
MULTI_LABEL = "multi_label_classification"

Convert = Callable[[Any, Ids], Scores]


def open_torch(name: str, purpose: Output, *, threads: int) -> Model:
    """Open a folder, or a hub id with or without @revision, for one purpose; raise ModelError."""
    model, tokenizer = _load(name, purpose, threads)
    labels = ordered_labels(model.config.id2label or {})
    try:
        tuning = read_tuning(model.config.to_dict())
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"config.json: {error}") from error
    run = _runner(model, purpose, _converter(purpose, labels, model.config))
    vocabulary = _vocabulary(tokenizer)
    positions = getattr(model.config, "max_position_embeddings", None) or WINDOW_PIECES
    return Model(
        name=name.rstrip("/").rsplit("/", 1)[-1],
        vocabulary=vocabulary,
        run=run,
        outputs=frozenset({purpose}),
        labels=labels if purpose is Output.NAMES else (),
        tuning=tuning,
        size=_try(run, vocabulary, purpose) if purpose is Output.VECTOR else 0,
        window=min(WINDOW_PIECES, positions - RESERVED_POSITIONS),
    )


def columns_of(labels: Sequence[str], meanings: Sequence[str]) -> list[int]:
    """Return the column of the one label for each meaning; raise ModelError where there is none
    or more than one."""
    found = [[i for i, label in enumerate(labels) if _means(label, m)] for m in meanings]
    flat = [column for columns in found for column in columns]
    if len(flat) != len(meanings) or len(set(flat)) != len(meanings) or not all(found):
        raise ModelError(
            f"expected one label each for {', '.join(meanings)}; found {', '.join(labels)}"
        )
    return flat


def _means(label: str, meaning: str) -> bool:
    words = re.findall(r"[a-z]+", label.lower())
    return any(word.startswith(LABEL_WORDS[meaning]) for word in words)


def _load(name: str, purpose: Output, threads: int) -> tuple[Any, Any]:
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    if name.startswith(("/", ".")) and not Path(name).is_dir():
        raise ModelError("there is no such folder")
    try:
        import torch
        import transformers
    except ImportError as error:
        raise ModelError(
            "it holds no ONNX file, and torch for other models is not installed "
            "(pip install -r requirements-torch.txt)"
        ) from error
    torch.set_num_threads(threads)
    where, _, revision = (name, "", "") if Path(name).is_dir() else name.partition("@")
    options = {"revision": revision} if revision else {}
    try:
        model = getattr(transformers, KINDS[purpose]).from_pretrained(where, **options).eval()
        if model.config.model_type in NEED_A_BLANK:
            options["add_prefix_space"] = "true"
        tokenizer = transformers.AutoTokenizer.from_pretrained(where, **options)
    except Exception as error:  # of hub, files and formats: many classes without a common base
        raise ModelError(str(error)) from error
    _check_tokenizer(tokenizer, model.config)
    return model, tokenizer


def _check_tokenizer(tokenizer: Any, config: Any) -> None:
    known, wanted = len(tokenizer), getattr(config, "vocab_size", None)
    if wanted is not None and known > wanted:
        raise ModelError(
            f"the tokenizer is not this model's: it has {known} pieces, the model knows {wanted}"
        )
    if tokenizer.pad_token_id is None:
        raise ModelError("the tokenizer has no piece for padding")


def _vocabulary(tokenizer: Any) -> Vocabulary:
    def cut(words: Sequence[str], *, framed: bool = False) -> list[list[int]]:
        found = tokenizer(
            [[word] for word in words], is_split_into_words=True, add_special_tokens=framed
        )
        pieces: list[list[int]] = found["input_ids"]
        return pieces

    prefix, suffix = frame_of(lambda word, framed: cut([word], framed=framed)[0])
    return Vocabulary(cut, prefix=prefix, suffix=suffix, pad=tokenizer.pad_token_id)


def _runner(model: Any, purpose: Output, convert: Convert) -> Run:
    import torch

    def run(ids: Ids, mask: Ids) -> Mapping[str, Scores]:
        with torch.inference_mode():
            found = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
        raw = found.last_hidden_state if purpose is Output.VECTOR else found.logits
        return {purpose: convert(raw.float().numpy(), mask)}

    return run


def _converter(purpose: Output, labels: Sequence[str], config: Any) -> Convert:
    """Return what makes the model's scores those that we ask for."""
    if purpose is Output.VECTOR:
        return _mean_state
    if purpose is Output.STANCE:
        columns = columns_of(labels, STANCES)
        return lambda raw, _mask: raw[:, columns]
    if purpose is Output.RELEVANCE:
        columns = columns_of(labels, TOPICS)
        # A model of the two topics alone has no way to say neither but by low scores for both.
        if config.problem_type == MULTI_LABEL or len(labels) == len(TOPICS):
            return lambda raw, _mask: raw[:, columns]
        return lambda raw, _mask: _against_the_rest(raw)[:, columns]
    return lambda raw, _mask: raw


def _mean_state(states: Scores, mask: Ids) -> Scores:
    weights = mask[:, :, None].astype(np.float32)
    mean: Scores = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return mean


def _against_the_rest(raw: Scores) -> Scores:
    """Return for each of the labels that exclude each other its log odds against all others."""
    exponents = np.exp(raw - raw.max(axis=1, keepdims=True)).astype(np.float64)
    shares = exponents / exponents.sum(axis=1, keepdims=True)
    shares = shares.clip(1e-9, 1 - 1e-9)
    odds: Scores = np.log(shares / (1 - shares)).astype(np.float32)
    return odds


def _try(run: Run, vocabulary: Vocabulary, purpose: Output) -> int:
    ids = np.array([[*vocabulary.prefix, vocabulary.pad, *vocabulary.suffix]], dtype=np.int64)
    return int(run(ids, np.ones_like(ids))[purpose].shape[-1])
