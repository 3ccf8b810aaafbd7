"""Language models in JAX, each step one jitted function; see Benchmarks/Libraries/LanguageModels.swift."""
import os

import timing

timing.one_core_for_one_thread()
os.environ["JAX_PLATFORMS"] = "cpu"
import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402

from language_model import (  # noqa: E402
    CHARACTER_B, CHARACTER_T, CHARACTERS, WORD_B, WORD_T, WORDS, HIDDEN, character_case, character_weights, tokens, word_case,
    word_weights)


def loss_of(parameters, ids, targets):
    projected = parameters["embedding"][ids] @ parameters["input"] if "embedding" in parameters else parameters["input"][ids]

    def step(h, x):
        h = jnp.tanh(x + h @ parameters["hidden"])
        return h, h
    start = jnp.zeros((ids.shape[1], parameters["hidden"].shape[0]))
    outputs = jax.lax.scan(step, start, projected + parameters["bias"])[1]
    scores = outputs.reshape(targets.size, -1) @ parameters["output"] + parameters["output bias"]
    return -jnp.take_along_axis(jax.nn.log_softmax(scores), targets[:, None], axis=1).mean()


def clipped(gradients, limit):
    norm = jnp.sqrt(sum(jnp.vdot(gradient, gradient) for gradient in jax.tree.leaves(gradients)))
    return jax.tree.map(lambda gradient: gradient * jnp.minimum(1.0, limit / (norm + 1e-6)), gradients)


def parameters_of(weights, vocabulary, hidden):
    """Matrices as (inputs, outputs), which is JAX's habit."""
    return {name: jnp.asarray(matrix if name == "embedding" else matrix.T) for name, matrix in weights.items()} | {
        "bias": jnp.zeros(hidden), "output bias": jnp.zeros(vocabulary)}


def descent(parameters, gradients, memory):
    return jax.tree.map(lambda x, g: x - 1e-3 * g, parameters, clipped(gradients, 0.25)), memory


def adam(parameters, gradients, memory):
    first, second, count = memory
    gradients, count = clipped(gradients, 5.0), count + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
    step = lambda x, m, v: x - 1e-9 * (m / (1 - 0.9 ** count)) / (jnp.sqrt(v / (1 - 0.999 ** count)) + 1e-8)
    return jax.tree.map(step, parameters, first, second), (first, second, count)


def training(parameters, ids, targets, rule, memory):
    def step(parameters, memory):
        loss, gradients = jax.value_and_grad(loss_of)(parameters, ids, targets)
        return *rule(parameters, gradients, memory), loss
    compiled = jax.jit(step, donate_argnums=(0, 1))
    state = [parameters, memory, None]

    def run():
        state[:] = jax.block_until_ready(compiled(*state[:2]))
    return run, lambda: float(state[2])


def evaluating(parameters, ids, targets):
    compiled = jax.jit(loss_of)
    loss = lambda: float(compiled(parameters, ids, targets))
    return loss, loss


def window(steps, streams, vocabulary):
    inputs, targets = tokens(steps * streams, vocabulary)
    return jnp.asarray(inputs).reshape(steps, streams), jnp.asarray(targets)


cases = []


def add(name, units, make):
    if timing.is_wanted("lm", name):
        cases.append((name, units, *make()))


for vocabulary, hidden in WORDS:
    def model(vocabulary=vocabulary, hidden=hidden):
        return parameters_of(word_weights(vocabulary, hidden), vocabulary, hidden), *window(WORD_T, WORD_B, vocabulary)

    def train(model=model):
        return training(*model(), descent, jnp.zeros(()))

    add(word_case("training", vocabulary, hidden), WORD_T * WORD_B, train)
    add(word_case("evaluation", vocabulary, hidden), WORD_T * WORD_B, lambda model=model: evaluating(*model()))
    add(word_case("memory of training", vocabulary, hidden), WORD_T * WORD_B, train)

for hidden in HIDDEN:
    def model(hidden=hidden):
        return (parameters_of(character_weights(hidden), CHARACTERS, hidden),
                *window(CHARACTER_T, CHARACTER_B, CHARACTERS))

    def train(model=model):
        parameters, ids, targets = model()
        zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
        return training(parameters, ids, targets, adam, (zeros(), zeros(), jnp.zeros(())))

    add(character_case("training", hidden), CHARACTER_T * CHARACTER_B, train)
    add(character_case("evaluation", hidden), CHARACTER_T * CHARACTER_B, lambda model=model: evaluating(*model()))

timing.measure("lm", cases)
