"""Reference values of learning-rate schedules, with the Transformer's written out from its paper.

pip install torch==2.15.0 optax==0.2.8; python make_schedules.py > schedules.json
"""
import json
import warnings

import jax
import optax
import torch
from torch.optim import lr_scheduler as schedulers

jax.config.update("jax_enable_x64", True)
warnings.simplefilter("ignore")

STEPS = 60


def of_torch(make, base=0.05, steps=STEPS):
    """The rate before each step."""
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=base)
    scheduler = make(optimizer)
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


def of_optax(schedule, steps=STEPS):
    return [float(schedule(jax.numpy.asarray(count, dtype=jax.numpy.float64))) for count in range(steps)]


def one_cycle(total, **options):
    return of_torch(lambda o: schedulers.OneCycleLR(o, 0.2, total_steps=total, **options), steps=total)


def transformer(width, warmup):
    return [width**-0.5 * min(t**-0.5, t * warmup**-1.5) for t in range(1, STEPS + 1)]


schedules = {
    "StepLR(7, 0.3)": of_torch(lambda o: schedulers.StepLR(o, 7, 0.3)),
    "MultiStepLR([4, 11, 30], 0.2)": of_torch(lambda o: schedulers.MultiStepLR(o, [4, 11, 30], 0.2)),
    "LinearLR(0.3, 0.8, 12)": of_torch(lambda o: schedulers.LinearLR(o, 0.3, 0.8, 12)),
    "PolynomialLR(33, 1.7)": of_torch(lambda o: schedulers.PolynomialLR(o, 33, 1.7)),
    "CosineAnnealingLR(17, 0.002)": of_torch(lambda o: schedulers.CosineAnnealingLR(o, 17, 0.002)),
    "CosineAnnealingWarmRestarts(4, 3, 0.003)": of_torch(
        lambda o: schedulers.CosineAnnealingWarmRestarts(o, 4, 3, 0.003)
    ),
    "CosineAnnealingWarmRestarts(7, 1, 0.001)": of_torch(
        lambda o: schedulers.CosineAnnealingWarmRestarts(o, 7, eta_min=0.001)
    ),
    "CosineAnnealingWarmRestarts(1, 10, 0)": of_torch(
        lambda o: schedulers.CosineAnnealingWarmRestarts(o, 1, 10), steps=130
    ),
    "OneCycleLR(0.2, 60)": one_cycle(60),
    "OneCycleLR(0.2, 47, linear)": one_cycle(47, anneal_strategy="linear", pct_start=0.25),
    "OneCycleLR(0.2, 50, three phases)": one_cycle(50, three_phase=True, div_factor=10, final_div_factor=100),
    "OneCycleLR(0.2, 41, three phases, linear)": one_cycle(
        41, three_phase=True, anneal_strategy="linear", pct_start=0.4
    ),
    "polynomial_schedule(0.4, 0.1, 2.5, 25)": of_optax(optax.polynomial_schedule(0.4, 0.1, 2.5, 25)),
    "exponential_decay(0.4, 6, 0.7)": of_optax(optax.exponential_decay(0.4, 6, 0.7)),
    "exponential_decay(0.4, 6, 0.7, staircase)": of_optax(optax.exponential_decay(0.4, 6, 0.7, staircase=True)),
    "cosine_decay_schedule(0.4, 21, 0.25)": of_optax(optax.cosine_decay_schedule(0.4, 21, 0.25)),
    "warmup_cosine_decay_schedule(0.02, 0.4, 9, 40, 0.01)": of_optax(
        optax.warmup_cosine_decay_schedule(0.02, 0.4, 9, 40, 0.01)
    ),
    "join_schedules(exponential, cosine, polynomial)": of_optax(
        optax.join_schedules(
            [
                optax.exponential_decay(0.3, 5, 0.6),
                optax.cosine_decay_schedule(0.2, 12, 0.25),
                optax.polynomial_schedule(0.4, 0.1, 2, 20),
            ],
            [8, 25],
        )
    ),
    "transformer(512, 16)": transformer(512, 16),
}

METRICS = [
    5.0, 4.0, 4.0, 3.9999, 3.5, 3.6, 3.7, 3.5, 3.4, 3.45, 3.44, 3.43, 3.42, 3.41, 3.405, 3.5, 3.6, 3.0, 3.1, 3.2,
    2.9, 2.95, 2.9, 2.8999, 2.9, 2.91, 2.92, 2.93, 2.94, 2.95, 2.8, 2.85, 2.86, 2.87, 2.88, 2.89, 2.9, 2.9, 2.9, 2.9,
]  # fmt: skip

PLATEAUS = [
    {},
    {"patience": 2},
    {"patience": 0, "factor": 0.5},
    {"patience": 2, "cooldown": 3, "factor": 0.5},
    {"patience": 1, "factor": 0.3, "min_lr": 0.004},
    {"patience": 2, "factor": 0.5, "threshold": 0.05},
    {"patience": 2, "factor": 0.5, "threshold": 0.2, "threshold_mode": "abs"},
    {"patience": 3, "factor": 0.5, "mode": "max"},
    {"patience": 3, "factor": 0.5, "mode": "max", "threshold": 0.3, "threshold_mode": "abs", "cooldown": 1},
    {"patience": 0, "factor": 1e-3, "eps": 1e-6},
]


# Metrics and thresholds that binary fractions hold exactly: whether a bound itself counts shows.
EXACT = [1.0, 1.5, 1.25, 2.0, 3.0, 2.5, 4.5, 4.75, 5.0, 5.25, 5.25, 4.0, 2.0, 3.0, 1.0, 0.5, 0.75, 0.25, 0.25, 0.125]

EXACT_PLATEAUS = [
    {"patience": 1, "factor": 0.5, "eps": 0.025},
    *(
        {"patience": patience, "factor": 0.5, "threshold": threshold, "threshold_mode": kind, "mode": mode}
        for mode in ["min", "max"]
        for kind, threshold in [("rel", 0.5), ("abs", 0.25)]
        for patience in [0, 1]
    ),
]


def plateau(options, metrics):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.05)
    scheduler = schedulers.ReduceLROnPlateau(optimizer, **options)
    values = []
    for metric in metrics:
        scheduler.step(metric)
        values.append(optimizer.param_groups[0]["lr"])
    return {"options": options, "metrics": metrics, "values": values}


print(
    json.dumps(
        {
            "source": f"torch {torch.__version__}, optax {optax.__version__}, float64; the value at each step, the first one first",
            "schedules": schedules,
            "plateaus": [
                *(plateau(options, METRICS) for options in PLATEAUS),
                *(plateau(options, EXACT) for options in EXACT_PLATEAUS),
            ],
        },
        indent=1,
    )
)
