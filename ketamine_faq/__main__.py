"""The entry of the command: deals with Ctrl-C before anything slow is loaded. Must stay tiny."""

import os
import signal
import sys


def run() -> None:
    """Runs the command and ends the process with its exit status; 130 when interrupted."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from .cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
