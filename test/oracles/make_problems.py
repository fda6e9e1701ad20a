"""The problems of More, Garbow & Hillstrom 1981, written for numpy and apart from test/support/problems: values,
gradients by complex steps, which are exact to rounding, and what SciPy's minimizers find from the standard starts.

pip install scipy==1.17.1; python make_problems.py > problems.json
"""

import json
from functools import cache

import numpy as np
import scipy
from scipy.optimize import minimize

exp, sin, cos, sqrt = np.exp, np.sin, np.cos, np.sqrt
BARD = np.array([14, 18, 22, 25, 29, 32, 35, 39, 37, 58, 73, 96, 134, 210, 439]) / 100
GAUSSIAN = np.array([9, 44, 175, 540, 1295, 2420, 3521, 3989, 3521, 2420, 1295, 540, 175, 44, 9]) / 1e4
MEYER = np.array(
    [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872.0]
)
KOWALIK_Y = np.array([1957, 1947, 1735, 1600, 844, 627, 456, 342, 323, 235, 246]) / 1e4
KOWALIK_U = np.array([4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625])
OSBORNE1 = (
    np.array(
        "844 908 932 936 925 908 881 850 818 784 751 718 685 658 628 603 580 558 538 522 506 490 478 467 457 448 438 "
        "431 424 420 414 411 406".split(),
        float,
    )
    / 1e3
)
OSBORNE2 = (
    np.array(
        "1366 1191 1112 1013 991 885 831 847 786 725 746 679 608 655 616 606 602 626 651 724 649 649 694 644 624 661 "
        "612 558 533 495 500 423 395 375 372 391 396 405 428 429 523 562 607 653 672 708 633 668 645 632 591 559 597 "
        "625 739 710 729 720 636 581 428 292 162 98 54".split(),
        float,
    )
    / 1e3
)


def to(n):
    return np.arange(1, n + 1)


def rosenbrock(x):
    a, b = x[0::2], x[1::2]
    return np.concatenate([10 * (b - a**2), 1 - a])


def helical_valley(x):
    theta = np.arctan(x[1] / x[0]) / (2 * np.pi) + (0.5 if x[0].real < 0 else 0)
    return np.array([10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]])


def bard(x):
    u = to(15)
    v = 16 - u
    return BARD - (x[0] + u / (v * x[1] + np.minimum(u, v) * x[2]))


GULF_T = to(99) / 100
GULF_Y = 25 + (-50 * np.log(GULF_T)) ** (2 / 3)


def gulf(x):
    distance = (GULF_Y - x[1]) * np.sign((GULF_Y - x[1]).real)
    return exp(-(distance ** x[2]) / x[0]) - GULF_T


def powell(x):
    a, b, c, d = (x[k::4] for k in range(4))
    return np.concatenate([a + 10 * b, sqrt(5) * (c - d), (b - 2 * c) ** 2, sqrt(10) * (a - d) ** 2])


def wood(x):
    return np.array(
        [
            10 * (x[1] - x[0] ** 2),
            1 - x[0],
            sqrt(90) * (x[3] - x[2] ** 2),
            1 - x[2],
            sqrt(10) * (x[1] + x[3] - 2),
            (x[1] - x[3]) / sqrt(10),
        ]
    )


def brown_dennis(x):
    t = to(20) / 5
    return (x[0] + t * x[1] - exp(t)) ** 2 + (x[2] + x[3] * sin(t) - cos(t)) ** 2


def osborne2(x):
    t = (to(65) - 1) / 10
    bells = sum(x[k] * exp(-x[k + 4] * (t - x[k + 7]) ** 2) for k in (1, 2, 3))
    return OSBORNE2 - x[0] * exp(-t * x[4]) - bells


def biggs(x):
    t = to(13) / 10
    y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
    return x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y


@cache
def watson_powers(n):
    t = to(29)[:, None] / 29
    j = np.arange(n)
    return t**j, np.where(j > 0, j * t ** np.maximum(j - 1, 0), 0)


def watson(x):
    powers, slopes = watson_powers(len(x))
    return np.concatenate([slopes @ x - (powers @ x) ** 2 - 1, [x[0], x[1] - x[0] ** 2 - 1]])


def penalty1(x):
    return np.append(sqrt(1e-5) * (x - 1), np.sum(x**2) - 0.25)


def penalty2(x):
    n = len(x)
    i = to(n)[1:]
    y = exp(i / 10) + exp((i - 1) / 10)
    return np.concatenate(
        [
            [x[0] - 0.2],
            sqrt(1e-5) * (exp(x[1:] / 10) + exp(x[:-1] / 10) - y),
            sqrt(1e-5) * (exp(x[1:] / 10) - exp(-1 / 10)),
            [np.sum((n - to(n) + 1) * x**2) - 1],
        ]
    )


def variably_dimensioned(x):
    s = np.sum(to(len(x)) * (x - 1))
    return np.concatenate([x - 1, [s, s**2]])


def trigonometric(x):
    n = len(x)
    return n - np.sum(cos(x)) + to(n) * (1 - cos(x)) - sin(x)


def brown_almost_linear(x):
    n = len(x)
    return np.append((x + np.sum(x) - (n + 1))[:-1], np.prod(x) - 1)


def discrete_boundary_value(x):
    n = len(x)
    h = 1 / (n + 1)
    padded = np.concatenate([[0], x, [0]])
    return 2 * x - padded[:-2] - padded[2:] + h**2 * (x + to(n) * h + 1) ** 3 / 2


def discrete_integral_equation(x):
    n = len(x)
    h = 1 / (n + 1)
    t = to(n) * h
    cubes = (x + t + 1) ** 3
    below = np.cumsum(t * cubes)
    above = np.sum((1 - t) * cubes) - np.cumsum((1 - t) * cubes)
    return x + h * ((1 - t) * below + t * above) / 2


def broyden_tridiagonal(x):
    padded = np.concatenate([[0], x, [0]])
    return (3 - 2 * x) * x - padded[:-2] - 2 * padded[2:] + 1


def broyden_banded(x):
    n = len(x)
    i = np.arange(n)
    near = (i[None, :] >= i[:, None] - 5) & (i[None, :] <= i[:, None] + 1) & (i[None, :] != i[:, None])
    return x * (2 + 5 * x**2) + 1 - near @ (x * (1 + x))


def linear_full_rank(x):
    return np.append(x, np.zeros(10)) - 2 / 20 * np.sum(x) - 1


def linear_rank1(x):
    return to(20) * np.sum(to(len(x)) * x) - 1


def linear_rank1_zeros(x):
    inner = np.sum(to(len(x))[1:-1] * x[1:-1])
    return np.concatenate([[-1], np.arange(1, 19) * inner - 1, [-1]])


def chebyquad(x):
    n = len(x)
    polynomials = [np.ones_like(x), 2 * x - 1]
    for _ in range(n - 1):
        polynomials.append(2 * (2 * x - 1) * polynomials[-1] - polynomials[-2])
    return np.array([np.mean(polynomials[i]) + (0 if i % 2 else 1 / (i**2 - 1)) for i in to(n)])


def discrete_start(n):
    t = to(n) / (n + 1)
    return t * (t - 1)


T10 = to(10) / 10
T1 = 10.0 * np.arange(33)
PROBLEMS = [
    ("rosenbrock", rosenbrock, [-1.2, 1]),
    (
        "freudenstein_roth",
        lambda x: np.array(
            [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]
        ),
        [0.5, -2],
    ),
    (
        "powell_badly_scaled",
        lambda x: np.array([1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001]),
        [0, 1],
    ),
    ("brown_badly_scaled", lambda x: np.array([x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2]), [1, 1]),
    ("beale", lambda x: np.array([1.5, 2.25, 2.625]) - x[0] * (1 - x[1] ** to(3)), [1, 1]),
    (
        "jennrich_sampson",
        lambda x: 2 + 2 * to(10) - (exp(to(10) * x[0]) + exp(to(10) * x[1])),
        [0.3, 0.4],
    ),
    ("helical_valley", helical_valley, [-1, 0, 0]),
    ("bard", bard, [1, 1, 1]),
    (
        "gaussian",
        lambda x: x[0] * exp(-x[1] * ((8 - to(15)) / 2 - x[2]) ** 2 / 2) - GAUSSIAN,
        [0.4, 1, 0],
    ),
    ("meyer", lambda x: x[0] * exp(x[1] / (45 + 5 * to(16) + x[2])) - MEYER, [0.02, 4000, 250]),
    ("gulf", gulf, [5, 2.5, 0.15]),
    (
        "box_three_dimensional",
        lambda x: exp(-T10 * x[0]) - exp(-T10 * x[1]) - x[2] * (exp(-T10) - exp(-10 * T10)),
        [0, 10, 20],
    ),
    ("powell_singular", powell, [3, -1, 0, 1]),
    ("wood", wood, [-3, -1, -3, -1]),
    (
        "kowalik_osborne",
        lambda x: KOWALIK_Y
        - x[0] * (KOWALIK_U**2 + KOWALIK_U * x[1]) / (KOWALIK_U**2 + KOWALIK_U * x[2] + x[3]),
        [0.25, 0.39, 0.415, 0.39],
    ),
    ("brown_dennis", brown_dennis, [25, 5, -5, -1]),
    (
        "osborne1",
        lambda x: OSBORNE1 - (x[0] + x[1] * exp(-T1 * x[3]) + x[2] * exp(-T1 * x[4])),
        [0.5, 1.5, -1, 0.01, 0.02],
    ),
    ("biggs_exp6", biggs, [1, 2, 1, 1, 1, 1]),
    ("osborne2", osborne2, [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5]),
    ("watson6", watson, np.zeros(6)),
    ("watson9", watson, np.zeros(9)),
    ("watson12", watson, np.zeros(12)),
    ("extended_rosenbrock50", rosenbrock, np.tile([-1.2, 1], 25)),
    ("extended_rosenbrock1000", rosenbrock, np.tile([-1.2, 1], 500)),
    ("extended_powell40", powell, np.tile([3, -1, 0, 1], 10)),
    ("penalty1_4", penalty1, to(4)),
    ("penalty1_10", penalty1, to(10)),
    ("penalty2_4", penalty2, np.full(4, 0.5)),
    ("penalty2_10", penalty2, np.full(10, 0.5)),
    ("variably_dimensioned10", variably_dimensioned, 1 - to(10) / 10),
    ("trigonometric10", trigonometric, np.full(10, 0.1)),
    ("brown_almost_linear10", brown_almost_linear, np.full(10, 0.5)),
    ("discrete_boundary_value10", discrete_boundary_value, discrete_start(10)),
    ("discrete_integral_equation10", discrete_integral_equation, discrete_start(10)),
    ("broyden_tridiagonal10", broyden_tridiagonal, np.full(10, -1)),
    ("broyden_tridiagonal100", broyden_tridiagonal, np.full(100, -1)),
    ("broyden_banded10", broyden_banded, np.full(10, -1)),
    ("linear_full_rank10", linear_full_rank, np.ones(10)),
    ("linear_rank1_10", linear_rank1, np.ones(10)),
    ("linear_rank1_zeros10", linear_rank1_zeros, np.ones(10)),
    ("chebyquad8", chebyquad, to(8) / 9),
    ("chebyquad10", chebyquad, to(10) / 11),
]

METHODS = {
    "BFGS": {},
    "L-BFGS-B": {"ftol": 0},
    "CG": {},
    "Newton-CG": {},
}
# Its results are those of minimize.json: complex steps in a thousand coordinates take hours.
LARGE = {"extended_rosenbrock1000"}


def sum_of_squares(residuals):
    return lambda x: np.sum(residuals(np.asarray(x)) ** 2)


def complex_step(residuals):
    f = sum_of_squares(residuals)

    def grad(x):
        h = 1e-100
        return np.array([f(x + 1j * h * unit).imag / h for unit in np.eye(len(x))])

    return grad


def solve(f, grad, x0, method, options):
    found = minimize(f, x0, jac=grad, method=method, options=options)
    return {
        "success": bool(found.success),
        "fun": float(found.fun),
        "nit": int(found.nit),
        "nfev": int(found.nfev),
        "njev": int(found.njev),
        "gradInf": float(np.max(np.abs(grad(found.x)))),
        "message": found.message if isinstance(found.message, str) else found.message.decode(),
    }


def record(name, residuals, start):
    x0 = np.asarray(start, float)
    f, grad = sum_of_squares(residuals), complex_step(residuals)
    at = x0 + 0.05 * sin(1 + to(len(x0))) * np.maximum(0.5, np.abs(x0))
    row = {
        "problem": name,
        "f0": float(f(x0)),
        "gradInf0": float(np.max(np.abs(grad(x0)))),
    }
    if name in LARGE:
        return row
    row["near"] = {"x": at.tolist(), "f": float(f(at)), "grad": grad(at).tolist()}
    with np.errstate(all="ignore"):
        row["methods"] = {
            method: solve(f, grad, x0, method, options) for method, options in METHODS.items()
        }
    return row


if __name__ == "__main__":
    source = (
        f"scipy {scipy.__version__}, numpy {np.__version__}, float64, gradients by complex steps, default options"
        " (L-BFGS-B with ftol=0, so that every method stops by its gradient)."
    )
    rows = [json.dumps(record(*each)) for each in PROBLEMS]
    print(json.dumps({"source": source})[:-1] + ', "results": [\n' + ",\n".join(rows) + "\n]}")
