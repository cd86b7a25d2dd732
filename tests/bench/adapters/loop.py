"""Runs inside a peer's environment: reads what is asked, answers, measures itself.

Nothing of ours is imported here: the peer's environment does not have it.
"""

import gc
import importlib
import json
import os
import resource
import sys
import traceback
import warnings


def main() -> None:
    """Answer line by line until the pipe closes."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some peers print while they work
    adapter = importlib.import_module(f"adapter_{sys.argv[1]}").Adapter()
    gc.disable()
    warnings.simplefilter("ignore")  # one names every pair of nodes without a way
    for line in sys.stdin:
        asked = json.loads(line)
        act = getattr(adapter, asked.pop("act"))
        gc.collect()
        try:
            answer = act(**asked) or {}
        except Exception as broken:  # noqa: BLE001 — whatever it is, we are told
            traceback.print_exc(file=sys.stderr)
            answer = {"error": f"{type(broken).__name__}: {broken}"}
        answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
