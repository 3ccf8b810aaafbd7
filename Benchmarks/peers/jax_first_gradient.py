"""From nothing to a first gradient in JAX; see Benchmarks/Lab.swift."""
import jax
import jax.numpy as jnp

w, x = jnp.array([[-0.3, 0.6], [0.2, 0.1]]), jnp.array([0.3, 0.4])
print(jax.grad(lambda w: jax.nn.relu(w @ x).sum())(w).sum().item(), flush=True)
