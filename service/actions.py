"""`python -m service.actions`: the action server, with our log and for no browser."""

from __future__ import annotations

import argparse
import os
import sys

import rasa_sdk.endpoint
import rasa_sdk.utils

from logs import lines
from service import browsers
from service.connections import ANSWERING_SECONDS

PORT = 5055


def main() -> int:
    """Serve the actions on ``--port``; return 1 when a setting cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m service.actions", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    given = parser.parse_args()
    os.environ.setdefault("SANIC_KEEP_ALIVE_TIMEOUT", str(ANSWERING_SECONDS))
    os.environ.setdefault("SANIC_ACCESS_LOG", "false")
    try:
        lines.install()
    except lines.LogFormatError as error:
        print(error, file=sys.stderr)
        return 1
    rasa_sdk.utils.update_sanic_log_level()
    browsers.refuse_in(rasa_sdk.endpoint, "create_app")
    # No browser may ask, so none is told what it may ask.
    rasa_sdk.endpoint.configure_cors = lambda *_: None
    rasa_sdk.endpoint.run("actions", given.port, cors_origins="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
