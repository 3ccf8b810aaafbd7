#!/usr/bin/env python3
"""Makes printing.json: tensors and how torch prints them, for the tests of Tensor.description.

    python make_printing.py > printing.json

Needs PyTorch. Two spellings are ours: `dtype=float64` for `dtype=torch.float64`, and operations without a number
(`MvBackward` for `MvBackward0`). A case gives its numbers, or for a large tensor start and step of a sequence.
"""

import json
import math
import re
import sys

import torch

cases = []


def ours(text):
    return re.sub(r"Backward0>", "Backward>", text.replace("torch.float64", "float64"))


def case(name, numbers, shape=None, dtype="float32", start=None, step=None):
    kind = getattr(torch, dtype)
    if start is None:
        tensor = torch.tensor(numbers, dtype=kind)
    else:
        tensor = (start + step * torch.arange(math.prod(shape), dtype=torch.float64)).to(kind)
    if shape is not None:
        tensor = tensor.reshape(shape)
    data = {"numbers": [repr(x) for x in numbers]} if start is None else {"start": start, "step": step}
    cases.append({"name": name, "dtype": dtype, "shape": list(tensor.shape), "text": ours(str(tensor)), **data})


nan, inf = math.nan, math.inf
case("signs", [0.13, -0.07])
case("number", [0.13], [])
case("negative number", [-2.5], [])
case("whole number", [3.0], [])
case("whole numbers", [1.0, -20.0, 300.0])
case("zeros", [0.0, -0.0, 0.0])
case("double", [0.1, 0.2], dtype="float64")
case("matrix", [1.0, -2.5, 3.25, 40.0, 0.0, 6.0], [2, 3])
case("three axes", [float(i) for i in range(12)], [2, 3, 2])
case("four axes", [i / 4 for i in range(16)], [2, 2, 2, 2])
case("five axes", [float(i) for i in range(8)], [2, 1, 2, 1, 2])
case("size-one axes", [7.0], [1, 1, 1])
case("small", [1e-5, 1.0])
case("tiny", [1e-30, -2e-30], dtype="float64")
case("wide range", [0.5, 501.0])
case("just not wide", [0.5, 500.0])
case("large whole", [1e8, 3.0])
case("beyond 1e8", [2e8, 1.5e8])
case("at 1e8", [1e8, 9e7])
case("greatest double", [1.7976931348623157e308, 1e308], dtype="float64")
case("exponent of three digits", [1e100, 2e-100], dtype="float64")
case("not finite, whole", [nan, inf, -inf, 1.0])
case("not finite, decimals", [nan, inf, -inf, 0.25])
case("not finite, scientific", [nan, inf, -inf, 1e-7])
case("nothing finite", [nan, inf, -inf])
case("nan and zero", [nan, 0.0])
case("rounded up to more digits", [9.99996, 1.0])
case("halfway", [0.00025, 0.12345, 2.5], dtype="float64")
case("empty", [], [0])
case("empty matrix", [], [0, 3])
case("empty double", [], [2, 0], dtype="float64")
case("long row", [i / 8 for i in range(30)])
case("long rows", [i / 8 for i in range(60)], [2, 30])
case("just under the threshold", None, [1000], start=0.0, step=1.0)
case("summarised", None, [1001], start=0.0, step=1.0)
case("summarised matrix", None, [40, 30], start=-10.0, step=0.125)
case("summarised wide", None, [2, 600], start=0.0, step=0.5)
case("summarised tall", None, [600, 2], start=0.5, step=0.5, dtype="float64")
case("summarised three axes", None, [8, 9, 20], start=1.0, step=0.25)

leaf = torch.tensor([1.0, 2.0], requires_grad=True)
matrix = torch.tensor([[0.5, 0.0], [0.25, 1.0]], dtype=torch.float64, requires_grad=True)
history = {
    "leaf": ours(str(leaf)),
    "matrix": ours(str(matrix)),
    "mv": ours(str(matrix.mv(leaf.detach().double()))),
    "sum": ours(str(leaf.sum())),
    "line": ours(str((torch.arange(13) / 4).requires_grad_())),
    "long line": ours(str((torch.arange(8) / 4).double().requires_grad_().tanh())),
}
json.dump({"source": f"torch {torch.__version__}", "cases": cases, "history": history}, sys.stdout, indent=1)
print()
