# Runs samples for Python, one after the other: a line with the path of one comes in, a line with how it ended goes out.
import contextlib
import io
import json
import runpy
import sys

for path in sys.stdin:
    outcome = None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(path.strip(), run_name="__main__")
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"
    print(f"sample: {json.dumps(outcome)}", flush=True)
