"""`python -m service COMMAND`: what the Makefile calls; `make` lists the commands for people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

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
FOLDER_COMMANDS: dict[str, Callable[[Path], int]] = {
    "backup": commands.make_backup,
    "restore": commands.restore_backup,
}


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m service", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, *FOLDER_COMMANDS])
    parser.add_argument("folder", nargs="?", type=Path, help="of a backup")
    given = parser.parse_args()
    if (given.folder is not None) != (given.command in FOLDER_COMMANDS):
        parser.error(f"{given.command}: a folder is for {' and '.join(FOLDER_COMMANDS)}")
    keep_private()
    try:
        if given.folder is not None:
            return FOLDER_COMMANDS[given.command](given.folder)
        return COMMANDS[given.command]()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
