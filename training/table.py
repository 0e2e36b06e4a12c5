"""Stores the table of piece vectors of an ONNX graph in 4 bits.

The base weights come in blocks of 32 four-bit values, and training leaves this table as it is: in
4 bits again it loses no more than half precision rounds, and is two fifths smaller than in int8. A
table that never was in 4 bits is kept in int8 with a scale for each row.
"""

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.q4 import BLOCK_WEIGHTS, FloatArray, encode_blocks

# Of the largest weight: what float16 scales may round away.
TOLERANCE = 1e-6


def shrink_table(graph: onnx.GraphProto) -> None:
    """Replace the largest table that is looked up by a small one of the same values."""
    tables = {entry.name: entry for entry in graph.initializer}
    lookups = [n for n in graph.node if n.op_type == "Gather" and n.input[0] in tables]
    node = max(lookups, key=lambda n: int(np.prod(tables[n.input[0]].dims)))
    table = tables[node.input[0]]
    matrix = numpy_helper.to_array(table)
    values, scales = encode_blocks(matrix)
    small = scales.astype(np.float16)
    exact = np.abs(restored(values, small) - matrix).max() <= TOLERANCE * np.abs(matrix).max()
    made = _four_bits(node, values, small) if exact else _by_row(node, matrix)
    position = list(graph.node).index(node)
    graph.node.remove(node)
    for offset, replacement in enumerate(made[0]):
        graph.node.insert(position + offset, replacement)
    graph.initializer.remove(table)
    graph.initializer.extend(made[1])


def restored(values: npt.NDArray[np.int8], scales: npt.NDArray[np.float16]) -> FloatArray:
    """Return the weights of 4-bit values and the scales of their blocks."""
    wide = np.repeat(scales.astype(np.float32), BLOCK_WEIGHTS, axis=1)
    return np.asarray(values * wide, dtype=np.float32)


def packed(values: npt.NDArray[np.int8]) -> bytes:
    """Return two values a byte, the earlier one in the low half, as ONNX wants int4."""
    pairs = values.reshape(-1, 2).astype(np.uint8) & 15
    return bytes(pairs[:, 0] | (pairs[:, 1] << 4))


Parts = tuple[list[onnx.NodeProto], list[onnx.TensorProto]]


def _four_bits(
    node: onnx.NodeProto, values: npt.NDArray[np.int8], scales: npt.NDArray[np.float16]
) -> Parts:
    table = helper.make_tensor("pieces", TensorProto.INT4, values.shape, packed(values), raw=True)
    lookup = helper.make_node(
        "GatherBlockQuantized",
        ["pieces", node.input[1], "piece_scales"],
        ["piece_vectors_half"],
        domain="com.microsoft",
        name="piece_lookup",
        gather_axis=0,
        quantize_axis=1,
        block_size=BLOCK_WEIGHTS,
    )
    cast = helper.make_node(
        "Cast", ["piece_vectors_half"], [node.output[0]], name="piece_cast", to=TensorProto.FLOAT
    )
    return [lookup, cast], [table, numpy_helper.from_array(scales, "piece_scales")]


def _by_row(node: onnx.NodeProto, matrix: FloatArray) -> Parts:
    scales = np.abs(matrix).max(axis=1, keepdims=True) / 127
    values = np.rint(matrix / np.where(scales == 0, 1, scales)).astype(np.int8)
    nodes = [
        helper.make_node("Gather", ["pieces", node.input[1]], ["piece_bytes"], name="piece_lookup"),
        helper.make_node("Cast", ["piece_bytes"], ["piece_floats"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["piece_scales", node.input[1]], ["piece_scale"]),
        helper.make_node("Mul", ["piece_floats", "piece_scale"], [node.output[0]]),
    ]
    initializers = [
        numpy_helper.from_array(values, "pieces"),
        numpy_helper.from_array(scales.astype(np.float32), "piece_scales"),
    ]
    return nodes, initializers
