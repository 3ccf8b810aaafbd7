"""The lab's training steps in jitted JAX, one thread; see Benchmarks/Lab.swift. The chain is a scan: unrolled, JAX
takes seconds to compile a hundred steps."""
import os

if hasattr(os, "sched_setaffinity"):  # XLA has no other switch for one thread
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ["JAX_PLATFORMS"] = "cpu"
import jax
import jax.numpy as jnp

import timing


def array(values):
    return jnp.array(values, dtype=jnp.float32)


class Step:
    """A jitted loss with the gradients of all its parameters, on fixed arguments."""

    def __init__(self, loss, parameters, *constants):
        compiled = jax.jit(jax.value_and_grad(loss, argnums=tuple(range(len(parameters)))))
        self.run = lambda: jax.block_until_ready(compiled(*parameters, *constants))
        self.result = lambda: sum(gradient.sum().item() for gradient in self.run()[1])


def vector_loss(U, V, W, x1, x2, h0, y1, y2):
    h1 = jax.nn.relu(U @ x1 + V @ h0)
    h2 = jax.nn.relu(U @ x2 + V @ h1)
    return ((W @ h1 - y1) ** 2).sum() + ((W @ h2 - y2) ** 2).sum()


def chain_loss(u, v, w, xs):
    def step(h, pair):
        x, following = pair
        h = jax.nn.relu(u * x + v * h)
        return h, (w * h - following) ** 2
    return jax.lax.scan(step, jnp.zeros(1), (xs[:-1], xs[1:]))[1].sum()


vector = Step(vector_loss, [array(p) for p in (
    [[-0.3, 0.6], [0.2, 0.1]], [[0.4, 0.4], [0.9, -0.7]], [[0.2, 0.1], [-0.2, 0.5]], [0, 1], [0.3, 0.4], [0, 0])],
    array([0.3, 0.4]), array([1, 0]))
cases = [("vector step, forward + loss + backward", 1, vector.run, vector.result)]
for n in (100, 10_000):
    xs = array([[0.5 + 0.03 * (7 * t % 10)] for t in range(n + 1)])
    chain = Step(chain_loss, [array([p]) for p in (0.1, 0.2, 0.3)], xs)
    cases.append((f"scalar chain, N = {n:,}", n, chain.run, chain.result))
timing.measure("lab", cases)
