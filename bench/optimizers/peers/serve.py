"""Times steps on request: `python serve.py torch_steps` or `python serve.py optax_steps`.

Each line of the input is a request, {"rule", "length", "count", "budget"}; each gets a line with the times of its steps in
milliseconds, or null for a rule that the library does not have.
"""

import importlib
import json
import sys
import time

library = importlib.import_module(sys.argv[1])


def measure(run, budget):
    """Batches of steps, each longer than the clock's grain, for about `budget` milliseconds after a warm-up."""
    run(1)
    start = time.perf_counter()
    steps = 0
    while steps < 3 or (time.perf_counter() - start < budget / 4000 and steps < 1000):
        run(1)
        steps += 1
    each = (time.perf_counter() - start) / steps
    batch = max(1, round(0.0005 / each))
    times = []
    end = time.perf_counter() + budget / 1000
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        run(batch)
        times.append(1000 * (time.perf_counter() - start) / batch)
    return times


print(json.dumps({"name": library.NAME}), flush=True)
key, run = None, None
for line in sys.stdin:
    request = json.loads(line)
    wanted = (request["rule"], request["length"], request["count"])
    if wanted != key:
        run = None
        key, run = wanted, library.make(*wanted)
    print(json.dumps({"times": run and measure(run, request["budget"])}), flush=True)
