"""Steps of PyTorch's optimizers, with the fused implementation where there is one for the CPU."""

import os

import torch

torch.set_num_threads(int(os.environ["OPTLAB_BENCH_CORES"]))

NAME = f"PyTorch {torch.__version__}"
RULES = {
    "Gradient descent": ("SGD", dict(lr=1e-3, fused=True)),
    "Momentum": ("SGD", dict(lr=1e-3, momentum=0.9, fused=True)),
    "Nesterov momentum": ("SGD", dict(lr=1e-3, momentum=0.9, nesterov=True, fused=True)),
    "AdaGrad": ("Adagrad", dict(lr=1e-2, fused=True)),
    "RMSprop": ("RMSprop", dict(lr=1e-2)),
    "Adadelta": ("Adadelta", dict(lr=1.0)),
    "Adam": ("Adam", dict(lr=1e-3, fused=True)),
    "AdamW": ("AdamW", dict(lr=1e-3, fused=True)),
    "AMSGrad": ("Adam", dict(lr=1e-3, amsgrad=True, fused=True)),
    "NAdam": ("NAdam", dict(lr=2e-3)),
    "Adamax": ("Adamax", dict(lr=2e-3)),
    "RAdam": ("RAdam", dict(lr=1e-3)),
    "ASGD": ("ASGD", dict(lr=1e-2)),
    "Rprop": ("Rprop", dict(lr=1e-2)),
}


def make(rule, length, count):
    """A function that takes `steps` steps of `count` tensors of `length` elements, or None for an unknown rule."""
    if rule not in RULES:
        return None
    name, options = RULES[rule]
    gradient = torch.sin(torch.arange(1, length + 1, dtype=torch.float32))
    parameters = [torch.nn.Parameter(torch.zeros(length)) for _ in range(count)]
    for parameter in parameters:
        parameter.grad = gradient.clone()
    optimizer = getattr(torch.optim, name)(parameters, **options)

    def run(steps):
        for _ in range(steps):
            optimizer.step()

    return run
