"""Asks the real Keras on one backend after the other: each needs a process of its own."""

import json
import os
import subprocess
import sys


def written_by(backend, script):
    """What the script prints as JSON, called with --cases on that backend."""
    environment = {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
    output = subprocess.run(
        [sys.executable, script, "--cases"], env=environment, check=True, stdout=subprocess.PIPE
    ).stdout
    return json.loads(output)
