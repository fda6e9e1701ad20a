"""What SciPy's Nelder-Mead finds on the small problems of make_problems.py, and on some with bounds.

pip install scipy==1.17.1; python make_nelder_mead.py > nelder-mead.json
"""

import json

import numpy as np
import scipy
from make_problems import PROBLEMS, sum_of_squares
from scipy.optimize import minimize

OPTIONS = [
    {},
    {"adaptive": True},
    {"xatol": 1e-8, "fatol": 1e-8, "maxfev": 100000},
    {"maxfev": 50},
]


def run(f, x0, options, bounds=None):
    found = minimize(f, x0, method="Nelder-Mead", options=options, bounds=bounds)
    return {
        "fun": float(found.fun),
        "x": found.x.tolist(),
        "nit": int(found.nit),
        "nfev": int(found.nfev),
        "success": bool(found.success),
    }


rows = []
with np.errstate(all="ignore"):
    for name, residuals, start in PROBLEMS:
        x0 = np.asarray(start, float)
        if len(x0) > 4:
            continue
        f = sum_of_squares(residuals)
        for options in OPTIONS:
            rows.append({"problem": name, "options": options, **run(f, x0, options)})
        bounds = [(x - 0.5, x) if i % 2 == 0 else (x - 1, x + 0.01) for i, x in enumerate(x0)]
        rows.append({"problem": name, "options": {}, "bounds": bounds, **run(f, x0, {}, bounds)})

source = f"scipy {scipy.__version__}, numpy {np.__version__}, float64, minimize(method='Nelder-Mead')."
print(json.dumps({"source": source})[:-1] + ', "results": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]}")
