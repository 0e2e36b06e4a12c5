"""The models of the settings, each opened once a process, and the check that they open.

    python -m analysis.nlp.opening NAMES RELEVANCE EMBEDDING STANCE THREADS

opens them and ends with status 1 and one line on standard error where one cannot be used.
"""

import subprocess
import sys
from dataclasses import astuple, dataclass
from functools import lru_cache

from analysis.nlp.loading import is_onnx, one_line, open_model
from analysis.nlp.model import Model, ModelError, Output
from analysis.nlp.reader import TextReader
from analysis.nlp.stance import MarkedStanceJudge

# Long enough to fetch a large model from a hub the first time.
CHECK_SECONDS = 1800
SETTINGS = {
    Output.NAMES: "NEWSMON_NER_MODEL",
    Output.RELEVANCE: "NEWSMON_RELEVANCE_MODEL",
    Output.VECTOR: "NEWSMON_EMBEDDING_MODEL",
    Output.STANCE: "NEWSMON_STANCE_MODEL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelNames:
    """Folders or hub ids, one for each purpose; one model may serve several."""

    names: str
    relevance: str
    embedding: str
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """What the pipeline is handed; no judge of stances where the names' model has none."""

    reader: TextReader
    stance_judge: MarkedStanceJudge | None


@lru_cache(maxsize=1)
def open_models(chosen: ModelNames, *, threads: int) -> Models:
    """Open all models, the first time; raise ModelError, which names setting and model."""
    names = _open(chosen.names, Output.NAMES, threads)
    relevance, vectors, stance = (
        _other(name, purpose, chosen.names, names, threads)
        for name, purpose in (
            (chosen.relevance, Output.RELEVANCE),
            (chosen.embedding, Output.VECTOR),
            (chosen.stance, Output.STANCE),
        )
    )
    try:
        reader = TextReader(names, relevance=relevance, vectors=vectors)
    except ModelError as error:
        raise ModelError(f"{SETTINGS[Output.NAMES]}: {chosen.names}: {error}") from error
    return Models(reader=reader, stance_judge=MarkedStanceJudge(stance) if stance else None)


def _other(name: str, purpose: Output, names_name: str, names: Model, threads: int) -> Model | None:
    """Return the model for a purpose; what the names' own model does not do is left out."""
    if name == names_name and is_onnx(name) and purpose not in names.outputs:
        return None
    return _open(name, purpose, threads)


@lru_cache(maxsize=len(SETTINGS))
def _open(name: str, purpose: Output, threads: int) -> Model:
    try:
        return open_model(name, purpose, threads=threads)
    except ModelError as error:
        raise ModelError(f"{SETTINGS[purpose]}: {error}") from error


def check(chosen: ModelNames, *, threads: int) -> None:
    """Open the models in a process of its own, which takes their memory with it; raise ModelError.

    A process that forks must not have opened one: threads do not survive a fork.
    """
    command = [sys.executable, "-m", "analysis.nlp.opening", *astuple(chosen), str(threads)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=CHECK_SECONDS)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"ended with status {done.returncode}"]
        raise ModelError(lines[-1])


def main(arguments: list[str]) -> None:
    *chosen, threads = arguments
    names, relevance, embedding, stance = chosen
    try:
        open_models(
            ModelNames(names=names, relevance=relevance, embedding=embedding, stance=stance),
            threads=int(threads),
        )
    except ModelError as error:
        sys.exit(one_line(error))


if __name__ == "__main__":
    main(sys.argv[1:])
