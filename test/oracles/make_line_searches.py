"""The steps that line searches try, on the functions of More & Thuente 1994 and one more.

More and Thuente's search is SciPy's DCSRCH. Hager and Zhang's is written here from their paper (SIAM J. Optim. 16(1),
2005, section 4), apart from the library's; an end that is too high is bisected against the last low step, as in their
own program, not against 0.

pip install scipy==1.17.1; python make_line_searches.py > line_searches.json
"""

import json
import math
import random

import scipy
from scipy.optimize._dcsrch import DCSRCH, dcstep


def rational(a, b=2.0):
    return -a / (a**2 + b), (a**2 - b) / (a**2 + b) ** 2


def quintic(a, b=0.004):
    t = a + b
    return t**5 - 2 * t**4, 5 * t**4 - 8 * t**3


def oscillating(a, b=0.01, l=39):
    if a <= 1 - b:
        base, slope = 1 - a, -1.0
    elif a >= 1 + b:
        base, slope = a - 1, 1.0
    else:
        base, slope = (a - 1) ** 2 / (2 * b) + b / 2, (a - 1) / b
    angle = l * math.pi / 2 * a
    return base + 2 * (1 - b) / (l * math.pi) * math.sin(angle), slope + (1 - b) * math.cos(angle)


def yanai(b1, b2):
    g = lambda b: math.sqrt(1 + b**2) - b

    def phi(a):
        first, second = math.sqrt((1 - a) ** 2 + b2**2), math.sqrt(a**2 + b1**2)
        return g(b1) * first + g(b2) * second, g(b1) * (a - 1) / first + g(b2) * a / second

    return phi



def wave(a):
    """Many minimizers on a slope that rises late."""
    return 0.01 * (a - 20) ** 2 - math.sin(a), 0.02 * (a - 20) - math.cos(a)


FUNCTIONS = {
    "rational": rational,
    "quintic": quintic,
    "oscillating": oscillating,
    "yanai4": yanai(0.001, 0.001),
    "yanai5": yanai(0.01, 0.001),
    "yanai6": yanai(0.001, 0.01),
    "wave": wave,
}
# Of the paper's tables, and stricter and laxer ones.
TOLERANCES = {
    "rational": [(1e-3, 0.1), (0.2, 0.3)],
    "quintic": [(0.1, 0.1), (1e-4, 1e-3)],
    "oscillating": [(0.1, 0.1), (1e-4, 0.01)],
    "yanai4": [(1e-3, 1e-3), (1e-6, 1e-5)],
    "yanai5": [(1e-3, 1e-3), (1e-6, 1e-5)],
    "yanai6": [(1e-3, 1e-3), (1e-6, 1e-5)],
    "wave": [(0.1, 0.5), (1e-4, 1e-3), (0.3, 0.4)],
}
FIRST = [1e-3, 1e-1, 1.0, 7.0, 1e1, 1e3]


def more_thuente(phi, first, c1, c2):
    tried = []

    def value(a):
        tried.append(float(a))
        return phi(a)[0]

    f0, g0 = phi(0.0)
    search = DCSRCH(value, lambda a: phi(a)[1], c1, c2, 1e-14, 0.0, math.inf)
    step = search(first, phi0=f0, derphi0=g0)[0]
    return {"tried": tried, "step": step}


def interpolation():
    """Single steps of dcstep: x is the best end of the interval and falls towards the trial p."""
    draw = random.Random(1994)
    for k in range(200):
        bracketed = k % 2 == 0
        side = -1 if bracketed and k % 4 == 0 else 1
        at, width = draw.uniform(0, 3), draw.uniform(0.5, 2)
        x = [at, draw.uniform(-1, 1), -side * draw.uniform(0.1, 2)]
        y = [at + side * width, x[1] + draw.uniform(0, 1), draw.uniform(-2, 2)] if bracketed else x
        share = draw.uniform(0.1, 0.9)
        p = [at + side * share * width, x[1] + draw.uniform(-1, 0.5), draw.uniform(-2, 2) * (1 if k % 3 else 5)]
        low, high = (min(x[0], y[0]), max(x[0], y[0])) if bracketed else (p[0] + 0.1, p[0] + 4)
        stx, _, _, sty, _, _, stp, brackt = dcstep(*x, *y, *p, bracketed, low, high)
        after = {"x": stx, "y": sty, "bracketed": bool(brackt)}
        yield {"x": x, "y": y, "p": p, "bracketed": bracketed, "low": low, "high": high, "next": float(stp), "after": after}


class Done(Exception):
    pass


def hager_zhang(phi, first, c1, c2, epsilon=1e-6, rho=5.0, gamma=0.66):
    f0, g0 = phi(0.0)
    ceiling = f0 + epsilon * abs(f0)
    tried = []
    # Steps, values and slopes are kept together.
    zero = (0.0, f0, g0)

    def at(a):
        f, g = phi(a)
        tried.append(a)
        wolfe = f - f0 <= c1 * a * g0 and g >= c2 * g0
        approximate = (2 * c1 - 1) * g0 >= g >= c2 * g0 and f <= ceiling
        if wolfe or approximate:
            raise Done
        if len(tried) > 60:
            raise Done
        return (a, f, g)

    def u3(low, high):
        while True:
            d = at(0.5 * (low[0] + high[0]))
            if d[2] >= 0:
                return low, d
            if d[1] <= ceiling:
                low = d
            else:
                high = d

    def update(a, b, c):
        if not a[0] < c < b[0]:
            return a, b
        p = at(c)
        if p[2] >= 0:
            return a, p
        return (p, b) if p[1] <= ceiling else u3(a, p)

    def secant(a, b):
        # Equal slopes tell nothing: a step that is in no interval.
        return (a[0] * b[2] - b[0] * a[2]) / (b[2] - a[2]) if a[2] != b[2] else math.nan

    def secant2(a, b):
        c = secant(a, b)
        A, B = update(a, b, c)
        if c == B[0]:
            return update(A, B, secant(b, B))
        if c == A[0]:
            return update(A, B, secant(a, A))
        return A, B

    def bracket(c):
        low = zero
        while True:
            p = at(c)
            if p[2] >= 0:
                return low, p
            if p[1] > ceiling:
                return u3(low, p)
            low, c = p, rho * c

    try:
        a, b = bracket(first)
        while True:
            width = b[0] - a[0]
            a, b = secant2(a, b)
            if b[0] - a[0] > gamma * width:
                a, b = update(a, b, 0.5 * (a[0] + b[0]))
    except Done:
        return {"tried": tried, "step": tried[-1]}


def runs(search, name, tolerances):
    return [
        json.dumps({"function": name, "c1": c1, "c2": c2, "first": first, **search(FUNCTIONS[name], first, c1, c2)})
        for c1, c2 in tolerances
        for first in FIRST
    ]


if __name__ == "__main__":
    source = f"scipy {scipy.__version__}, scipy.optimize._dcsrch.DCSRCH; Hager & Zhang 2005 as written in the script"
    mt = [run for name in FUNCTIONS for run in runs(more_thuente, name, TOLERANCES[name])]
    # Hager and Zhang ask for c1 < c2.
    apart = {name: [(c1, c2 if c2 > c1 else 2 * c1) for c1, c2 in TOLERANCES[name]] for name in FUNCTIONS}
    hz = [run for name in FUNCTIONS for run in runs(hager_zhang, name, apart[name])]
    parts = {"more_thuente": mt, "hager_zhang": hz, "interpolation": [json.dumps(each) for each in interpolation()]}
    bodies = [f'"{key}": [\n' + ",\n".join(lines) + "\n]" for key, lines in parts.items()]
    print(json.dumps({"source": source})[:-1] + ", " + ",\n".join(bodies) + "}")
