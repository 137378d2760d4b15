"""What can be seen of a line of a study page: the cues for its being a question or an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_OPENING = r"^(?:[\"'“‘(]|\d{1,3}[.)]\s+|Q(?:uestion)?\s*\d*[:.)]\s*)*"
_END = r"[\s\"'”’»)\]*_]*$"
QUESTION_END = re.compile(r"[?？؟]" + _END)
_TRUE_FALSE = re.compile(
    r"\b(?:(?:true|right|correct|yes) (?:or|/) ?(?:false|wrong|incorrect|no)|true/false|t/f"
    r"|(?:richtig|wahr|stimmt das) oder (?:falsch|nicht))\b[^.]{0,20}[?.)]*\s*$",
    re.I,
)
ONLY_TRUE_FALSE = re.compile(r"\W*(?:true or false|right or wrong|(?:richtig|wahr) oder falsch)\W*$", re.I)  # fmt: skip
_TRUE_FALSE_FIRST = re.compile(
    _OPENING + r"(?:true or false|right or wrong|(?:richtig|wahr) oder falsch)\b(?=.*\w)", re.I
)
_HINTED = re.compile(r"[?？]\s*[(\[][^()\[\]]*[)\]]\s*\.?$")
_TRAILED = re.compile(r"[?？]['\"”’)]*\s+[A-Z(][^?]{0,90}$")
UNKNOWN = re.compile(r"(?:=|:=|≈|->|→)\s*(?:\?(?: \w+){0,3}|_{2,}|\.{3}|…)\s*$")
BLANK = re.compile(r"_{3,}|\[\.\.\.\]")
LABEL = re.compile(r"(?:Q(?:uestion)?|F(?:rage)?)\s*\d*\s*[:.)]\s+\S", re.I)
ANSWER_LABEL = re.compile(r"(?:A(?:ns(?:wer)?)?|Antwort|Solution|Lösung)\s*\d*\s*:\s*\S", re.I)
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+\S")
WH = re.compile(
    _OPENING
    + r"(?:and |so |but |then |in (?:what|which)\b|(?:to|for|from|by|at|on|with|of|under) (?:what|which|whom)\b)?"
    r"(?:what|what's|why|how|which|who|whose|whom|where|when|was|wie|warum|wer|wen|wem|wo|wann|wozu|"
    r"weshalb|wieso|wodurch|womit|worin|welche[rsnm]?)?\b",
    re.I,
)
INVERTED = re.compile(
    _OPENING
    + r"(?:(?:what|why|how|which|who|where|when)(?:'s| is| are| was| were| do| does| did| can"
    r"| could| would| should| has| have| might| must| will| many| much| far| long| often| old)"
    r"|(?:what|which) \w+ (?:is|are|was|were|do|does|did|can|has|have|would)"
    r"|(?:is|are|was|were|do|does|did|can|could|should|would|has|have|will) (?:the|a|an|it|they|we|you|there)"
    r"|(?:was|wie|warum|wer|wo|wann) (?:ist|sind|war|waren|wird|werden|hat|haben|kann|bedeutet|macht|heißt))\b",
    re.I,
)
_ADVERBS = (
    r"(?:please |briefly |shortly |in (?:your own|a few|one|two|one or two) (?:words?|sentences?),? |"
    r"using [^,]{1,40}, |in the context of [^,]{1,40}, |bitte |kurz )*"
)
SURE_ORDER = re.compile(
    _OPENING
    + _ADVERBS
    + r"(?:(?:name|list|state|give|identify|mention|prove|derive|nenne)(?= (?:an?|the|that|two|three|four|five|six|"
    r"seven|some|all|one|drei|zwei|vier|fünf)\b)|"
    r"(?:put|bring|arrange|sort|place|assign)(?=.*\b(?:order|sequence|each)\b)|explain|describe|define|discuss|outline|summari[sz]e|contrast|"
    r"distinguish|differentiate|compare|justify|elaborate|erkläre|erklären|beschreibe|beschreiben|definiere|"
    r"definieren|nenne|nennen|erläutere|erläutern|vergleiche|vergleichen|begründe|begründen)\b",
    re.I,
)
_ORDER = re.compile(
    _OPENING
    + _ADVERBS
    + r"(?:name|list|state|give|identify|mention|prove|derive|calculate|compute|"
    r"evaluate|solve|translate|complete|fill in|illustrate|sketch|draw|find|show|tell|recall|write|"
    r"simplify|convert|determine|classify|label|match|spell|conjugate|rank|order|trace|sketch|plot|estimate|"
    r"integrate|factori[sz]e|rewrite|rephrase|interpret|predict|suggest|enumerate|analy[sz]e|assess|"
    r"formulate|balance|berechne|bestimme|übersetze)\b"
    r"(?! (?:of|is|are|was|for|in)\b)",
    re.I,
)
TOPIC = re.compile(
    r"(?:.*\b(?:vs\.?|versus)\s"
    r"|(?:the )?(?:\w+ )?(?:differences?|similarit(?:y|ies)|relationship|distinction|unterschied) (?:between|zwischen)\b"
    r"|(?:term|word|name|begriff)(?: for)?:"
    r"|(?:\w+ ){0,2}(?:formula|equation|definition|meaning|name|term|word|symbol|unit|author|capital|inventor|founder|"
    r"year|date|number|order|symptoms|signs|opposite|plural|synonym|abbreviation|range|unit|limit|effects?|functions?|role|purpose|causes?|reasons?|examples?|steps|stages|phases|levels|layers|"
    r"conditions|parts|types|kinds|colou?rs?|ports?|codes?|terms|sections|advantages|disadvantages) (?:of|for|in|that|by|to|from)\b"
    r"|(?:one|two|three|four|five|six|seven|\d{1,2}) (?:[\w-]+ ){1,3}(?:of|in|for|that|by|to)\b"
    r"|.*\bin (?:the )?(?:right |correct |chronological )?order$)",
    re.I,
)
_NAMED = re.compile(r"(?:term|word|name|begriff)(?: for)?:|.*\b(?:vs\.?|versus)\s", re.I)
GIVEN = re.compile(
    r"(?:given|suppose|assume|consider|let|imagine|you (?:have|are|see)|say you|if|in the following|"
    r"gegeben|angenommen)\b",
    re.I,
)
POINTS_BACK = re.compile(
    r"(?:\S+ ){1,3}(?:it|its|this|these|they|their|he|his|she|her|er|sie|es)\b", re.I
)
NEEDS_MORE = re.compile(
    r"\W*(?:(?:what|who|why|how|when|where|which|much|many|is|are|was|do|does|did|should|would|can|must|will|may|"
    r"we|you|i|it|they|the|this|that|these|happens?|next|now|call|called|mean|means|say|go|goes|first|in|case)\b\W*)+$",
    re.I,
)
SCENE = re.compile(r"(?:an?|you|two|three|someone|ein|eine|zwei) \w", re.I)
FOLLOWING = re.compile(r"\b(?:following|below|this (?:code|line|sentence|expression|program|word|function|query|phrase)|folgende\w*)\b|:\s*$", re.I)  # fmt: skip
SIDE = re.compile(
    r"(?:in the above|above,|here,|here [\w, ]{1,30}(?:=|is|are|denotes?|stands?)|hint\b|note:|tip:|assum(?:e|ing)\b|given\b|"
    r"where [\w, ]{1,20}(?:=|is|are|denotes?|stands?)|let [\w, ]{1,20} (?:be|denote)\b|think (?:of|about|keys)|options?:|choices:|tipp:|hinweis)",
    re.I,
)
SYMBOL = re.compile(r"\w{1,3} (?:=|is|are|denotes?|stands?) (?:the |a |an )?[^\W\d_]{3,}")
PARENTHESIS = re.compile(r"[(\[].*[)\]]\.?$")
OPTION = re.compile(r"\(?([a-fA-F])[.)]\s+\S")
ORDERLY = re.compile(
    r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after (?:that|this)|afterwards|finally|lastly|last|meanwhile|"
    r"also|moreover|furthermore|in addition|additionally|however|therefore|thus|hence|so|for (?:these|this|example|instance)|"
    r"e\.g\.|i\.e\.|this|these|those|it|they|he|she|its|their|because|and|or|but|we|you|such|both|each|otherwise|"
    r"as a result|in contrast|the latter|the former|remember|note|zuerst|dann|danach|schließlich|zuletzt|außerdem|"
    r"deshalb|daher|dadurch|wobei|dabei|diese\w*|sie|er|es|weil|und)\b",
    re.I,
)
BULLET = re.compile(r"(?:[-*•–·▪◦+]|\(?(?:\d{1,2}|[ivx]{1,4})[.)])\s+\S")
ANSWERLY = re.compile(
    r"(?:true|false|yes|no|because|it|it's|they|we|by|this|these|to|there|both|neither|when|since|"
    r"richtig|falsch|ja|nein|weil|es|sie|man)\b",
    re.I,
)
SENTENCE_END = re.compile(r"[.!?:;。]" + _END)
OPEN_END = re.compile(r"(?:[,:;(\-–—/+=]|\b(?:and|or|the|a|an|of|to|in|by|with|for|from|is|are|und|oder|der|die|das))\s*$", re.I)  # fmt: skip
_LOWER = re.compile(r"(?:a (?=[a-zäöü])|[a-zäöü]{2})[a-zäöü]*(?:[-'’][a-zäöü]+)*(?:[\s,.;:]|$)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "what when where which whose that this these those with from have does into your they them "
        "then than been were will would could should about there their also used uses using called",
    )
)


def _asking(text: str) -> bool:
    """Whether it opens with a question word."""
    opening = WH.match(text)
    return bool(opening and opening.group().strip(" \"'“‘(0123456789."))


def _asking_late(text: str) -> bool:
    """Whether a question comes first and then an order: "...? Give examples."."""
    tail = re.split(r"[?？]['\"”’)]*\s+", text)[-1]
    return bool(SURE_ORDER.match(tail) or _ORDER.match(tail))


@dataclass(frozen=True)
class Line:
    """A line of the page with what can be seen of it."""

    text: str
    number: int
    """1-based in the page."""
    gap: bool
    """A blank line stands above it."""
    words: frozenset[str] = frozenset()
    """Beginnings of its longer words, without the words that are all over the page."""
    lower: bool = False
    """It begins with a word in lower case, on a page where most lines do not."""

    @property
    def asks(self) -> bool:
        """It has the shape of a whole question."""
        text = self.text
        return bool(
            QUESTION_END.search(text)
            or UNKNOWN.search(text)
            or _TRUE_FALSE.search(text)
            or _TRUE_FALSE_FIRST.match(text)
            or _HINTED.search(text)
            or (_TRAILED.search(text) and (_asking(text) or _asking_late(text)))
        )

    @property
    def ordered(self) -> bool:
        """It tells the learner to do something: a question without a question mark."""
        text = self.text
        return bool(SURE_ORDER.match(text) or _ORDER.match(text)) and len(text.split()) <= 30

    @property
    def topic(self) -> bool:
        """It names what is asked for without asking: "Capital of Peru", "Mass vs weight"."""
        text = self.text
        short = len(text.split()) <= 18 and not self.asks and not BULLET.match(text)
        plain = ":" not in text and not text.endswith(".")
        return short and bool(TOPIC.match(text)) and (plain or bool(_NAMED.match(text)))

    @property
    def unmarked(self) -> bool:
        """It has the words of a question in their order, and only the question mark is missing."""
        text = self.text
        inverted = bool(INVERTED.match(text)) and _asking(text) and not SENTENCE_END.search(text)
        return inverted and not self.asks and len(text.split()) <= 20

    @property
    def completes(self) -> bool:
        """An answer may follow it: a question, or a side remark below one."""
        text = self.text
        return bool(
            self.asks
            or self.topic
            or (self.ordered and not OPEN_END.search(text))
            or SIDE.match(text)
            or PARENTHESIS.match(text)
            or OPTION.match(text)
        )

    @property
    def number_mark(self) -> int | None:
        """The number it begins with."""
        found = _NUMBER.match(self.text)
        return int(found[1]) if found else None


def look_at(rows: Sequence[tuple[str, int, bool]]) -> list[Line]:
    """Lines (text, number, gap) with what can only be seen by looking at the whole page."""
    words = [_words(text) for text, _, _ in rows]
    seen = Counter(word for each in words for word in each)
    lower = [bool(_LOWER.match(text)) for text, _, _ in rows]
    usual = sum(lower) > 0.5 * len(rows)
    return [
        Line(*row, frozenset(word for word in each if seen[word] <= 3), small and not usual)
        for row, each, small in zip(rows, words, lower)  # noqa: B905
    ]


def _words(text: str) -> frozenset[str]:
    """Beginnings of the longer words of a line, for comparing what lines are about."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:6] for word in found if word not in _COMMON)
