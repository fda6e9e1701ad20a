"""Reference quantiles of Student's t: pip install scipy==1.17.1; python make_student_t.py > student-t.json"""
import json
from scipy.stats import t
cases = [
    {"level": level, "freedom": freedom, "t": t.ppf(1 - (1 - level) / 2, freedom)}
    for freedom in [1, 2, 3, 4, 5, 7, 9, 10, 19, 29, 30, 99, 100, 999, 10000, 1000000]
    for level in [0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999]
]
print(json.dumps({"source": "scipy 1.17.1, stats.t.ppf", "cases": cases}, indent=1))
