"""The language of a message: English, Chinese, Japanese, Korean, another, or none."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.entities import Entity, entity
from nlu.language.unsupported import other_language
from nlu.text.normalization import traditional
from nlu.text.scripts import Script, chinese_script, han_language, script_of
from nlu.trained import TrainedComponent
from semantics.addresses import ADDRESS
from semantics.languages import NAME, SHARED

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}(?:['’][A-Za-z]+)?|[A-Za-z]['’][A-Za-z]+")
_HIRAGANA = ("\u3041", "\u309f")
# A word that other languages' messages use as well ("OK", "wifi") shows English only when English
# messages have it this many times as often.
_MIN_RATIO = 20
_MIN_GRAM_RATIO = 3
# The share of English messages in which a common word stands.
_COMMON = 0.005
# A romanised message ("eki wa doko") has none of the commonest words: a word is English only if so
# many of the longer messages that hold it have one of them beside it.
_MIN_COMPANY = 0.3
_COMMONEST = 0.02
_NAMES = ("place", "area", "city")
# So many times more often must one language write a character than the other.
_CLEARLY = 2


@dataclass(frozen=True)
class Guess:
    """A language: ``en``, ``zh``, ``ja`` or ``ko``.

    It is not sure where the message has only characters that Chinese and Japanese share.
    """

    language: str
    is_sure: bool = True


@dataclass(frozen=True)
class LanguageGuesser:
    """Tells the language of a text by its script and, where scripts are shared, by its words.

    Args:
        english: English words, lower case, but for those that other languages borrow ("wifi").
        common: Those of them that many English messages hold; few names are made of them.
        japanese: Chinese characters, alone and in pairs, that Japanese texts have and
            Chinese ones hardly ever.
        chinese: The same for Chinese.
        latin: Every word in Latin letters that messages in the four languages use, lower case.
    """

    english: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    japanese: frozenset[str] = frozenset()
    chinese: frozenset[str] = frozenset()
    latin: frozenset[str] = frozenset()

    def guess(self, text: str) -> Guess | None:
        """Return the language of a text; None when it shows none."""
        scripts = Counter(script_of(c) for c in text)
        words = _words(text)
        common = sum(w.casefold() in self.common for w in words)
        # A name in another script stands in many a message: the longer part, in words, decides.
        if (scripts["han"] + scripts["kana"] + scripts["hangul"]) / 2 >= max(common, 0.5):
            return self._guess_cjk(text, scripts)
        if common or any(w in self.english for w in words):
            return Guess("en")
        return None

    def other(self, text: str, among: Sequence[str]) -> str | None:
        """Return the ISO 639 code of a language that is none of the four, None where none shows.

        Args:
            text: The message without the names of places.
            among: The codes of the languages that are looked for in Latin letters.
        """
        return other_language(text, [w.casefold() in self.latin for w in _words(text)], among)

    def _guess_cjk(self, text: str, scripts: Counter[Script]) -> Guess:
        hiragana = sum(_HIRAGANA[0] <= c <= _HIRAGANA[1] and c != "の" for c in text)
        if scripts["hangul"] and scripts["hangul"] >= hiragana:
            return Guess("ko")
        if hiragana or not scripts["han"]:
            return Guess("ja")
        # Names in katakana, and "の" in names of shops, stand in Chinese messages too.
        forms = Counter(han_language(c) for c in text)
        japanese, chinese = forms["ja"], forms["zh"]
        if scripts["kana"]:
            return Guess("zh" if chinese > japanese else "ja")
        is_sure = japanese != chinese
        if not is_sure:
            grams = _grams(text)
            japanese, chinese = len(grams & self.japanese), len(grams & self.chinese)
            is_sure = japanese != chinese and not (japanese and chinese)
        return Guess("ja" if japanese > chinese else "zh", is_sure=is_sure)


def _words(text: str) -> list[str]:
    """Return the words in Latin letters of two letters or more."""
    return _WORD.findall(text)


def _grams(text: str) -> set[str]:
    """Return the Chinese characters of ``text`` and each two that stand side by side."""
    singles = {c for c in text if script_of(c) == "han"}
    pairs = {a + b for a, b in itertools.pairwise(text) if a in singles and b in singles}
    return singles | pairs


def learn(texts: Sequence[str]) -> LanguageGuesser:
    """Learn from utterances what tells the languages apart; their own scripts label them."""
    latin: Counter[str] = Counter()
    borrowed: Counter[str] = Counter()
    messages: list[set[str]] = []
    japanese: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    for text in texts:
        scripts = {script_of(c) for c in text}
        words = {w.casefold() for w in _words(text)}
        if "kana" in scripts:
            japanese.update(_grams(text))
        elif "hangul" not in scripts and "han" in scripts:
            # Few write Traditional characters; they are as Chinese as the Simplified ones.
            chinese.update(_grams(text) | _grams(traditional(text)))
        if scripts & {"han", "kana", "hangul"}:
            borrowed.update(words)
        elif words:
            messages.append(words)
            latin.update(words)
    english = {w for w, count in latin.items() if count > _MIN_RATIO * borrowed[w]}
    commonest = {w for w in english if latin[w] >= _COMMONEST * len(messages)}
    english -= _without_company(messages, commonest)
    common = {w for w in english if latin[w] >= _COMMON * len(messages)}
    return LanguageGuesser(
        frozenset(english),
        frozenset(common),
        # Some Japanese messages have no kana and count as Chinese here.
        frozenset(g for g, count in japanese.items() if count > _MIN_GRAM_RATIO * chinese[g]),
        frozenset(g for g, count in chinese.items() if count > _MIN_GRAM_RATIO * japanese[g]),
        frozenset(latin | borrowed),
    )


def _without_company(messages: Sequence[set[str]], common: Collection[str]) -> set[str]:
    """Return the words that seldom stand beside a common one; of words alone nothing is known."""
    beside: Counter[str] = Counter()
    longer: Counter[str] = Counter()
    for words in messages:
        if len(words) > 1:
            longer.update(words)
            known = words.intersection(common)
            beside.update(w for w in words if known - {w})
    return {w for w, count in longer.items() if beside[w] < _MIN_COMPANY * count}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LanguageDetector(TrainedComponent):
    """Adds an entity ``language`` when a message shows one.

    It has the role ``name`` where Chinese characters of a place's name are all that shows it, and
    ``shared`` where Chinese and Japanese write all of the message alike: then the conversation
    decides. A message in Chinese gets an entity ``script`` as well, where a character shows it.

    A message in another language gets an entity ``unsupported_language`` instead, and the intent of
    what is not understood: whatever the classifier made of it, it was not trained on its language.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options."""
        return {
            # The languages in Latin letters that are told from English and from romanised names;
            # each one more that no visitor writes costs false alarms.
            "other_languages": [
                *("ca", "cs", "de", "es", "fi", "fr", "gl", "hu", "id", "it", "ms", "nl"),
                *("pl", "pt", "ro", "sv", "tl", "tr", "vi"),
            ],
        }

    FILE = "vocabulary.json"

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._others = tuple(config["other_languages"])
        self._guesser = LanguageGuesser()

    def learnt(self, training_data: TrainingData) -> dict[str, list[str]]:
        """Return the languages' words from the utterances, without the names in them."""
        # What is annotated as not understood is nonsense: no word of it is a word of a language.
        texts = [
            _without_names(e.get(TEXT), e.get(ENTITIES, []))
            for e in training_data.intent_examples
            if e.get(INTENT) != DEFAULT_NLU_FALLBACK_INTENT_NAME
        ]
        return {name: sorted(found) for name, found in asdict(learn(texts)).items()}

    def know(self, content: dict[str, list[str]]) -> None:
        """Take over the words."""
        self._guesser = LanguageGuesser(**{k: frozenset(v) for k, v in content.items()})

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the language of each message that shows one."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            entities = message.get(ENTITIES, [])
            unnamed = _without_names(text, entities)
            found: list[Entity] = []
            language = None
            if any(c.isalpha() for c in unnamed):
                # A guess at a name that no database has may be a word of another language.
                unlinked = _without_names(text, [e for e in entities if e.get("linked", True)])
                language = self._guesser.other(unlinked, self._others)
            if language is not None:
                _give_up(message)
                found.append(self._entity("unsupported_language", language, text))
            else:
                found += self._spoken(text, unnamed)
            if found:
                message.set(ENTITIES, [*entities, *found], add_to_output=True)
        return messages

    def _spoken(self, text: str, unnamed: str) -> list[Entity]:
        """Return the language that a message shows, with the script where that is Chinese."""
        guess = self._guesser.guess(unnamed)
        is_name = guess is None
        guess = guess or self._guesser.guess(_without_latin(ADDRESS.sub(" ", text)))
        if guess is None:
            return []
        # Chinese and Japanese names are copied from signs and maps.
        if is_name and not any(script_of(c) in ("kana", "hangul") for c in text):
            found = [self._entity("language", guess.language, text, role=NAME)]
        elif not guess.is_sure:
            found = [self._entity("language", guess.language, text, role=SHARED)]
        else:
            found = [self._entity("language", guess.language, text)]
        script = chinese_script(text) if guess.language == "zh" else None
        return found + ([self._entity("script", script, text)] if script else [])

    def _entity(self, kind: str, value: str, text: str, **extra: str) -> Entity:
        return entity(kind, value, 0, len(text), type(self).__name__, **extra)


def _give_up(message: Message) -> None:
    """Set the intent that Rasa's own fallback classifier sets."""
    intent = {INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}
    ranking = [
        r for r in message.get(INTENT_RANKING_KEY, []) if r[INTENT_NAME_KEY] != intent["name"]
    ]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)


def _without_names(text: str, entities: list[Entity]) -> str:
    for e in sorted(entities, key=lambda e: -int(e["start"])):
        if e["entity"] in _NAMES:
            text = f"{text[: e['start']]} {text[e['end'] :]}"
    # "me" of an address is no word of its writer's.
    return ADDRESS.sub(" ", text)


def _without_latin(text: str) -> str:
    """A message of a name alone shows its language when the name is not in Latin letters."""
    return "".join(c for c in text if script_of(c) != "latin")
