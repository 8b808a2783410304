"""The entry of the command: deals with Ctrl-C before anything slow is loaded. Must stay tiny."""

import gc
import os
import signal


def run() -> None:
    """Runs the command and ends the process with its exit status; 130 when interrupted."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    # One command makes little garbage; looking for it costs a fifth of the start.
    gc.disable()
    from .cli import main

    status = main()
    # What was written has been flushed; to take the interpreter apart costs a tenth of the start.
    os._exit(status)


if __name__ == "__main__":
    run()
