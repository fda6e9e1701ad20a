"""What SciPy's L-BFGS-B finds on the problems of make_problems.py within bounds, where SLSQP or TNC, which share no code
with it, find the same.

pip install scipy==1.17.1; python make_bounded.py > bounded.json
"""

import json

import numpy as np
import scipy
from make_problems import LARGE, PROBLEMS, complex_step, sum_of_squares
from scipy.optimize import minimize


def boxes(x0):
    """Around the start; on one side of it, with the other open; and with every third coordinate fixed."""
    width = 0.3 * np.maximum(1, np.abs(x0))
    around = [[x - w, x + w] for x, w in zip(x0, width)]
    one_sided = [[x, None] if i % 2 else [None, x] for i, x in enumerate(x0)]
    fixed = [[x, x] if i % 3 == 0 else [x - 2 * w, x + w] for i, (x, w) in enumerate(zip(x0, width))]
    return {"around": around, "one-sided": one_sided, "fixed": fixed}


rows = []
with np.errstate(all="ignore"):
    for name, residuals, start in PROBLEMS:
        x0 = np.asarray(start, float)
        if name in LARGE or len(x0) > 50:
            continue
        f, grad = sum_of_squares(residuals), complex_step(residuals)
        for kind, bounds in boxes(x0).items():
            tight = {"ftol": 0, "gtol": 1e-8, "maxiter": 15000, "maxfun": 100000}
            found = minimize(f, x0, jac=grad, method="L-BFGS-B", bounds=bounds, options=tight)
            if not np.isfinite(found.fun):
                continue
            peers = [
                minimize(f, x0, jac=grad, method="SLSQP", bounds=bounds, options={"ftol": 1e-14, "maxiter": 2000}),
                minimize(f, x0, jac=grad, method="TNC", bounds=bounds, options={"gtol": 1e-10, "maxfun": 20000}),
            ]
            if not any(abs(peer.fun - found.fun) <= 1e-7 * (1 + abs(found.fun)) for peer in peers):
                continue
            usual = minimize(f, x0, jac=grad, method="L-BFGS-B", bounds=bounds, options={"ftol": 0})
            row = {"problem": name, "kind": kind, "bounds": bounds, "fun": float(found.fun), "x": found.x.tolist()}
            rows.append({**row, "success": bool(usual.success), "nfev": int(usual.nfev), "nit": int(usual.nit)})

source = (
    f"scipy {scipy.__version__}, numpy {np.__version__}, float64, L-BFGS-B with ftol=0 and gtol=1e-8; success, nfev and"
    " nit with gtol=1e-5."
)
print(json.dumps({"source": source})[:-1] + ', "results": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]}")
