"""What SciPy's least_squares(method='lm'), MINPACK's lmder, finds on the problems of make_problems.py, from one, ten and
a hundred times the standard start, as in More, Garbow & Hillstrom 1981.

pip install scipy==1.17.1; python make_least_squares.py > least-squares.json
"""

import json

import numpy as np
import scipy
from make_problems import LARGE, PROBLEMS
from scipy.optimize import least_squares


def jacobian(residuals):
    """By complex steps, exact to rounding."""

    def jac(x):
        h = 1e-100
        return np.array([residuals(x + 1j * h * unit).imag / h for unit in np.eye(len(x))]).T

    return jac


def run(residuals, x0, **options):
    found = least_squares(residuals, x0, jac=jacobian(residuals), method="lm", **options)
    return {
        "cost": float(found.cost),
        "x": found.x.tolist(),
        "optimality": float(found.optimality),
        "nfev": int(found.nfev),
        "njev": int(found.njev),
        "status": int(found.status),
    }


def real(residuals):
    """Problems with branches look at real parts, and some raise negative numbers to powers."""
    return lambda x: np.asarray(residuals(np.asarray(x)))


rows = []
with np.errstate(all="ignore"):
    for name, residuals, start in PROBLEMS:
        x0 = np.asarray(start, float)
        if name in LARGE or len(residuals(x0)) < len(x0):
            continue
        for factor in (1, 10, 100):
            if factor > 1 and not np.any(x0):
                continue
            try:
                found = run(real(residuals), factor * x0)
            except ValueError:
                continue
            rows.append({"problem": name, "times": factor, **found})
    options = [
        {"x_scale": 1.0},
        {"x_scale": [0.5, 4.0]},
        {"max_nfev": 5},
        {"ftol": 1e-3, "xtol": 1e-15, "gtol": 1e-15},
        {"ftol": 1e-15, "xtol": 1e-2, "gtol": 1e-15},
    ]
    freudenstein_roth = next(each for each in PROBLEMS if each[0] == "freudenstein_roth")
    cases = [
        {"problem": freudenstein_roth[0], "options": each, **run(real(freudenstein_roth[1]), np.asarray(freudenstein_roth[2], float), **each)}
        for each in options
    ]
source = f"scipy {scipy.__version__}, numpy {np.__version__}, float64, least_squares(method='lm'), Jacobians by complex steps."
dump = ",\n".join
print(json.dumps({"source": source})[:-1] + ', "results": [\n' + dump(map(json.dumps, rows)) + "\n],")
print('"options": [\n' + dump(map(json.dumps, cases)) + "\n]}")
