"""`python -m service COMMAND`: what the Makefile calls; `make` lists the commands for people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from service import commands
from service.environment import keep_private
from service.model import train
from service.settings import SettingsError

COMMANDS: dict[str, Callable[[], int]] = {
    "run": commands.run,
    "shell": commands.shell,
    "train": train,
    "database": commands.fill_database,
    "conversations": commands.test_conversations,
}


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m service", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    keep_private()
    try:
        return COMMANDS[parser.parse_args().command]()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
