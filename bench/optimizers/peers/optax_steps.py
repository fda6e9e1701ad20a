"""Steps of optax's optimizers, compiled by XLA as one function that takes over the memory of its arguments."""

import jax
import jax.numpy as jnp
import optax

NAME = f"optax {optax.__version__} (jax {jax.__version__})"
RULES = {
    "Gradient descent": lambda: optax.sgd(1e-3),
    "Momentum": lambda: optax.sgd(1e-3, momentum=0.9),
    "Nesterov momentum": lambda: optax.sgd(1e-3, momentum=0.9, nesterov=True),
    "AdaGrad": lambda: optax.adagrad(1e-2),
    "RMSprop": lambda: optax.rmsprop(1e-2, decay=0.99),
    "Adadelta": lambda: optax.adadelta(1.0),
    "Adam": lambda: optax.adam(1e-3),
    "AdamW": lambda: optax.adamw(1e-3, weight_decay=1e-2),
    "AMSGrad": lambda: optax.amsgrad(1e-3),
    "NAdam": lambda: optax.nadam(2e-3),
    "Adamax": lambda: optax.adamax(2e-3),
    "RAdam": lambda: optax.radam(1e-3),
    "AdaBelief": lambda: optax.adabelief(1e-3),
    "Lion": lambda: optax.lion(1e-4),
    "LAMB": lambda: optax.lamb(1e-3),
    "Rprop": lambda: optax.rprop(1e-2),
}


def make(rule, length, count):
    """A function that takes `steps` steps of `count` arrays of `length` elements, or None for an unknown rule."""
    if rule not in RULES:
        return None
    optimizer = RULES[rule]()

    def update(gradients, state, parameters):
        updates, state = optimizer.update(gradients, state, parameters)
        return state, optax.apply_updates(parameters, updates)

    step = jax.jit(update, donate_argnums=(1, 2))
    gradients = [jnp.sin(jnp.arange(1, length + 1, dtype=jnp.float32)) for _ in range(count)]
    parameters = [jnp.zeros(length, jnp.float32) for _ in range(count)]
    # A buffer can be given away once, and fresh states share theirs.
    state = jax.tree.map(lambda leaf: jnp.array(leaf, copy=True), optimizer.init(parameters))
    held = [state, parameters]

    def run(steps):
        for _ in range(steps):
            held[:] = step(gradients, held[0], held[1])
        jax.block_until_ready(held)

    return run
