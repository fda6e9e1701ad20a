"""Derivatives of the residuals of test/oracles/make_problems.py, from the formulas of More, Garbow & Hillstrom 1981.

A problem of many variables has the product J(x)'r instead, in time proportional to n.
"""

import numpy as np
from make_problems import GULF_Y, KOWALIK_U, T1, T10, to, watson_powers

exp, sin, cos, sqrt = np.exp, np.sin, np.cos, np.sqrt
columns = np.column_stack
TENTHS = sqrt(1e-5)


def helical_valley(x):
    square = x[0] ** 2 + x[1] ** 2
    turn = 100 / (2 * np.pi * square)
    root = sqrt(square)
    return np.array([[turn * x[1], -turn * x[0], 10], [10 * x[0] / root, 10 * x[1] / root, 0], [0, 0, 1]])


def bard(x):
    u = to(15)
    v = 16 - u
    w = np.minimum(u, v)
    below = (v * x[1] + w * x[2]) ** 2
    return columns([np.full(15, -1.0), u * v / below, u * w / below])


def gaussian(x):
    from_middle = (8 - to(15)) / 2 - x[2]
    bell = exp(-x[1] * from_middle**2 / 2)
    return columns([bell, -x[0] * bell * from_middle**2 / 2, x[0] * x[1] * bell * from_middle])


def meyer(x):
    shifted = 45 + 5 * to(16) + x[2]
    power = exp(x[1] / shifted)
    return columns([power, x[0] * power / shifted, -x[0] * x[1] * power / shifted**2])


def gulf(x):
    gap = GULF_Y - x[1]
    distance = np.abs(gap)
    power = distance ** x[2]
    decay = exp(-power / x[0]) / x[0]
    return columns([decay * power / x[0], decay * x[2] * power / gap, -decay * power * np.log(distance)])


def box(x):
    return columns([-T10 * exp(-T10 * x[0]), T10 * exp(-T10 * x[1]), exp(-10 * T10) - exp(-T10)])


def powell(x):
    n = len(x)
    quarter = n // 4
    k = np.arange(quarter)
    a, b, c, d = (x[j::4] for j in range(4))
    matrix = np.zeros((n, n))
    matrix[k, 4 * k], matrix[k, 4 * k + 1] = 1, 10
    matrix[k + quarter, 4 * k + 2], matrix[k + quarter, 4 * k + 3] = sqrt(5), -sqrt(5)
    middle, outer = 2 * (b - 2 * c), 2 * sqrt(10) * (a - d)
    matrix[k + 2 * quarter, 4 * k + 1], matrix[k + 2 * quarter, 4 * k + 2] = middle, -2 * middle
    matrix[k + 3 * quarter, 4 * k], matrix[k + 3 * quarter, 4 * k + 3] = outer, -outer
    return matrix


def powell_product(x, r):
    a, b, c, d = (x[j::4] for j in range(4))
    first, second, third, fourth = np.split(r, 4)
    middle, outer = 2 * (b - 2 * c) * third, 2 * sqrt(10) * (a - d) * fourth
    product = np.empty_like(x)
    product[0::4] = first + outer
    product[1::4] = 10 * first + middle
    product[2::4] = sqrt(5) * second - 2 * middle
    product[3::4] = -sqrt(5) * second - outer
    return product


def rosenbrock(x):
    n = len(x)
    k = np.arange(n // 2)
    matrix = np.zeros((n, n))
    matrix[k, 2 * k], matrix[k, 2 * k + 1] = -20 * x[0::2], 10
    matrix[k + n // 2, 2 * k] = -1
    return matrix


def rosenbrock_product(x, r):
    half = len(x) // 2
    product = np.empty_like(x)
    product[0::2] = -20 * x[0::2] * r[:half] - r[half:]
    product[1::2] = 10 * r[:half]
    return product


def wood(x):
    return np.array(
        [
            [-20 * x[0], 10, 0, 0],
            [-1, 0, 0, 0],
            [0, 0, -2 * sqrt(90) * x[2], sqrt(90)],
            [0, 0, -1, 0],
            [0, sqrt(10), 0, sqrt(10)],
            [0, 1 / sqrt(10), 0, -1 / sqrt(10)],
        ]
    )


def kowalik_osborne(x):
    u = KOWALIK_U
    above, below = u**2 + u * x[1], u**2 + u * x[2] + x[3]
    slope = x[0] * above / below**2
    return columns([-above / below, -x[0] * u / below, slope * u, slope])


def brown_dennis(x):
    t = to(20) / 5
    a, b = 2 * (x[0] + t * x[1] - exp(t)), 2 * (x[2] + x[3] * sin(t) - cos(t))
    return columns([a, a * t, b, b * sin(t)])


def osborne1(x):
    first, second = exp(-T1 * x[3]), exp(-T1 * x[4])
    return columns([np.full(33, -1.0), -first, -second, x[1] * T1 * first, x[2] * T1 * second])


def biggs(x):
    t = to(13) / 10
    a, b, c = exp(-t * x[0]), exp(-t * x[1]), exp(-t * x[4])
    return columns([-t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * c, c])


def osborne2(x):
    t = (to(65) - 1) / 10
    gaps = t[:, None] - x[8:11]
    bells = exp(-x[5:8] * gaps**2)
    weighted = bells * x[1:4] * gaps
    decay = exp(-t * x[4])
    return columns([-decay, -bells, x[0] * t * decay, weighted * gaps, -2 * x[5:8] * weighted])


def watson(x):
    powers, slopes = watson_powers(len(x))
    last = np.zeros((2, len(x)))
    last[0, 0], last[1, 0], last[1, 1] = 1, -2 * x[0], 1
    return np.vstack([slopes - 2 * (powers @ x)[:, None] * powers, last])


def penalty1(x):
    return np.vstack([TENTHS * np.eye(len(x)), 2 * x])


def penalty2(x):
    n = len(x)
    matrix = np.zeros((2 * n, n))
    slopes = TENTHS * exp(x / 10) / 10
    k = np.arange(1, n)
    matrix[0, 0] = 1
    matrix[k, k] = matrix[k + n - 1, k] = slopes[1:]
    matrix[k, k - 1] = slopes[:-1]
    matrix[-1] = 2 * (n - np.arange(n)) * x
    return matrix


def variably_dimensioned(x):
    j = to(len(x))
    return np.vstack([np.eye(len(x)), j, 2 * np.sum(j * (x - 1)) * j])


def trigonometric(x):
    return sin(x) + np.diag(to(len(x)) * sin(x) - cos(x))


def brown_almost_linear(x):
    n = len(x)
    others = np.tile(x, (n, 1))
    np.fill_diagonal(others, 1)
    return np.vstack([(np.eye(n) + 1)[:-1], np.prod(others, axis=1)])


def discrete_boundary_value(x):
    n = len(x)
    h = 1 / (n + 1)
    beside = np.eye(n, k=1) + np.eye(n, k=-1)
    return np.diag(2 + 1.5 * h**2 * (x + to(n) * h + 1) ** 2) - beside


def discrete_integral_equation(x):
    n = len(x)
    h = 1 / (n + 1)
    t = to(n) * h
    green = np.minimum.outer(t, t) * (1 - np.maximum.outer(t, t))
    return np.eye(n) + 1.5 * h * green * (x + t + 1) ** 2


def broyden_tridiagonal(x):
    n = len(x)
    return np.diag(3 - 4 * x) - np.eye(n, k=-1) - 2 * np.eye(n, k=1)


def broyden_tridiagonal_product(x, r):
    product = (3 - 4 * x) * r
    product[:-1] -= r[1:]
    product[1:] -= 2 * r[:-1]
    return product


def broyden_banded(x):
    i = np.arange(len(x))
    near = (i[None, :] >= i[:, None] - 5) & (i[None, :] <= i[:, None] + 1) & (i[None, :] != i[:, None])
    return np.diag(2 + 15 * x**2) - near * (1 + 2 * x)


def linear_full_rank(x):
    n = len(x)
    return np.vstack([np.eye(n), np.zeros((10, n))]) - 2 / 20


def linear_rank1_zeros(x):
    matrix = np.zeros((20, len(x)))
    matrix[1:-1, 1:-1] = np.outer(np.arange(1, 19), to(len(x))[1:-1])
    return matrix


def chebyquad(x):
    n = len(x)
    z = 2 * x - 1
    before, at = np.ones_like(x), z
    slope_before, slope = np.zeros_like(x), np.full_like(x, 2)
    rows = [slope]
    for _ in range(n - 1):
        slope_before, slope = slope, 4 * at + 2 * z * slope - slope_before
        before, at = at, 2 * z * at - before
        rows.append(slope)
    return np.array(rows) / n


# By the function of the residuals or, where that has no name, of the problem.
JACOBIANS = {
    "freudenstein_roth": lambda x: np.array(
        [[1, (10 - 3 * x[1]) * x[1] - 2], [1, (3 * x[1] + 2) * x[1] - 14]]
    ),
    "powell_badly_scaled": lambda x: np.array([[1e4 * x[1], 1e4 * x[0]], [-exp(-x[0]), -exp(-x[1])]]),
    "brown_badly_scaled": lambda x: np.array([[1, 0], [0, 1], [x[1], x[0]]]),
    "beale": lambda x: columns([x[1] ** to(3) - 1, x[0] * to(3) * x[1] ** (to(3) - 1)]),
    "jennrich_sampson": lambda x: columns([-to(10) * exp(to(10) * x[0]), -to(10) * exp(to(10) * x[1])]),
    "helical_valley": helical_valley,
    "bard": bard,
    "gaussian": gaussian,
    "meyer": meyer,
    "gulf": gulf,
    "box_three_dimensional": box,
    "powell": powell,
    "rosenbrock": rosenbrock,
    "wood": wood,
    "kowalik_osborne": kowalik_osborne,
    "brown_dennis": brown_dennis,
    "osborne1": osborne1,
    "biggs": biggs,
    "osborne2": osborne2,
    "watson": watson,
    "penalty1": penalty1,
    "penalty2": penalty2,
    "variably_dimensioned": variably_dimensioned,
    "trigonometric": trigonometric,
    "brown_almost_linear": brown_almost_linear,
    "discrete_boundary_value": discrete_boundary_value,
    "discrete_integral_equation": discrete_integral_equation,
    "broyden_tridiagonal": broyden_tridiagonal,
    "broyden_banded": broyden_banded,
    "linear_full_rank": linear_full_rank,
    "linear_rank1": lambda x: np.outer(to(20), to(len(x))),
    "linear_rank1_zeros": linear_rank1_zeros,
    "chebyquad": chebyquad,
}
PRODUCTS = {
    "rosenbrock": rosenbrock_product,
    "powell": powell_product,
    "broyden_tridiagonal": broyden_tridiagonal_product,
}
