"""Drawing a computation's graph with torchviz and Graphviz: make_dot, then dot; see Benchmarks/Libraries/Graph.swift.

Of unrolled networks only a short one: dot takes half a minute for 50 steps, and was not done with 100 after five.
"""
import subprocess

import torch
import torchviz

import timing

torch.set_num_threads(1)


def leaf(values):
    return torch.tensor(values, requires_grad=True)


def lab():
    U, V, W = leaf([[-0.3, 0.6], [0.2, 0.1]]), leaf([[0.4, 0.4], [0.9, -0.7]]), leaf([[0.2, 0.1], [-0.2, 0.5]])
    x1, x2, h0 = leaf([0.0, 1.0]), leaf([0.3, 0.4]), leaf([0.0, 0.0])
    h1 = torch.relu(U @ x1 + V @ h0)
    h2 = torch.relu(U @ x2 + V @ h1)
    o1, o2 = W @ h1, W @ h2
    return (o1, o2), dict(U=U, V=V, W=W, x1=x1, x2=x2, h0=h0, h1=h1, o1=o1, h2=h2, o2=o2)


def chain(steps):
    u, v, w = leaf([0.1]), leaf([0.2]), leaf([0.3])
    xs = [torch.tensor([0.5 + 0.03 * (7 * t % 10)]) for t in range(steps + 1)]
    h, total, names = torch.zeros(1), torch.zeros(1), dict(U=u, V=v, W=w)
    for t in range(steps):
        h = torch.relu(u * xs[t] + v * h)
        o = w * h
        total = total + (o - xs[t + 1]) ** 2
        names.update({f"h{t + 1}": h, f"o{t + 1}": o})
    return total, names


def drawing(outputs, names):
    def draw():
        source = torchviz.make_dot(outputs, params=names).source
        done = subprocess.run(["dot", "-Tsvg"], input=source, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
        return done.stdout
    return draw


def rectifiers(draw):
    return lambda: draw().count(">ReluBackward0<")


pictures = [("the lab's graph to SVG", drawing(*lab())), ("10 unrolled steps to SVG", drawing(*chain(10)))]
timing.measure("graph", [(name, 1, draw, rectifiers(draw)) for name, draw in pictures])
