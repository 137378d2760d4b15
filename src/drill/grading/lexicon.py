"""The small words of a language: what carries no content, what negates, what only fills."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drill.grading.fold import bag, fold


@dataclass(frozen=True)
class Lexicon:
    """What the grader knows about one language. English knows most; others their small words."""

    language: str
    """First part of a BCP 47 tag."""
    stops: frozenset[str]
    """Words that carry no content."""
    negators: frozenset[str]
    """Words that turn what follows into its opposite."""
    fillers: frozenset[str]
    """Sounds and words that mean nothing in speech."""
    english: bool = False
    """Whether the rules made for English apply."""


CONTRACTIONS = {
    "n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would",
}  # fmt: skip
BARE_CONTRACTIONS = {
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "werent": "were not", "cant": "can not",
    "cannot": "can not", "wont": "will not", "shouldnt": "should not", "wouldnt": "would not",
    "couldnt": "could not", "hasnt": "has not", "havent": "have not", "hadnt": "had not",
    "can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "kinda": "kind of",
}  # fmt: skip

_ENGLISH_STOPS = bag("""
a an the this that these those it its itself they them their theirs themselves he him his
himself she her hers herself we us our ours you your yours i me my mine myself who whom whose
which what whatever when where how why there here is am are was were be been being do does did
done doing have has had having can could will would shall should may might must ought of to in
on at by for from with into onto upon over under about as than then so such if while whereas
because since until unless though although and or but nor yet also too very really quite just
only even still again ever well both either neither each every any some all most more less much
many few lot lots other another own same else thing things something anything everything someone
somebody one ones get gets got getting gotten make makes made making let lets call called calls
say says said mean means meant know think stuff kind kinds sort sorts bit way ways case
basically actually maybe perhaps probably like up out off down through across between among
against during before after above below now always often usually normally mostly mainly etc eg
ie example instance use uses used using whether rather instead within without not no never okay
right yes yeah s t go goes going went gone come comes came take takes took taken taking put puts
give gives given gave want wants need needs needed needing try tries that's there's let's
""")

_ENGLISH = Lexicon(
    language="en",
    stops=_ENGLISH_STOPS,
    negators=bag(
        "not no never without neither nor none nothing nobody nowhere cannot hardly barely lacks "
        "lacking lack"
    ),
    fillers=bag("um umm uh uhh uhm er erm err ah ahh hm hmm mm mmm mhm eh oh ehm hmmm ummm"),
    english=True,
)

_STOPS = {
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war "
    "waren wird werden wurde hat haben hatte es er sie wir ihr ich man sich im in an am auf aus "
    "bei mit nach von vom zu zum zur für über unter durch als wie wenn dass weil auch nur noch "
    "schon sehr so dann da dort hier dieser diese dieses was wer wo welche welcher welches",
    "fr": "le la les l un une des du de d et ou mais est sont était être a ont avoir il elle ils "
    "elles on nous vous je se s ce cet cette ces c qui que qu quoi dont où en dans sur sous par "
    "pour avec au aux à comme plus très aussi y si leur leurs son sa ses",
    "es": "el la los las un una unos unas de del y o pero es son era fue ser está están ha han hay "
    "que qué se su sus lo le les en con por para como a al más muy también este esta esto ese esa "
    "cuando donde quien cual",
    "it": "il lo la i gli le un uno una di del della dei delle e o ma è sono era essere ha hanno "
    "che chi si su in nel nella con per da dal dalla come a al alla più molto anche questo questa "
    "quello quella quando dove",
    "pt": "o a os as um uma de do da dos das e ou mas é são era ser está tem têm que se seu sua em "
    "no na nos nas com por para como ao à mais muito também este esta isso quando onde quem",
    "nl": "de het een en of maar is zijn was waren wordt worden heeft hebben er hij zij ze we wij "
    "ik je men zich in op aan uit bij met na van naar te voor door over als zoals dat die dit deze "
    "ook nog zeer heel dan daar hier wat wie waar",
    "sv": "en ett den det de och eller men är var vara blir har hade han hon vi jag man sig i på "
    "av till från med för om som att när där här också mycket",
}
_NEGATORS = {
    "de": "nicht kein keine keinen keinem keiner keines nie niemals ohne weder noch nichts niemand",
    "fr": "ne n pas jamais sans ni rien aucun aucune personne",
    "es": "no nunca jamás sin ni nada nadie ningún ninguna ninguno",
    "it": "non mai senza né nulla niente nessuno nessuna",
    "pt": "não nunca jamais sem nem nada ninguém nenhum nenhuma",
    "nl": "niet geen nooit zonder noch niets niemand",
    "sv": "inte ej aldrig utan ingen inget inga varken",
}
_FILLERS = "äh ähm hm hmm mm ehm euh eh em este um uh er erm öh öhm"


@lru_cache(maxsize=32)
def lexicon(tag: str) -> Lexicon:
    """The lexicon for a BCP 47 tag; an unknown language has no small words at all."""
    language = tag.replace("_", "-").split("-")[0].lower()
    if language in ("en", ""):
        return _ENGLISH
    negators = _plain(_NEGATORS.get(language, ""))
    return Lexicon(
        language, _plain(_STOPS.get(language, "")) | negators, negators, _plain(_FILLERS)
    )


def _plain(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())
