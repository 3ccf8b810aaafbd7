"""The recurrent layers that are measured, with the numbers of Benchmarks/Libraries/Recurrent.swift."""
import numpy

SIZES = ((1, 64), (1, 256), (20, 200), (20, 650), (64, 512), (128, 1024))
GATES = {"Elman": 1, "LSTM": 4, "GRU": 3, "scalar relu": 1}


def givens(shape, seed, scale):
    places = numpy.arange(numpy.prod(shape), dtype=numpy.int64)
    return (scale * ((places * 7919 + seed * 104_729) % 2003 / 2003 - 0.5)).astype(numpy.float32).reshape(shape)


def layers(threads):
    """(name, kind, x, [weight_ih, weight_hh, bias_ih, bias_hh]) of each case with so many threads"""
    kinds = [("Elman", size, 35) for size in SIZES]
    kinds += [(kind, size, 35) for size in SIZES[:-1] for kind in ("LSTM", "GRU")]
    if threads == 1:
        kinds.append(("scalar relu", (1, 1), 10_000))
    for kind, (batch, hidden), steps in kinds:
        rows, scale = GATES[kind] * hidden, hidden ** -0.5
        shapes = ((rows, hidden), (rows, hidden), (rows,), (rows,))
        parameters = [givens(shape, seed, scale) for seed, shape in zip((2, 3, 5, 9), shapes)]
        name = f"{kind} ({batch}, {hidden}), {threads} thread{'' if threads == 1 else 's'}"
        yield name, kind, givens((steps, batch, hidden), 1, 2), parameters
