"""The lab's training steps in eager PyTorch, one thread; see Benchmarks/Lab.swift."""
import torch

import timing

torch.set_num_threads(1)


def leaf(values):
    return torch.tensor(values, requires_grad=True)


def step(leaves, loss):
    """Clears the gradients, computes the loss and its gradients."""
    def run():
        for one in leaves:
            one.grad = None
        loss().backward()
    return run


def gradient_sum(leaves):
    return lambda: sum(one.grad.sum().item() for one in leaves)


U, V, W = leaf([[-0.3, 0.6], [0.2, 0.1]]), leaf([[0.4, 0.4], [0.9, -0.7]]), leaf([[0.2, 0.1], [-0.2, 0.5]])
x1, x2, h0 = leaf([0.0, 1.0]), leaf([0.3, 0.4]), leaf([0.0, 0.0])
y1, y2 = torch.tensor([0.3, 0.4]), torch.tensor([1.0, 0.0])


def vector_loss():
    h1 = torch.relu(U @ x1 + V @ h0)
    h2 = torch.relu(U @ x2 + V @ h1)
    return ((W @ h1 - y1) ** 2).sum() + ((W @ h2 - y2) ** 2).sum()


u, v, w = leaf([0.1]), leaf([0.2]), leaf([0.3])


def chain_loss(steps):
    xs = [torch.tensor([0.5 + 0.03 * (7 * t % 10)]) for t in range(steps + 1)]
    start = torch.zeros(1)

    def loss():
        h, total = start, torch.zeros(1)
        for t in range(steps):
            h = torch.relu(u * xs[t] + v * h)
            total = total + (w * h - xs[t + 1]) ** 2
        return total
    return loss


matrices, scalars = (U, V, W, x1, x2, h0), (u, v, w)
timing.measure("lab", [("vector step, forward + loss + backward", 1, step(matrices, vector_loss), gradient_sum(matrices))]
               + [(f"scalar chain, N = {n:,}", n, step(scalars, chain_loss(n)), gradient_sum(scalars))
                  for n in (100, 10_000)])
