"""Reference trajectories of rules and wrappers on matrices, in float64:

pip install torch==2.15.0 optax==0.2.8 pytorch_optimizer==4.1.0 scipy==1.17.1
python make_matrix_rules.py > matrix_rules.json
"""
import functools
import json

import jax
import numpy as np
import optax
import torch
from optax._src import factorized
from pytorch_optimizer import SAM, Lookahead, Shampoo
from scipy.linalg import fractional_matrix_power

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)
# Three places round on the way; here they stay in float64: torch.optim.Muon to bfloat16, the norm of pytorch_optimizer's
# SAM and the decay rate of optax's Adafactor to float32.
torch.bfloat16 = torch.float64
torch.Tensor.float = lambda tensor: tensor
factorized.scale_by_factored_rms = functools.partial(
    factorized.scale_by_factored_rms, decay_rate_fn=lambda i, exponent: 1.0 - (i + 1.0) ** (-exponent)
)

KEPT = [0, 1, 2, 3, 5, 10, 17, 25]


def numbers(seed, *shape):
    """Reproducible, with three decimals, so that they are exact in the file."""
    return np.round(np.random.default_rng(seed).normal(size=shape), 3)


# f(W) = ||A W B - C||^2 / 2; a vector is a matrix of one column with B = 1.
PROBLEMS = {
    "tall": {"A": numbers(1, 6, 5), "B": numbers(2, 3, 3), "C": numbers(3, 6, 3), "W0": numbers(4, 5, 3)},
    "wide": {"A": numbers(5, 5, 3), "B": numbers(6, 5, 6), "C": numbers(7, 5, 6), "W0": numbers(8, 3, 5)},
    "vector": {"A": numbers(9, 6, 4), "B": np.ones((1, 1)), "C": numbers(10, 6, 1), "W0": numbers(11, 4, 1)},
    "stack": {"A": numbers(12, 5, 8), "B": numbers(13, 4, 4), "C": numbers(14, 5, 4), "W0": numbers(15, 8, 4)},
}
# The shape of the tensor: the vector has one dimension, and the stack five for the same elements.
SHAPES = {name: list(q["W0"].shape) for name, q in PROBLEMS.items()} | {"vector": [4], "stack": [2, 1, 2, 2, 4]}


def gradient(problem, w):
    q = PROBLEMS[problem]
    w = np.asarray(w).reshape(q["W0"].shape)
    return (q["A"].T @ (q["A"] @ w @ q["B"] - q["C"]) @ q["B"].T).reshape(SHAPES[problem])


def with_torch(make, transposed=False):
    """Transposed: the parameter is the transpose of the matrix, as PyTorch keeps that of a layer."""

    def run(problem):
        start = PROBLEMS[problem]["W0"]
        w = torch.nn.Parameter(torch.tensor(start.T.copy() if transposed else start.reshape(SHAPES[problem])))
        optimizer = make([w])

        def point():
            return (w.T if transposed else w).detach().numpy().copy()

        def closure():
            g = gradient(problem, point())
            w.grad = torch.tensor(g.reshape(start.shape).T.copy() if transposed else g)
            return 0.0

        path = [point()]
        for _ in range(KEPT[-1]):
            closure()
            optimizer.step(closure) if isinstance(optimizer, SAM) else optimizer.step()
            path.append(point())
        return path

    return run


def with_optax(optimizer, lookahead=False):
    def run(problem):
        w = jax.numpy.asarray(PROBLEMS[problem]["W0"].reshape(SHAPES[problem]))
        params = optax.LookaheadParams.init_synced(w) if lookahead else w
        state = optimizer.init(params)
        path = [np.asarray(w)]
        for _ in range(KEPT[-1]):
            g = jax.numpy.asarray(gradient(problem, params.fast if lookahead else params))
            updates, state = optimizer.update(g, state, params)
            params = optax.apply_updates(params, updates)
            path.append(np.asarray(params.fast if lookahead else params))
        return path

    return run


def shampoo(lr, eps, every=1, graft="none", sides="LR"):
    """Algorithm 1 of Gupta, Koren & Singer 2018; roots renewed every so many steps; the norm of another rule's step; one
    side alone with the exponent -1/2."""
    exponent = -0.5 / len(sides)

    def run(problem):
        w = PROBLEMS[problem]["W0"].copy()
        left, right = eps * np.eye(w.shape[0]), eps * np.eye(w.shape[1])
        squares = np.full(w.shape, eps)
        path = [w.copy()]
        for t in range(KEPT[-1]):
            g = gradient(problem, w).reshape(w.shape)
            left, right, squares = left + g @ g.T, right + g.T @ g, squares + g * g
            if t % every == 0:
                roots = [
                    fractional_matrix_power(factor, exponent).real if side in sides else np.eye(len(factor))
                    for side, factor in (("L", left), ("R", right))
                ]
            step = roots[0] @ g @ roots[1]
            other = {"none": step, "sgd": g, "adagrad": g / np.sqrt(squares)}[graft]
            w = w - lr * step * np.linalg.norm(other) / np.linalg.norm(step)
            path.append(w.copy())
        return path

    return run


runs = []


def add(rule, options, witness, run, problems=("tall", "wide"), **more):
    for problem in problems:
        path = run(problem)
        runs.append({
            "rule": rule, "options": options, "problem": problem, "witness": witness, **more,
            "trajectory": [np.asarray(path[k]).ravel().tolist() for k in KEPT],
        })


EPS = float(np.finfo(np.float64).eps)
ALL = ("tall", "wide", "vector", "stack")
MATRICES = ("tall", "wide", "vector")
TENSORS = ("tall", "wide", "stack")
T, O, P, N = f"torch {torch.__version__.split('+')[0]}", "optax 0.2.8", "pytorch_optimizer 4.1.0", "the paper, in numpy and scipy"

add("adafactor", {"eps1": EPS}, T, with_torch(lambda w: torch.optim.Adafactor(w)), ALL)
add("adafactor", {"lr": 0.3, "decay": 0.6, "eps1": EPS, "eps2": 0.1, "clip": 1.2, "wd": 0.05}, T,
    with_torch(lambda w: torch.optim.Adafactor(w, lr=0.3, beta2_decay=-0.6, eps=(None, 0.1), d=1.2, weight_decay=0.05)), ALL)
add("adafactor", {"eps1": 60, "eps2": 2, "clip": 4, "lr": 0.1}, T,
    with_torch(lambda w: torch.optim.Adafactor(w, lr=0.1, eps=(60.0, 2.0), d=4.0)), ALL)
add("adafactor", {"form": "optax", "lr": 0.05, "eps1": 1e-30}, O,
    with_optax(optax.adafactor(0.05, min_dim_size_to_factor=1, dtype_momentum=np.float64)), MATRICES)
add("adafactor", {"form": "optax", "lr": 0.1, "decay": 0.7, "eps1": 0.3, "clip": 0.8, "b1": 0.9, "wd": 0.01}, O,
    with_optax(optax.adafactor(0.1, min_dim_size_to_factor=1, decay_rate=0.7, clipping_threshold=0.8, momentum=0.9,
                               dtype_momentum=np.float64, weight_decay_rate=0.01, eps=0.3)), MATRICES)

add("muon", {"outputs": "first", "lr": 0.02, "wd": 0.1}, T,
    with_torch(lambda w: torch.optim.Muon(w, lr=0.02, weight_decay=0.1)))
add("muon", {"lr": 0.03, "wd": 0.2}, T,
    with_torch(lambda w: torch.optim.Muon(w, lr=0.03, weight_decay=0.2), transposed=True), TENSORS)
add("muon", {"lr": 0.03, "wd": 0, "scale": "adamw", "b": 0.5}, T,
    with_torch(lambda w: torch.optim.Muon(w, lr=0.03, momentum=0.5, adjust_lr_fn="match_rms_adamw", weight_decay=0),
               transposed=True), TENSORS)
add("muon", {"outputs": "first", "lr": 0.05, "b": 0.8, "nesterov": False, "scale": "adamw", "steps": 3, "wd": 0}, T,
    with_torch(lambda w: torch.optim.Muon(w, lr=0.05, momentum=0.8, nesterov=False, adjust_lr_fn="match_rms_adamw",
                                          ns_steps=3, weight_decay=0)))
add("muon", {"outputs": "first", "lr": 0.02, "eps": 300, "wd": 0}, T,
    with_torch(lambda w: torch.optim.Muon(w, lr=0.02, eps=300.0, weight_decay=0)))
add("muon", {"adamLr": 0.05, "b1": 0.8, "b2": 0.9, "adamEps": 0.1, "wd": 0.2}, f"{T}, AdamW",
    with_torch(lambda w: torch.optim.AdamW(w, lr=0.05, betas=(0.8, 0.9), eps=0.1, weight_decay=0.2)), ("vector",))

add("shampoo", {"lr": 0.1, "eps": 1e-3}, P, with_torch(lambda w: Shampoo(w, lr=0.1, matrix_eps=1e-3)))
add("shampoo", {"lr": 0.2, "eps": 0.5}, N, shampoo(0.2, 0.5))
add("shampoo", {"lr": 0.2, "eps": 0.5, "every": 4}, N, shampoo(0.2, 0.5, every=4))
add("shampoo", {"lr": 0.002, "eps": 0.01, "graft": "sgd"}, N, shampoo(0.002, 0.01, graft="sgd"))
add("shampoo", {"lr": 0.1, "eps": 0.01, "graft": "adagrad", "every": 2}, N, shampoo(0.1, 0.01, every=2, graft="adagrad"))
add("shampoo", {"lr": 0.1, "eps": 0.5, "maxSize": 4}, N, shampoo(0.1, 0.5, sides="R"), ("tall",))
add("shampoo", {"lr": 0.1, "eps": 0.5, "maxSize": 4}, N, shampoo(0.1, 0.5, sides="L"), ("wide",))
add("shampoo", {"lr": 0.3, "eps": 0.2, "maxSize": 2}, f"{T}, Adagrad with the root of its accumulator alone",
    with_torch(lambda w: torch.optim.Adagrad(w, lr=0.3, initial_accumulator_value=0.2, eps=0)))
add("shampoo", {"lr": 0.3, "eps": 0.2}, f"{T}, Adagrad with the root of its accumulator alone",
    with_torch(lambda w: torch.optim.Adagrad(w, lr=0.3, initial_accumulator_value=0.2, eps=0)), ("vector",))

sgd = {"lr": 0.002}
add("sam", {"rho": 0.3}, P,
    with_torch(lambda w: SAM(w, torch.optim.SGD, rho=0.3, lr=0.002)), ALL, base={"rule": "gradientDescent", "options": sgd})
add("sam", {"rho": 0.5, "adaptive": True}, P,
    with_torch(lambda w: SAM(w, torch.optim.Adam, rho=0.5, adaptive=True, lr=0.05)), ALL, base={"rule": "adam", "options": {"lr": 0.05}})
add("lookahead", {"k": 5, "alpha": 0.5}, O, with_optax(optax.lookahead(optax.adam(0.05), 5, 0.5), True), ALL,
    base={"rule": "adam", "options": {"lr": 0.05}})
add("lookahead", {"k": 3, "alpha": 0.8}, P,
    with_torch(lambda w: Lookahead(torch.optim.SGD(w, lr=0.002), k=3, alpha=0.8)), ALL,
    base={"rule": "gradientDescent", "options": sgd})

problems = {name: {**{key: value.tolist() for key, value in q.items()}, "shape": SHAPES[name]} for name, q in PROBLEMS.items()}
print(json.dumps({
    "source": "make_matrix_rules.py; f(W) = ||A W B - C||^2 / 2, float64; kept lists the steps whose point is stored, 0 the start",
    "problems": problems, "kept": KEPT, "runs": runs,
}, indent=None, separators=(",", ":")).replace('{"rule"', '\n{"rule"'))
