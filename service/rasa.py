"""`python -m service.rasa ...`: Rasa's own command, without TensorFlow where it can do without."""

from __future__ import annotations

import sys
from pathlib import Path

from logs import lines
from service import standin
from service.model_file import damage

READ = "3.6.21"
"""The version whose turn was read line by line; another one runs its own."""


def main() -> int:
    """Run Rasa with our command line; return its exit status."""
    model = standin.after(sys.argv[1:], "--model", "-m")
    if model and sys.argv[1] in ("run", "shell") and Path(model).is_file():
        wrong = damage(Path(model))
        if wrong:
            told = "train it again (make train), or put a whole one there"
            print(f"{model}: cannot be used, {wrong}: {told}", file=sys.stderr)
            return 1
    try:
        if standin.is_enough(sys.argv[1:]):
            standin.install()
        lines.install()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    import rasa.core.run
    import rasa.utils.io
    from rasa.__main__ import main as rasa_main

    from service import action_replies, browsers, copies, graph_runner, keep_alive, rules, turns

    action_replies.install()
    graph_runner.install()
    turns.install()
    if sys.argv[1:2] in (["run"], ["shell"]) and rasa.__version__ == READ:
        rules.install()
        copies.install()
        keep_alive.install()
    browsers.refuse_in(rasa.core.run, "configure_app")
    # In the place of its colours, which are for one process at a terminal.
    rasa.utils.io.configure_colored_logging = lambda _level: lines.install()
    rasa_main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
