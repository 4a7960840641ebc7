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
    "forget-old": commands.forget_old,
}
OBJECT_COMMANDS: dict[str, Callable[[str], int]] = {
    "backup": lambda folder: commands.make_backup(Path(folder)),
    "restore": lambda folder: commands.restore_backup(Path(folder)),
    "deletion": commands.tell_deletion,
}


def main() -> int:
    """Run the command named on the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m service", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, *OBJECT_COMMANDS])
    parser.add_argument("object", nargs="?", help="the folder of a backup, a deletion's receipt")
    given = parser.parse_args()
    if (given.object is not None) != (given.command in OBJECT_COMMANDS):
        parser.error(f"{given.command}: a folder or receipt is for {', '.join(OBJECT_COMMANDS)}")
    keep_private()
    try:
        if given.object is not None:
            return OBJECT_COMMANDS[given.command](given.object)
        return COMMANDS[given.command]()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
