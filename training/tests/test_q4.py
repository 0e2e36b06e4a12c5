import struct
from pathlib import Path

import numpy as np
import pytest

from training.q4 import WeightFileError, decode_blocks, encode_blocks, read_weights


def block(scale: float, nibbles: list[int]) -> bytes:
    low, high = nibbles[:16], nibbles[16:]
    pairs = bytes(a | (b << 4) for a, b in zip(low, high, strict=True))
    return np.float16(scale).tobytes() + pairs


def weight_file(*, magic: bytes = b"E5S1", block_size: int = 32) -> bytes:
    pieces = ["<s>", "▁سوريا"]
    blob = b"".join(piece.encode() for piece in pieces)
    ends = np.cumsum([0, *(len(piece.encode()) for piece in pieces)]).astype("<u4")
    head = magic + struct.pack(
        "<I7ifi5i", 1, 32, 1, 2, 64, 2, 8, 1, 1e-12, block_size, 2, 0, 1, 1, 0
    )
    head += struct.pack("<Q", len(blob)) + ends.tobytes() + b"\0" * 8 + blob
    head += struct.pack("<iI", 1, 3) + b"abc" + struct.pack("<i", 2)
    word, norm = block(0.5, [0] * 32) + block(0.5, [15] * 32), np.arange(32, dtype="<f4").tobytes()
    names = (b"emb.word", b"emb.ln.w")
    start = len(head) + sum(2 + len(name) + 21 for name in names)
    places = ((start, len(word)), (start + len(word), len(norm)))
    for name, place in zip(names, places, strict=True):
        head += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", 0, 0, *place)
    return head + word + norm


def test_low_nibbles_come_first_and_eight_is_zero() -> None:
    weights = decode_blocks(block(0.25, [*range(16), *range(15, -1, -1)]))
    assert weights.tolist() == [0.25 * (n - 8) for n in [*range(16), *range(15, -1, -1)]]


def test_half_a_block_is_refused() -> None:
    with pytest.raises(WeightFileError, match="whole blocks"):
        decode_blocks(b"\0" * 20)


def test_encoding_undoes_decoding_exactly() -> None:
    random = np.random.default_rng(0)
    nibbles = random.integers(0, 16, (6, 32))
    nibbles[:, 3] = 0  # the writer of the file gives -8 to the weight farthest from zero
    raw = b"".join(
        block(s, row.tolist()) for s, row in zip([1, -2, 0.1, 3, 0.7, 9], nibbles, strict=True)
    )
    matrix = decode_blocks(raw).reshape(3, 64)
    values, scales = encode_blocks(matrix)
    assert np.array_equal(values * np.repeat(scales, 32, axis=1), matrix)


def test_encoding_a_matrix_of_other_origin_rounds_within_its_block() -> None:
    matrix = np.random.default_rng(1).normal(size=(4, 64)).astype(np.float32)
    values, scales = encode_blocks(matrix)
    wide = np.repeat(scales, 32, axis=1)
    assert np.all(np.abs(values * wide - matrix) <= np.abs(wide) + 1e-6)
    assert values.min() >= -8 and values.max() <= 7


def test_a_block_of_zeros_stays_zero() -> None:
    values, scales = encode_blocks(np.zeros((1, 32), np.float32))
    assert not values.any() and not scales.any()


def test_a_file_gives_its_shape_pieces_and_tensors(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(weight_file())
    file = read_weights(path)
    assert (file.shape.hidden, file.shape.layers, file.shape.vocabulary) == (32, 1, 2)
    assert file.pieces == ("<s>", "▁سوريا")
    assert file.matrix("emb.word", 2, 32)[:, 0].tolist() == [-4.0, 3.5]
    assert file.floats("emb.ln.w", 32).tolist() == [float(n) for n in range(32)]


def test_a_tensor_of_another_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(weight_file())
    with pytest.raises(WeightFileError, match=r"emb\.ln\.w"):
        read_weights(path).floats("emb.ln.w", 33)


@pytest.mark.parametrize("fault", [{"magic": b"GGUF"}, {"block_size": 64}])
def test_another_file_or_block_size_is_refused(tmp_path: Path, fault: dict[str, bytes]) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(weight_file(**fault))
    with pytest.raises(WeightFileError):
        read_weights(path)
