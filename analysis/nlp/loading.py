"""Opens a model by folder or hub id for one purpose.

A folder with an ONNX file runs on onnxruntime; any other folder or hub id runs on torch, which an
operator installs for it. Heavy libraries are imported when a model is opened, and not before.
"""

from pathlib import Path

from analysis.nlp.model import Model, ModelError, Output
from analysis.nlp.onnx_models import open_onnx
from analysis.nlp.torch_models import open_torch


def open_model(name: str, purpose: Output = Output.NAMES, *, threads: int) -> Model:
    """Open a model on so many threads; an ONNX file may serve other purposes, too.

    Raises ModelError, which names the model, where it cannot be opened or does not serve this one.
    """
    try:
        if is_onnx(name):
            model = open_onnx(Path(name), threads=threads)
        else:
            model = open_torch(name, purpose, threads=threads)
    except ModelError as error:
        raise ModelError(f"the model {name!r} cannot be used: {one_line(error)}") from error
    if purpose not in model.outputs:
        raise ModelError(
            f"the model {name!r} cannot be used: expected an output named {purpose}; "
            f"found {', '.join(sorted(model.outputs)) or 'none that is known'}"
        )
    return model


def is_onnx(name: str) -> bool:
    """Tell whether a name is that of a folder with an ONNX file."""
    return any(Path(name).glob("*.onnx"))


def one_line(error: Exception) -> str:
    """Return an error's message without its line breaks, which libraries like to make."""
    return " ".join(str(error).split())
