"""Starts a kernel by its name as Jupyter does, runs cells in it and prints what came of them, as JSON."""

import json
import sys

from jupyter_client.manager import start_new_kernel


def run(client, code):
    seen = {"result": None, "stdout": "", "error": None}

    def hear(message):
        content = message["content"]
        if message["msg_type"] == "execute_result":
            seen["result"] = content["data"]["text/plain"]
        elif message["msg_type"] == "stream" and content["name"] == "stdout":
            seen["stdout"] += content["text"]
        elif message["msg_type"] == "error":
            seen["error"] = "\n".join(content["traceback"])

    reply = client.execute_interactive(code, timeout=30, allow_stdin=False, output_hook=hear)
    return {"status": reply["content"]["status"], **seen}


asked = json.load(sys.stdin)
manager, client = start_new_kernel(startup_timeout=30, kernel_name=asked["kernel"], cwd=asked["folder"])
try:
    cells = [run(client, code) for code in asked["cells"]]
    completion = client.complete(asked["complete"], reply=True, timeout=30)["content"]["matches"]
    print(json.dumps({"cells": cells, "completion": completion}))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
