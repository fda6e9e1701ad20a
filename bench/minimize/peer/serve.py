"""Minimizes by SciPy on request, and times itself: `python serve.py`, with test/oracles on PYTHONPATH.

Each line of the input is a request {"problem", "method"?, "options"?, "bounds"?, "x0"?, "budget"?}, each answer a line.
Without a method it is the value and the gradient at the start; with one, how the run ended; with a budget too, the
milliseconds of runs.
"""

import json
import sys
import time
import warnings

import numpy as np
import scipy
from jacobians import JACOBIANS, PRODUCTS
from make_problems import PROBLEMS, rosenbrock
from scipy.optimize import least_squares, minimize

STARTS = {name: (residuals, np.asarray(start, float)) for name, residuals, start in PROBLEMS}
VALLEYS = "extended_rosenbrock"
# The cube root of the rounding error: the step of central differences.
STEP = np.finfo(float).eps ** (1 / 3)


class Problem:
    """A sum of squares with its exact gradient."""

    def __init__(self, name):
        if name not in STARTS and name.startswith(VALLEYS):
            STARTS[name] = rosenbrock, np.tile([-1.2, 1], int(name[len(VALLEYS) :]) // 2)
        self.residuals, self.x0 = STARTS[name]
        key = self.residuals.__name__ if self.residuals.__name__ in JACOBIANS else name
        self.jacobian = JACOBIANS[key]
        if key in PRODUCTS:
            product = PRODUCTS[key]
            self.grad = lambda x: 2 * product(x, self.residuals(x))

    def f(self, x):
        r = self.residuals(x)
        return r @ r

    def grad(self, x):
        return 2 * (self.residuals(x) @ self.jacobian(x))


def central(grad):
    """Products with the Hessian by differences of gradients, which trust-ncg does not make itself."""

    def product(x, v):
        length = np.sqrt(v @ v)
        if length == 0:
            return np.zeros_like(x)
        h = STEP * max(1, np.sqrt(x @ x)) / length
        return (grad(x + h * v) - grad(x - h * v)) / (2 * h)

    return product


def minimizer(problem, method, options, bounds=None, x0=None):
    """A function that minimizes, from the standard start unless told otherwise."""
    x0 = problem.x0 if x0 is None else np.asarray(x0, float)
    if method == "lm":
        return lambda: least_squares(
            problem.residuals, x0, jac=problem.jacobian, method="lm", **options
        )
    given = {} if method == "Nelder-Mead" else {"jac": problem.grad}
    if method == "trust-ncg":
        given["hessp"] = central(given["jac"])
    if bounds is not None:
        given["bounds"] = bounds
    return lambda: minimize(problem.f, x0, method=method, options=options, **given)


def counted(name, method, *how):
    """One run, with every call counted here, those for differences too."""
    problem = Problem(name)
    calls = {"f": 0, "grad": 0}

    def count(key, function):
        def counting(x):
            calls[key] += 1
            return function(x)

        return counting

    f = "residuals" if method == "lm" else "f"
    grad = "jacobian" if method == "lm" else "grad"
    setattr(problem, f, count("f", getattr(problem, f)))
    setattr(problem, grad, count("grad", getattr(problem, grad)))
    start = time.perf_counter()
    found = minimizer(problem, method, *how)()
    elapsed = time.perf_counter() - start
    fresh = Problem(name)
    return {
        "fun": float(fresh.f(found.x)),
        "slope": float(np.max(np.abs(fresh.grad(found.x)))),
        "nit": int(found.get("nit", calls["grad"])),
        "nfev": calls["f"],
        "njev": calls["grad"],
        "status": int(found.status),
        "success": bool(found.success),
        "time": 1000 * elapsed,
    }


def measure(run, budget):
    """Single runs for about `budget` milliseconds, after one that does not count where runs are short."""
    start = time.perf_counter()
    run()
    first = 1000 * (time.perf_counter() - start)
    if first > budget:
        return [first]
    times = []
    end = time.perf_counter() + budget / 1000
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return times


def answer(request):
    name, method, options = request["problem"], request.get("method"), request.get("options", {})
    if method is None:
        problem = Problem(name)
        return {"fun": float(problem.f(problem.x0)), "grad": problem.grad(problem.x0).tolist()}
    how = method, options, request.get("bounds"), request.get("x0")
    if "budget" not in request:
        return counted(name, *how)
    return measure(minimizer(Problem(name), *how), request["budget"])


warnings.simplefilter("ignore")
np.seterr(all="ignore")
print(json.dumps(f"SciPy {scipy.__version__} (numpy {np.__version__})"), flush=True)
for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except (ValueError, FloatingPointError) as error:
        print(json.dumps({"refused": str(error)}), flush=True)
