"""Steps of PyTorch's and optax's optimizers with options far from their defaults, on given gradients, in float64.

The defaults hide mistakes: an eps of 1e-8 may stand anywhere. Here every option is large enough to be seen.
Needs torch 2.15 and optax 0.2.8: `python make_rules.py torch rules.json`, then `python make_rules.py optax rules.json`,
each where its library is installed.
"""

import inspect
import json
import math
import os
import sys

START = [1.5, -2.0, 0.5, 3.0]
STEPS = 14
# Signs change, sizes spread over four orders, and one coordinate has no gradient at first and once later.
GRADIENTS = [
    [
        round(2 * math.sin(1.7 * t + 0.4), 6),
        round(-0.3 * math.cos(0.9 * t) - 0.1, 6),
        0.0 if t < 3 or t == 7 else round(0.002 * math.sin(2.1 * t), 6),
        round(20 * math.exp(-0.4 * t) * (1 if t % 5 else -1), 6),
    ]
    for t in range(STEPS)
]

BETAS = {"lr": 0.1, "betas": (0.6, 0.75), "eps": 0.3}
TORCH = [
    ("SGD", "SGD", dict(lr=0.1, momentum=0.7, dampening=0.4)),
    ("SGD", "SGD", dict(lr=0.1, momentum=0.7, dampening=0.4, weight_decay=0.2)),
    ("SGD", "SGD", dict(lr=0.1, momentum=0.0, dampening=0.4, weight_decay=0.2)),
    ("SGD", "SGD", dict(lr=0.1, momentum=0.7, weight_decay=0.2, nesterov=True)),
    ("Adam", "Adam", BETAS),
    ("Adam amsgrad", "Adam", dict(BETAS, amsgrad=True)),
    ("AdamW", "AdamW", dict(BETAS, weight_decay=0.2)),
    ("NAdam", "NAdam", dict(BETAS, momentum_decay=0.4)),
    ("RAdam", "RAdam", dict(BETAS, betas=(0.6, 0.95))),
    ("RAdam", "RAdam", dict(BETAS, betas=(0.6, 0.85))),
    ("Adamax", "Adamax", BETAS),
    # As good as no eps, but 0/0 is 0.
    ("Adamax", "Adamax", dict(BETAS, eps=1e-300)),
    ("Adagrad", "Adagrad", dict(lr=0.1, eps=1e-300)),
    ("Adagrad", "Adagrad", dict(lr=0.1, lr_decay=0.3, eps=0.2, initial_accumulator_value=0.4)),
    ("Adadelta", "Adadelta", dict(lr=0.7, rho=0.6, eps=0.2)),
    ("RMSprop", "RMSprop", dict(lr=0.1, momentum=0.5, alpha=0.7, eps=0.2)),
    ("RMSprop", "RMSprop", dict(lr=0.1, momentum=0.5, alpha=0.7, eps=0.2, centered=True)),
    ("Rprop", "Rprop", dict(lr=0.1, etas=(0.4, 1.6), step_sizes=(0.05, 0.5))),
    ("Rprop", "Rprop", dict(lr=0.9, etas=(0.4, 1.6), step_sizes=(0.05, 0.5))),
    ("ASGD", "ASGD", dict(lr=0.1, lambd=0.5, alpha=0.6, t0=3)),
]

ADAPTIVE = dict(lr=0.1, b1=0.6, b2=0.75, eps=0.3)
OPTAX = [
    ("sgd", dict(lr=0.1)),
    ("momentum", dict(lr=0.1, momentum=0.7)),
    ("momentum_ema", dict(lr=0.1, momentum=0.7)),
    ("nesterov", dict(lr=0.1, momentum=0.7)),
    ("adagrad", dict(lr=0.1, lr_decay=0.3, eps=0.2, initial_accumulator_value=0.4)),
    ("adagrad", dict(lr=0.1, eps=0.0)),
    ("rmsprop", dict(lr=0.1, decay=0.7, eps=0.2)),
    ("rmsprop_centered_momentum", dict(lr=0.1, decay=0.7, eps=0.2, momentum=0.5)),
    ("adadelta", dict(lr=0.7, rho=0.6, eps=0.2)),
    ("adam", ADAPTIVE),
    ("adamw", dict(ADAPTIVE, weightDecay=0.2)),
    ("nadam", ADAPTIVE),
    ("amsgrad", ADAPTIVE),
    ("adamax", ADAPTIVE),
    ("adabelief", ADAPTIVE),
    ("radam", dict(ADAPTIVE, b2=0.95)),
    ("radam", dict(ADAPTIVE, b2=0.85)),
    ("lion", dict(lr=0.1, b1=0.6, b2=0.75)),
    ("lion", dict(lr=0.1, b1=0.6, b2=0.75, weightDecay=0.2)),
    ("lamb", dict(ADAPTIVE, weightDecay=0.2)),
    ("lamb from zero", dict(ADAPTIVE, weightDecay=0.2)),
    ("lamb at rest", dict(ADAPTIVE, weightDecay=0.0)),
]

# The names under which PyTorch holds the state of our rules.
STATES = {"ASGD": {"a": "ax"}, "Rprop": {"d": "step_size", "h": "prev"}}


def run_torch():
    import torch

    # PyTorch's ASGD keeps its rate in the default type.
    torch.set_default_dtype(torch.float64)
    runs = []
    for name, kind, options in TORCH:
        p = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        optimizer = getattr(torch.optim, kind)([p], **options)
        kept = {symbol: [] for symbol in STATES.get(kind, {})}
        trajectory = [p.tolist()]
        for g in GRADIENTS:
            p.grad = torch.tensor(g, dtype=torch.float64)
            optimizer.step()
            trajectory.append(p.tolist())
            for symbol, key in STATES.get(kind, {}).items():
                kept[symbol].append(optimizer.state[p][key].tolist())
        runs.append(
            {"library": "torch", "optimizer": name, "options": options, "trajectory": trajectory, "state": kept}
        )
    kinds = sorted({kind for _, kind, _ in TORCH})
    signatures = {kind: inspect.signature(getattr(torch.optim, kind)).parameters for kind in kinds}
    plain = (bool, int, float, tuple)
    defaults = {
        kind: {name: p.default for name, p in parameters.items() if isinstance(p.default, plain)}
        for kind, parameters in signatures.items()
    }
    present["defaults"] = defaults
    return f"torch {torch.__version__.split('+')[0]}", runs


def run_optax():
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    import optax

    make = {
        "sgd": lambda lr: optax.sgd(lr),
        "momentum_ema": lambda lr, momentum: optax.chain(optax.ema(momentum, debias=False), optax.scale(-lr)),
        "momentum": lambda lr, momentum: optax.sgd(lr, momentum),
        "nesterov": lambda lr, momentum: optax.sgd(lr, momentum, nesterov=True),
        "adagrad": lambda lr, eps, lr_decay=0.0, initial_accumulator_value=0.0: optax.adagrad(
            lambda count: lr / (1 + lr_decay * count), initial_accumulator_value, eps
        ),
        "rmsprop": lambda lr, decay, eps: optax.rmsprop(lr, decay, eps, eps_in_sqrt=False),
        "rmsprop_centered_momentum": lambda lr, decay, eps, momentum: optax.rmsprop(
            lr, decay, eps, eps_in_sqrt=False, centered=True, momentum=momentum
        ),
        "adadelta": lambda lr, rho, eps: optax.adadelta(lr, rho, eps),
        "adam": lambda lr, **rest: optax.adam(lr, **rest),
        "adamw": lambda lr, weightDecay, **rest: optax.adamw(lr, weight_decay=weightDecay, **rest),
        "nadam": lambda lr, **rest: optax.nadam(lr, **rest),
        "amsgrad": lambda lr, **rest: optax.amsgrad(lr, **rest),
        "adamax": lambda lr, **rest: optax.adamax(lr, **rest),
        "adabelief": lambda lr, eps, **rest: optax.adabelief(lr, eps=eps, eps_root=eps, **rest),
        "radam": lambda lr, **rest: optax.radam(lr, **rest),
        "lion": lambda lr, weightDecay=0.0, **rest: optax.lion(lr, weight_decay=weightDecay, **rest),
        "lamb": lambda lr, weightDecay, **rest: optax.lamb(lr, weight_decay=weightDecay, **rest),
    }
    runs = []
    for name, options in OPTAX:
        kind = name.split(" ")[0]
        optimizer = make[kind](**options)
        p = jnp.zeros(len(START)) if "from zero" in name else jnp.array(START, dtype=jnp.float64)
        gradients = [[0.0] * len(START)] * 2 if "at rest" in name else GRADIENTS
        state = optimizer.init(p)
        trajectory = [p.tolist()]
        for g in gradients:
            update, state = optimizer.update(jnp.array(g, dtype=jnp.float64), state, p)
            p = optax.apply_updates(p, update)
            trajectory.append(p.tolist())
        run = {"library": "optax", "optimizer": kind, "options": options, "trajectory": trajectory, "state": {}}
        runs.append(run if gradients is GRADIENTS else dict(run, gradients=gradients))
    return f"optax {optax.__version__}", runs


library, path = sys.argv[1:]
present = json.load(open(path)) if os.path.exists(path) else {"source": {}, "runs": []}
source, runs = {"torch": run_torch, "optax": run_optax}[library]()
present["source"][library] = source
present["start"], present["gradients"] = START, GRADIENTS
others = [run for run in present["runs"] if run["library"] != library]
present["runs"] = runs + others if library == "torch" else others + runs
with open(path, "w") as file:
    json.dump(present, file, indent=1)
    file.write("\n")
