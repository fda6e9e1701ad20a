"""Checks equalities by SymPy on request, and times itself.

Each line of the input is a request {"left", "right", "names"}, names an object of {"kind", "integer", "positive", "low",
"high", "definition"}; each answer is a line {"verdict", "time"}, the time in milliseconds.
"""

import json
import random
import re
import signal
import sys
import time

import sympy as sp

POINTS = 64
TOLERANCE = 1e-8
# Some simplifications would take minutes.
LIMIT = 10


class TooLong(Exception):
    pass


def stop(*_):
    raise TooLong


def big(kind):
    return lambda index, low, high, term: kind(term, (index, low, high)).doit()


FUNCTIONS = {
    "sum": big(sp.Sum),
    "prod": big(sp.Product),
    "abs": sp.Abs,
    "max": sp.Max,
    "min": sp.Min,
    "ceil": sp.ceiling,
    "round": lambda x: sp.floor(x + sp.Rational(1, 2)),
    "relu": lambda x: sp.Max(x, 0),
    "square": lambda x: x**2,
    "sigmoid": lambda x: 1 / (1 + sp.exp(-x)),
    "select": lambda condition, yes, no: sp.Piecewise((yes, condition), (no, True)),
}


def python(text):
    return re.sub(r"\blambda\b", "lambda_", text.replace("^", "**"))


def symbols_of(names, texts):
    table = dict(FUNCTIONS)
    for text in texts:
        for index in re.findall(r"\b(?:sum|prod)\((\w+),", text):
            table[index] = sp.Symbol(index, integer=True, positive=True)
    for name, known in names.items():
        key = python(name)
        if known.get("definition"):
            table[key] = sp.sympify(python(known["definition"]), locals=table)
        elif known["kind"] == "sequence":
            table[key] = sp.IndexedBase(key, real=True, positive=known["positive"] or None)
        else:
            table[key] = sp.Symbol(
                key, real=True, integer=known["integer"] or None, positive=known["positive"] or None
            )
    return table


def drawn(known, generator):
    low, high = known["low"], known["high"]
    if known["integer"]:
        return generator.randint(max(1, int(low)), min(6, int(high)))
    return generator.uniform(max(low, -3), min(high, 3)) if low < 3 else low + generator.random()


def differs(difference, names, table):
    """Whether the difference is not zero at one of the points; a sequence's sums are written out there."""
    generator = random.Random(1)
    decided = 0
    for _ in range(POINTS):
        plain = {
            table[python(name)]: drawn(known, generator)
            for name, known in names.items()
            if not known.get("definition") and known["kind"] != "sequence"
        }
        value = difference.subs(plain).doit()
        items = value.atoms(sp.Indexed)
        value = value.subs({item: generator.uniform(0.1, 3) for item in items})
        number = complex(value.evalf())
        if number != number or abs(number) == float("inf"):
            continue
        decided += 1
        if abs(number) > TOLERANCE:
            return True
    return None if decided == 0 else False


def verdict(request):
    left, right = request["left"], request["right"]
    table = symbols_of(request["names"], [left, right])
    sides = [sp.sympify(python(side), locals=table) for side in (left, right)]
    difference = sides[0] - sides[1]
    if sp.simplify(difference) == 0:
        return "proved"
    differing = differs(difference, request["names"], table)
    return {True: "refuted", False: "held", None: "refused"}[differing]


signal.signal(signal.SIGALRM, stop)
print(json.dumps(f"SymPy {sp.__version__}"), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    signal.alarm(LIMIT)
    try:
        found = verdict(json.loads(line))
    except TooLong:
        found = "too long"
    except Exception:  # SymPy refuses in many ways.
        found = "refused"
    finally:
        signal.alarm(0)
    print(json.dumps({"verdict": found, "time": 1000 * (time.perf_counter() - start)}), flush=True)
