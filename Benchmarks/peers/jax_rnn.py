"""Recurrent layers in jitted JAX; see Benchmarks/Libraries/Recurrent.swift. A layer is a scan, with the inputs' part of all
steps as one product before it: the fastest form."""
import os

import timing

timing.one_core_for_one_thread()  # XLA has no other switch for its threads
os.environ["JAX_PLATFORMS"] = "cpu"
import jax
import jax.numpy as jnp

import rnn_givens


def elman(activation):
    def step(state, x, hidden_part, bias):
        h = activation(x + hidden_part(state[0]) + bias)
        return (h,), h
    return step


def lstm(state, x, hidden_part, bias):
    i, f, g, o = jnp.split(x + hidden_part(state[0]) + bias, 4, axis=-1)
    c = jax.nn.sigmoid(f) * state[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
    h = jax.nn.sigmoid(o) * jnp.tanh(c)
    return (h, c), h


def gru(state, x, hidden_part, bias):
    xr, xz, xn = jnp.split(x, 3, axis=-1)
    hr, hz, hn = jnp.split(hidden_part(state[0]) + bias, 3, axis=-1)
    r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
    n = jnp.tanh(xn + r * hn)
    h = n + z * (state[0] - n)
    return (h,), h


STEPS = {"Elman": elman(jnp.tanh), "scalar relu": elman(jax.nn.relu), "LSTM": lstm, "GRU": gru}


def case(name, kind, x, parameters):
    def total(x, weight_ih, weight_hh, bias_ih, bias_hh):
        zeros = jnp.zeros((x.shape[1], weight_hh.shape[1]))
        projected, transposed = x @ weight_ih.T + bias_ih, weight_hh.T

        def step(state, part):
            return STEPS[kind](state, part, lambda h: h @ transposed, bias_hh)
        return jax.lax.scan(step, (zeros, zeros) if kind == "LSTM" else (zeros,), projected)[1].sum()

    compiled = jax.jit(jax.grad(total, argnums=(0, 1, 2, 3, 4)))
    arguments = [jnp.asarray(argument) for argument in (x, *parameters)]

    def run():
        return jax.block_until_ready(compiled(*arguments))
    return name, 1, run, lambda: sum(jnp.abs(gradient).sum().item() for gradient in run())


timing.measure("rnn", [case(*layer) for layer in rnn_givens.layers(timing.THREADS) if timing.is_wanted("rnn", layer[0])])
