"""An answer's words, indexed so that a reference can be looked for in them."""

from __future__ import annotations

from drill.grading import sound
from drill.grading.lexicon import Lexicon
from drill.grading.words import Word

LONGEST = 24
"""Letters of words run together, at most."""


class Heard:
    """An answer's words, indexed for matching. Build once, align with many references."""

    def __init__(self, words: tuple[Word, ...], known: Lexicon) -> None:
        self.words = words
        self.known = known
        self.by_text: dict[str, list[int]] = {}
        self.by_stem: dict[str, list[int]] = {}
        self.by_length: dict[int, list[str]] = {}
        for at, word in enumerate(words):
            self.by_text.setdefault(word.text, []).append(at)
            self.by_stem.setdefault(word.stem, []).append(at)
        for text in self.by_text:
            self.by_length.setdefault(len(text), []).append(text)
        self._joined: dict[str, tuple[int, int]] | None = None
        self._sounds: dict[str, list[tuple[str, int, int]]] | None = None
        self._long_sounds: dict[int, list[str]] | None = None

    @property
    def text(self) -> str:
        """The words with spaces between them: the answer as it counts."""
        return " ".join([word.text for word in self.words])

    @property
    def joined(self) -> dict[str, tuple[int, int]]:
        """Two to four neighbouring words run together, with where they stand."""
        if self._joined is None:
            self._joined = {}
            texts = [word.text for word in self.words]
            for size in (2, 3, 4):
                for at in range(len(texts) - size + 1):
                    run = "".join(texts[at : at + size])
                    if len(run) <= LONGEST:
                        self._joined.setdefault(run, (at, at + size - 1))
            if self.known.english:
                names = [text if len(text) == 1 else sound.LETTERS.get(text, "") for text in texts]
                for at in range(len(names)):
                    run = ""
                    for end in range(at, min(at + 6, len(names))):
                        if not names[end]:
                            break
                        run += names[end]
                        if end > at:
                            self._joined.setdefault(run, (at, end))
        return self._joined

    @property
    def sounds(self) -> dict[str, list[tuple[str, int, int]]]:
        """One to four neighbouring words by their skeleton: letters, first and last index."""
        if self._sounds is None:
            self._sounds = {}
            bones = [sound.skeleton(word.text) for word in self.words]
            seen: set[str] = set()
            for size in (1, 2, 3, 4):
                for at in range(len(bones) - size + 1):
                    letters = "".join([word.text for word in self.words[at : at + size]])
                    if letters in seen or len(letters) > LONGEST:
                        continue
                    seen.add(letters)
                    bone = sound.join(bones[at : at + size])
                    if 2 <= len(bone) <= 14:
                        self._sounds.setdefault(bone, []).append((letters, at, at + size - 1))
        return self._sounds

    @property
    def long_sounds(self) -> dict[int, list[str]]:
        """The skeletons of five consonants and more, by their length."""
        if self._long_sounds is None:
            self._long_sounds = {}
            for bone in self.sounds:
                if len(bone) >= 5:
                    self._long_sounds.setdefault(len(bone), []).append(bone)
        return self._long_sounds
