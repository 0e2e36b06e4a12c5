import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from training.q4 import FloatArray
from training.table import packed, shrink_table


def looked_up(matrix: FloatArray, ids: list[list[int]]) -> tuple[FloatArray, set[str]]:
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "ids"], ["out"])],
        "tiny",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [None, None])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(matrix, "table")],
    )
    shrink_table(graph)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    (out,) = session.run(None, {"ids": np.array(ids)})
    return out, {
        node.op_type for node in onnx.load_from_string(model.SerializeToString()).graph.node
    }


def test_the_earlier_value_is_in_the_low_half() -> None:
    assert packed(np.array([[1, -1], [7, -8]], np.int8)) == bytes([0xF1, 0x87])


def test_a_table_from_four_bits_is_looked_up_but_for_half_precision() -> None:
    random = np.random.default_rng(0)
    values = random.integers(-8, 8, (5, 64)).astype(np.float32)
    values[:, ::32] = -8
    scales = np.repeat(random.uniform(0.01, 2, (5, 2)).astype(np.float16), 32, axis=1)
    matrix = values * scales.astype(np.float32)
    out, kinds = looked_up(matrix, [[4, 0], [2, 2]])
    assert "GatherBlockQuantized" in kinds
    half_precision = 2**-11
    assert out == pytest.approx(matrix[[[4, 0], [2, 2]]], rel=half_precision)


def test_another_table_is_kept_in_eight_bits_by_row() -> None:
    matrix = np.random.default_rng(1).normal(size=(5, 64)).astype(np.float32)
    out, kinds = looked_up(matrix, [[3, 1]])
    assert "GatherBlockQuantized" not in kinds
    assert out[0] == pytest.approx(matrix[[3, 1]], abs=0.02)
