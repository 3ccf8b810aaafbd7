"""PyTorch's recurrent layers; see Benchmarks/Libraries/Recurrent.swift."""
import torch

import rnn_givens
import timing

torch.set_num_threads(timing.THREADS)


def case(name, kind, x, parameters):
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
        for leaf in leaves:
            leaf.grad = None
        layer(x)[0].sum().backward()
    return name, 1, run, lambda: sum(leaf.grad.abs().sum().item() for leaf in leaves)


timing.measure("rnn", [case(*layer) for layer in rnn_givens.layers(timing.THREADS) if timing.is_wanted("rnn", layer[0])])
