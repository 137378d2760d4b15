"""What speech adds to an answer: fillers, stutters, self-corrections, framing; and non-answers."""

from __future__ import annotations

import re

from drill.grading.fold import bag, fold
from drill.grading.lexicon import Lexicon
from drill.grading.words import Piece

_CORRECTIONS = (
    ("no", "wait"), ("wait", "no"), ("no", "sorry"), ("sorry", "no"), ("no", "hang", "on"),
    ("hang", "on", "no"), ("hang", "on"), ("no", "hold", "on"), ("hold", "on"), ("i", "mean"),
    ("sorry", "i", "mean"), ("no", "i", "mean"), ("scratch", "that"), ("strike", "that"),
    ("let", "me", "correct"), ("correction",), ("i", "meant"), ("or", "rather"), ("no", "no"),
    ("no", "actually"), ("actually", "no"), ("actually", "sorry"), ("wait", "sorry"),
    ("no", "make", "that"), ("make", "that"), ("other", "way", "round"), ("other", "way", "around"),
    ("the", "other", "way", "round"), ("the", "other", "way", "around"), ("wait", "actually"),
    ("no", "its"), ("sorry",), ("not", "that", "sorry"), ("no", "rather"),
)  # fmt: skip
# These correct only with a pause around them: "no," is also an ordinary word.
_NEEDS_PAUSE = {
    ("no",),
    ("sorry",),
    ("correction",),
    ("or", "rather"),
    ("hang", "on"),
    ("hold", "on"),
}
# These are also said while thinking: they correct only where the speaker clearly starts anew.
_WEAK = {("i", "mean"), ("hang", "on"), ("hold", "on"), ("sorry",)}
_PRONOUNS = bag("it they we you he she there that this i")
_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted({*_CORRECTIONS, ("no",)}, key=len, reverse=True):
    _BY_FIRST.setdefault(_phrase[0], []).append(_phrase)

_PHANTOMS = frozenset(
    fold(phrase)
    for phrase in (
        "you", "thank you", "thanks", "thank you for watching", "thanks for watching", "bye",
        "bye bye", "thank you very much", "thank you so much for watching", "so", "oh", "the",
        "please subscribe", "subscribe", "like and subscribe", "see you next time", "and",
        "see you in the next video", "subtitles by the amara org community", "music", "applause",
        "blank audio", "silence", "inaudible", "i'll see you in the next video", "okay", "ok",
        "thank you for listening", "thanks for listening", "well", "a", "i", "beep", "click",
        "thank you for your attention", "don't forget to subscribe", "laughter", "sighs",
    )
)  # fmt: skip

_GIVING_UP = re.compile(
    r"\b(?:i (?:really |honestly |just |still )*(?:do not|don't|dont|can't|cannot|can not|couldn't|could not) "
    r"(?:really |quite |even |honestly |actually )*(?:know|remember|recall|say|tell|answer|think of)"
    r"|no (?:idea|clue)|not (?:a|the) (?:clue|faintest)|have(?:n't| not) (?:got )?(?:a|any|the) (?:clue|idea|faintest)"
    r"|i (?:have )?(?:forgot|forgotten|forget)|i'?ve forgotten|pass|skip|no answer|not sure(?: at all)?"
    r"|beats me|dunno|i give up|never (?:learned|learnt|understood|heard)|do(?:n't| not) remember|can(?:'t| ?not) answer"
    r"|(?:can|could) we skip|next(?: question)?(?: please)?|nothing comes to mind|it(?:'?s| is) gone"
    r"|must(?:'ve| have) missed|have to look|i mix|drawing a blank|i(?:'m| am) lost|do(?:n't| not) know|"
    r"really do(?:n't| not)|keine ahnung|wei(?:ss|s) (?:ich )?nicht|je ne sais pas|no (?:lo )?se|non (?:lo )?so)\b"
)
_DECISIVE_GIVING_UP = re.compile(
    r"(?:um|uh|er|well|so|hmm|oh|sorry|honestly|ok|okay|that'?s|[ ,.])*"
    r"(?:i (?:really |honestly |just )*(?:do not|don't|dont) (?:really |even )*know(?: (?:that|this|it))?(?: one)?|"
    r"no idea|no clue|pass|skip(?: (?:it|this|that))?|i (?:have )?(?:forgot|forgotten|forget)(?: (?:it|that))?|dunno|"
    r"not a clue|i give up|next|next question|i can(?:no|')?t remember|i don't remember|beats me)"
    r"(?:um|uh|sorry|at all|that one|this one|really|please|[ ,.!?])*"
)


def unheard(cut: list[Piece], text: str, words: Lexicon) -> bool:
    """Whether nothing was said: silence, fillers only, or what recognisers write into silence."""
    if all(piece.text in words.fillers for piece in cut):
        return True
    if not words.english or len(cut) > 12:
        return False
    plain = [word for word in re.findall(r"[a-z']+", fold(text)) if word not in words.fillers]
    return " ".join(plain) in _PHANTOMS


def giving_up(text: str, words: Lexicon) -> bool:
    """Whether the answer is nothing but "I don't know", "pass", "no idea"..."""
    del words
    return _DECISIVE_GIVING_UP.fullmatch(fold(text).strip()) is not None


def admits(text: str) -> bool:
    """Whether the learner admits not to know (all of it, or the rest): not as an opening hedge."""
    folded = fold(text)
    return any(
        match.start() > 0.3 * len(folded) or len(folded) < 60
        for match in _GIVING_UP.finditer(folded)
    )


def tidy(cut: list[Piece], words: Lexicon) -> tuple[list[Piece], bool]:
    """The pieces without fillers, stutters and what the speaker took back.

    Also tells whether anything was taken back.
    """
    said = _without_stutters(_without_fillers(cut, words))
    if not words.english:
        return said, False
    return _corrected(said)


def _without_fillers(cut: list[Piece], words: Lexicon) -> list[Piece]:
    kept: list[Piece] = []
    pause = ""
    for piece in cut:
        if piece.text in words.fillers:
            pause = pause or ("." if piece.pause == "." else "")
            continue
        if pause:
            piece = piece._replace(pause=piece.pause or pause)
            pause = ""
        kept.append(piece)
    for at in range(len(kept) - 2):
        pauses = kept[at].pause, kept[at + 1].pause, kept[at + 2].pause
        if (kept[at].text, kept[at + 1].text) == ("you", "know") and pauses[0] and pauses[2]:
            return _without_fillers(kept[:at] + kept[at + 2 :], words)
    return kept


def _without_stutters(cut: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    pause = ""
    for piece in cut:
        if pause:
            piece = piece._replace(pause=piece.pause or pause)
            pause = ""
        if (
            kept
            and piece.text == kept[-1].text
            and not piece.text[0].isdecimal()
            and len(piece.text) > 1
        ):
            pause = piece.pause
            continue
        if (
            len(kept) >= 2
            and len(kept[-1].text) + len(kept[-2].text) > 4
            and len(kept) >= 3
            and kept[-3].text == kept[-1].text
            and kept[-2].text == piece.text
            and piece.pause
        ):
            continue
        kept.append(piece)
    return kept


def _corrected(cut: list[Piece]) -> tuple[list[Piece], bool]:
    """The pieces after every correction; each one shortens them, so this ends."""
    changed = False
    at = 1
    while at < len(cut):
        length = _correction(cut, at)
        if not length or at + length >= len(cut):
            at += 1
            continue
        start = _taken_back(cut, at, length)
        if start is None:
            cut = [*cut[:at], *cut[at + length :]]
            continue
        repair = cut[at + length]._replace(pause="," if start else "")
        cut = [*cut[:start], repair, *cut[at + length + 1 :]]
        changed = True
        at = max(1, start)
    return cut, changed


def _correction(cut: list[Piece], at: int) -> int:
    for phrase in _BY_FIRST.get(cut[at].text, ()):
        end = at + len(phrase)
        if tuple(piece.text for piece in cut[at:end]) != phrase:
            continue
        if phrase in _NEEDS_PAUSE and not (cut[at].pause and end < len(cut) and cut[end].pause):
            continue
        if phrase == ("i", "mean") and not cut[at].pause:
            continue
        if phrase == ("make", "that") and not cut[at].pause:
            continue
        # "No, wait" may stand in one phrase with more of its kind: take the whole run.
        more = _correction(cut, end) if end < len(cut) - 1 else 0
        return len(phrase) + more
    return 0


def _taken_back(cut: list[Piece], at: int, length: int) -> int | None:
    """Where the part starts that the speaker replaced; None when nothing was taken back."""
    marker = tuple(piece.text for piece in cut[at : at + length])
    if "way" in marker or (at <= 3 and marker not in _WEAK):
        return 0
    follows = [piece.text for piece in cut[at + length : at + length + 3]]
    for back in range(at - 1, max(-1, at - 9), -1):
        near = marker not in _WEAK or (at - back <= 3 and follows[0] not in _PRONOUNS)
        if cut[back].text == follows[0] and len(follows[0]) > 1 and near:
            return back
    # Otherwise as many words as the repair has before its own pause, but not past a pause.
    repair = 1
    for piece in cut[at + length + 1 :]:
        if piece.pause:
            break
        repair += 1
    if marker in _WEAK and (repair > 4 or (at > 5 and not cut[at - 1].pause)):
        return None
    start = at - 1
    while start > 0 and at - start < min(repair, 12) and not cut[start].pause:
        start -= 1
    return start
