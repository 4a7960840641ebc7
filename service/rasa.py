"""`python -m service.rasa ...`: Rasa's own command, without TensorFlow where it can do without."""

from __future__ import annotations

import sys

from service import standin


def main() -> int:
    """Run Rasa with our command line; return its exit status."""
    try:
        if standin.is_enough(sys.argv[1:]):
            standin.install()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    from rasa.__main__ import main as rasa

    from service import action_replies, graph_runner

    action_replies.install()
    graph_runner.install()
    rasa()
    return 0


if __name__ == "__main__":
    sys.exit(main())
