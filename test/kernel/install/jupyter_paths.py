"""Prints jupyter_core's folders for environments that are given as JSON, one answer for each."""

import json
import os
import site
import sys

import jupyter_core.paths as paths

site.ENABLE_USER_SITE = False
real_platform, real_prefix = sys.platform, sys.prefix
answers = []
for case in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(case["env"])
    sys.platform = case.get("platform", real_platform)
    paths.ENV_JUPYTER_PATH = [os.path.join(case["prefix"], "share", "jupyter")]
    # What Python itself finds out about the environment that it runs in.
    sys.prefix = case["prefix"] if case.get("active") else sys.base_prefix
    answers.append({"user": paths.jupyter_data_dir(), "all": paths.jupyter_path()})
    sys.platform, sys.prefix = real_platform, real_prefix
print(json.dumps(answers))
