"""Word stems by language. The only user of `snowballstemmer`."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast

_ALGORITHMS = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@lru_cache(maxsize=len(_ALGORITHMS))
def _stemmer(algorithm: str) -> _Stemmer:
    import snowballstemmer

    return cast("_Stemmer", snowballstemmer.stemmer(algorithm))


@lru_cache(maxsize=16384)
def stem(word: str, language: str) -> str:
    """The stem of a lower-case word; the word itself where the language is not known.

    `language` is the first part of a BCP 47 tag, e.g. `de`.
    """
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None or not word.isalpha():
        return word
    return _stemmer(algorithm).stemWord(word)
