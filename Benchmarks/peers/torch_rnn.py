"""PyTorch's recurrent layers, with one and two threads; see Benchmarks/Libraries/Recurrent.swift."""
import sys

import torch

import rnn_givens
import timing


def case(threads, name, kind, x, parameters):
    hidden = x.shape[-1]
    if kind in ("LSTM", "GRU"):
        layer = getattr(torch.nn, kind)(hidden, hidden)
    else:
        layer = torch.nn.RNN(hidden, hidden, nonlinearity="relu" if "relu" in kind else "tanh")
    with torch.no_grad():
        for own, given in zip(layer.parameters(), parameters):
            own.copy_(torch.from_numpy(given))
    x = torch.from_numpy(x).requires_grad_()
    leaves = [x, *layer.parameters()]

    def run():
        torch.set_num_threads(threads)
        for leaf in leaves:
            leaf.grad = None
        layer(x)[0].sum().backward()
    return name, 1, run, lambda: sum(leaf.grad.abs().sum().item() for leaf in leaves)


word = sys.argv[1] if len(sys.argv) > 1 else ""
timing.measure("rnn", [
    case(threads, *layer) for threads in (1, 2) for layer in rnn_givens.layers(threads) if word in f"rnn: {layer[0]}"])
