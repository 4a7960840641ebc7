"""Compare libraries that tell a message's language on what the assistant asks of them.

    python -m benchmarks.language [py3langid ...]

``unsupported.yml`` has messages in languages that the assistant does not speak; each should be told
as such. The project's own training utterances should not: each fifth of them is judged with the
words of the other four, as the language component does. Libraries beside the one in use are
installed by hand; those that are not there are left out.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from rasa.shared.nlu.training_data.entities_parser import parse_training_example

from nlu.language.detector import LanguageDetector, LanguageGuesser, learn
from nlu.text.scripts import script_of

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDS = 5
OURS = ("en", "zh", "zh-cn", "zh-tw", "zh-Hant", "ja", "ko", "un")
Identifier = Callable[[str], "str | None"]


def main(wanted: Sequence[str]) -> None:
    """Print a line for each way."""
    others = yaml.safe_load((Path(__file__).parent / "unsupported.yml").read_text("utf-8"))
    foreign = [text for texts in others.values() for text in texts]
    ours = utterances()
    print(f"{len(foreign)} messages in {len(others)} other languages, {len(ours)} in ours")
    report("ours: pycld2 after the words", foreign, ours, None)
    for name, make in LIBRARIES.items():
        if name in wanted or not wanted:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            try:
                identify = make()
            except ImportError:
                continue
            identify("hello")
            memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            report(f"{name} alone, {memory:.0f} MB", foreign, ours, identify)


def report(
    name: str, foreign: Sequence[str], ours: Sequence[str], identify: Identifier | None
) -> None:
    """Print the share of foreign messages found, the false alarms and the time of a message."""
    random.Random(0).shuffle(shuffled := list(ours))
    folds = [shuffled[i::FOLDS] for i in range(FOLDS)]
    among = LanguageDetector.get_default_config()["other_languages"]
    alarms = 0
    for i, fold in enumerate(folds):
        guesser = learn([t for j, other in enumerate(folds) if j != i for t in other])
        alarms += sum(is_foreign(t, guesser, among, identify) for t in fold)
    everything = learn(ours)
    began = time.perf_counter()
    found = sum(is_foreign(t, everything, among, identify) for t in foreign)
    seconds = (time.perf_counter() - began) / len(foreign)
    print(
        f"{name}: found {found / len(foreign):.3f}, false alarms {alarms}"
        f" ({alarms / len(ours):.4f}), {seconds * 1000:.3f} ms a foreign message"
    )


def is_foreign(
    text: str, guesser: LanguageGuesser, among: Sequence[str], identify: Identifier | None
) -> bool:
    """Say whether ``text`` is taken for another language, by our component or by a library."""
    if identify is None:
        return guesser.other(text, among) is not None
    if any(script_of(c) in ("han", "kana", "hangul") for c in text):
        return False
    return identify(text) not in (*OURS, None)


def utterances() -> list[str]:
    """Return the training utterances of the four languages, without the names of places."""
    found = []
    for file in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for entry in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            for line in entry["examples"].splitlines() if "intent" in entry else ():
                example = parse_training_example(line.strip().removeprefix("- "), "")
                text = example.get("text")
                for e in reversed(example.get("entities", [])):
                    if e["entity"] in ("place", "area", "city"):
                        text = f"{text[: e['start']]} {text[e['end'] :]}"
                found.append(text)
    return found


def _pycld2() -> Identifier:
    import pycld2

    return lambda text: pycld2.detect(text, bestEffort=True)[2][0][1]


def _cld3() -> Identifier:
    import gcld3

    identifier = gcld3.NNetLanguageIdentifier(0, 1000)
    return lambda text: identifier.FindLanguage(text).language


def _py3langid() -> Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    return lambda text: identifier.classify(text)[0]


def _lingua() -> Identifier:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_spoken_languages().build()

    def identify(text: str) -> str | None:
        language = detector.detect_language_of(text)
        return None if language is None else language.iso_code_639_1.name.lower()

    return identify


LIBRARIES: dict[str, Callable[[], Identifier]] = {
    "pycld2": _pycld2,
    "gcld3": _cld3,
    "py3langid": _py3langid,
    "lingua": _lingua,
}


if __name__ == "__main__":
    main(sys.argv[1:])
