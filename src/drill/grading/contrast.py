"""Words that mean the opposite of each other, and words that are easily taken for each other.

General English, written for this project. Entries are compared by stem.
"""

from __future__ import annotations

from functools import lru_cache

from drill.grading.stems import stem

_PAIRS = """
input/output encoder/decoder encode/decode past/future previous/next before/after first/last begin/end
start/finish start/end early/late old/new young/old increase/decrease increase/reduce increase/lower
increase/diminish rise/fall rise/drop grow/shrink gain/lose gain/loss profit/loss raise/lower high/low
higher/lower big/small bigger/smaller large/small larger/smaller long/short longer/shorter wide/narrow
tall/short thick/thin heavy/light strong/weak fast/slow faster/slower quick/slow hard/easy hard/soft
hot/cold warm/cool hotter/colder wet/dry full/empty open/closed open/close global/local continuous/discrete
similar/different same/different equal/unequal dense/sparse single/multiple single/multi one/many
single/double multi/single merge/split join/split combine/separate combine/split group/separate
add/remove add/subtract insert/delete plus/minus multiply/divide positive/negative true/false
right/left top/bottom upper/lower above/below up/down inside/outside inner/outer internal/external
inward/outward in/out into/outof forward/backward front/back north/south east/west parallel/perpendicular
parallel/sequential parallel/serial horizontal/vertical clockwise/anticlockwise active/passive
active/inactive alive/dead live/dead birth/death attack/defend accept/reject allow/forbid allow/prevent
permit/forbid enable/disable cause/prevent create/destroy build/destroy build/break produce/consume
supply/demand buy/sell lend/borrow import/export give/take give/receive send/receive push/pull attract/repel
absorb/emit absorb/release expand/contract inflate/deflate stretch/compress freeze/melt freeze/boil
evaporate/condense condense/evaporate dissolve/precipitate solid/liquid liquid/gas acid/base acidic/basic
acidic/alkaline anode/cathode oxidation/reduction oxidise/reduce oxidize/reduce proton/electron
artery/vein arterial/venous systole/diastole systolic/diastolic inhale/exhale inspiration/expiration
sympathetic/parasympathetic agonist/antagonist hyper/hypo hypertonic/hypotonic prokaryote/eukaryote
prokaryotic/eukaryotic dominant/recessive male/female mother/father man/woman boy/girl king/queen
mitosis/meiosis afferent/efferent flexion/extension flex/extend abduction/adduction medial/lateral
proximal/distal anterior/posterior dorsal/ventral superior/inferior superficial/deep acute/chronic
benign/malignant aerobic/anaerobic anabolic/catabolic exothermic/endothermic hydrophilic/hydrophobic
predator/prey producer/consumer maximum/minimum maximal/minimal maximise/minimise maximize/minimize
max/min argmax/argmin best/worst better/worse good/bad well/badly well/poorly good/poor
majority/minority public/private national/international domestic/foreign civil/criminal guilty/innocent
legal/illegal lawful/unlawful legislature/executive democracy/dictatorship rich/poor wealth/poverty cheap/expensive
inflation/deflation asset/liability debit/credit surplus/deficit fixed/variable fixed/floating
direct/indirect explicit/implicit formal/informal regular/irregular necessary/sufficient
primary/secondary major/minor simple/complex simple/compound concrete/abstract specific/general particular/general
special/general general/specific rare/common frequent/rare common/rare often/rarely always/never all/none
all/no everything/nothing everyone/nobody more/less more/fewer most/least many/few above/under over/under
objective/subjective quantitative/qualitative inductive/deductive induction/deduction analytic/synthetic
rational/irrational rational/emotional conscious/unconscious voluntary/involuntary intrinsic/extrinsic
explicit/hidden visible/hidden hidden/shown transparent/opaque public/secret known/unknown labeled/unlabeled
labelled/unlabelled supervised/unsupervised static/dynamic stateless/stateful mutable/immutable
synchronous/asynchronous serial/parallel compile/interpret client/server sender/receiver source/destination
source/target parent/child ancestor/descendant stack/queue push/pop lock/unlock acquire/release
read/write load/store upload/download hardware/software analog/digital analogue/digital lossy/lossless
linear/quadratic linear/nonlinear linear/exponential constant/variable convex/concave even/odd
numerator/denominator rows/columns row/column mean/variance bias/variance underfit/overfit underfitting/overfitting
precision/recall specificity/sensitivity stable/unstable bound/free saturated/unsaturated transverse/longitudinal
major/minor sharp/flat loud/quiet louder/quieter bright/dark brighter/darker light/dark day/night summer/winter
winter/summer ally/enemy friend/enemy war/peace victory/defeat win/lose winner/loser success/failure
succeed/fail victim/offender teacher/student doctor/patient employer/employee buyer/seller
landlord/tenant plaintiff/defendant guest/host protestant/catholic communist/capitalist left/right
monopoly/competition centralised/decentralised centralized/decentralized expansion/contraction
optimist/pessimist introvert/extravert introvert/extrovert egoism/altruism theism/atheism
proactive/retroactive retrograde/anterograde prospective/retrospective assimilation/accommodation
presence/absence present/absent included/excluded include/exclude inclusive/exclusive attach/detach
appear/disappear agree/disagree approve/disapprove connect/disconnect encrypt/decrypt important/unimportant
effective/ineffective efficient/inefficient remember/forget learn/forget keep/discard keep/lose keep/change
focus/ignore attend/ignore show/hide ascend/descend ascending/descending upward/downward uphill/downhill
accelerate/decelerate accelerate/brake deep/shallow rough/smooth tight/loose clean/dirty safe/dangerous
port/starboard red/green black/white nominal/real ingoing/outgoing incoming/outgoing arrival/departure
entrance/exit question/answer query/answer query/reply cross/self mask/unmask hidden/visible random/fixed
text/audio audio/video video/voice image/audio speech/image recurrent/convolutional
future/present token/character sooner/later earlier/later harder/easier helps/harms broken/intact
well/badly known/hidden inside/outside consonance/dissonance overestimate/underestimate better/worse
"""

PREFIXES = ("non", "un", "in", "im", "ir", "il", "dis", "anti", "de", "a", "counter")
"""Prefixes that turn a word into its opposite."""

_PREFIX_PAIRS = (
    ("hyper", "hypo"), ("inter", "intra"), ("endo", "exo"), ("macro", "micro"), ("over", "under"),
    ("pre", "post"), ("homo", "hetero"), ("mono", "poly"), ("uni", "multi"), ("single", "multi"),
    ("in", "ex"), ("con", "dis"), ("im", "ex"), ("in", "de"), ("up", "down"), ("inner", "outer"), ("pro", "anti"),
    ("maxi", "mini"), ("syn", "a"), ("ab", "ad"), ("en", "de"), ("ana", "cata"), ("af", "ef"),
    ("sub", "super"), ("multi", "mono"), ("multi", "bi"), ("bi", "tri"), ("uni", "bi"), ("ante", "post"),
    ("retro", "pro"), ("retro", "antero"), ("im", "e"), ("ex", "im"), ("bio", "abio"),
)  # fmt: skip


def _build() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        left, right = (stem(word, "en") for word in pair.split("/"))
        table.setdefault(left, set()).add(right)
        table.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in table.items()}


_OPPOSITES = _build()


def opposites(stemmed: str) -> frozenset[str]:
    """Stems that mean the opposite of this stem; English."""
    return _OPPOSITES.get(stemmed, frozenset())


@lru_cache(maxsize=32768)
def opposed(left: str, right: str) -> bool:
    """Whether two words or stems are opposites: listed, or one is the other with an un-, non-..."""
    if left == right:
        return False
    if right in _OPPOSITES.get(left, ()):
        return True
    if left[-4:] != right[-4:]:
        return False  # what follows the prefixes would have to be the same
    short, long = (left, right) if len(left) < len(right) else (right, left)
    if len(short) >= 4 and long.endswith(short):
        prefix = long[: -len(short)]
        if prefix in PREFIXES:
            return prefix != "a" or len(short) >= 6
    for one, two in _PREFIX_PAIRS:
        for head, tail in ((one, two), (two, one)):
            if left.startswith(head) and right.startswith(tail):
                rest = left[len(head) :]
                if len(rest) >= 4 and rest == right[len(tail) :]:
                    return True
    return False
