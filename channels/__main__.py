"""`python -m channels` serves the public process until it is asked to end."""

from __future__ import annotations

import os
import sys

import uvicorn

from channels.app import SHUTDOWN_SECONDS, create_app
from channels.serving import MAX_HEADER_BYTES, BoundedProtocol
from channels.settings import Settings, SettingsError
from logs import lines


def main() -> int:
    """Serve on CHANNELS_HOST and CHANNELS_PORT; return 1 when a setting cannot be used."""
    try:
        lines.install()
        settings = Settings.from_env(os.environ)
        app = create_app(settings)
    except (SettingsError, lines.LogFormatError) as error:
        print(error, file=sys.stderr)
        return 1
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        # Its other implementation of HTTP takes headers without bound.
        http=BoundedProtocol,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
        # There are none here, and the library that uvicorn would load for them is too old.
        ws="none",
        # The access log is ours: uvicorn's has the visitor's address and the path.
        access_log=False,
        # The application itself reads X-Forwarded-For, from the proxies that it trusts.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(SHUTDOWN_SECONDS),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
