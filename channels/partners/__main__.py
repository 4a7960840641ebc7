"""The command that makes, withdraws and lists the partners' keys."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date

from channels.partners.keys import KeyFile, PartnerError
from channels.partners.settings import PartnerSettings
from channels.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 not possible."""
    parser = argparse.ArgumentParser(prog="python -m channels.partners", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("add", help="make a key; it is shown once").add_argument("partner")
    commands.add_parser("withdraw", help="refuse a partner's key").add_argument("partner")
    commands.add_parser("list", help="show who has a key, and since when")
    given = parser.parse_args(arguments)
    try:
        keys = KeyFile(PartnerSettings.from_env(os.environ).keys_file)
        if given.command == "add":
            print(keys.add(given.partner, date.today()))
        elif given.command == "withdraw":
            keys.withdraw(given.partner)
        else:
            for partner in keys.partners():
                print(f"{partner.id}  {partner.made}")
    except (PartnerError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
