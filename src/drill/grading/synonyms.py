"""Words that say the same in an answer. General English, written for this project.

In a group the first word may stand for each of the others and each of them for it; compared by
stem.
"""

from __future__ import annotations

from functools import lru_cache

from drill.grading.stems import stem

_GROUPS = """
begin start commence initiate onset; end finish stop terminate cease conclude halt;
big large huge great massive vast enormous major sizeable; small little tiny minor minute slight;
quick fast rapid swift speedy;
increase rise grow raise climb expand boost enlarge higher more bigger;
decrease fall drop reduce lower decline shrink lessen diminish cut smaller less fewer;
make create produce generate form build construct yield; produce generate output emit;
destroy ruin wreck demolish; show display demonstrate reveal indicate; hide conceal mask cover;
hidden masked concealed covered; change alter modify transform convert turn vary shift;
convert transform translate turn map; keep retain maintain preserve hold store save;
remove delete eliminate discard drop take; add append attach plus;
join combine merge unite connect link fuse mix put; combine mix blend merge plus together;
split divide separate partition cut break; part piece portion section segment fragment bit share;
whole entire complete full total; group cluster category class bunch;
classify categorise categorize sort class classification;
similar alike close comparable resembling like; same identical equal equivalent;
different distinct unlike separate differ;
important crucial key essential vital significant relevant matter;
relevance importance relevant matter; useful helpful beneficial valuable;
advantage benefit gain plus improvement; improve better enhance boost gain improvement;
performance accuracy result; error mistake fault slip; correct right accurate;
wrong incorrect false mistaken; true correct; guess predict forecast anticipate estimate;
predict foresee expect; estimate approximate; approximate estimate rough;
calculate compute work determine; find discover locate detect identify spot;
recognise recognize identify detect tell; recognition identification detection;
understand grasp comprehend; explain describe; learn study acquire; teach train instruct;
train learn teach fit; reuse transfer carry; need require demand necessary;
use employ utilise utilize apply exploit leverage; allow permit let enable;
prevent stop block avoid inhibit; avoid prevent evade dodge; help assist aid support;
cause lead trigger induce bring produce; effect result consequence outcome; because since due;
reason cause; method way technique approach procedure process; step stage phase;
goal aim purpose objective target; job task work duty role function; tool instrument;
model network system; neural neuron; data information; word term token; token word symbol;
sentence text phrase; text writing written write written;
speech spoken voice speaking speak say talk; audio sound; audio acoustic sound; sound noise audio;
speaker talker; picture image photo; synthesize synthesise generate create artificial;
manipulate change alter modify edit; reconstruct rebuild restore recover recreate;
original initial; random arbitrary chance; subset part some; inspire base;
similarity affinity score match; compare match check; match fit; score value number; weight weigh;
average mean; sum total add; multiply times product; divide over ratio; length size dimension;
dimension dimensionality size; size length dimension; length long; same equal;
amount quantity number; rate speed frequency; speed velocity pace; force push pull; energy power;
heat warmth; hot warm; cold cool chilly; money cash fund; price cost; buy purchase; sell trade;
company firm business; people person human individual folk; child kid; doctor physician; sick ill;
illness disease sickness; kill die death dead; blood haemo hemo; heart cardiac; kidney renal;
liver hepatic; lung pulmonary; brain cerebral; bone skeletal; inflammation swelling; red redness;
hurt pain painful ache; water aqueous; plant vegetation; animal creature;
country nation state land; government state authority; law rule legislation statute; judge court;
prison jail gaol; prisoner detainee inmate; war conflict; king monarch ruler; ruler sovereign;
leader head chief; fight battle combat; rich wealthy; poor impoverished; old ancient elderly;
new fresh novel recent modern unseen; new unseen fresh; beautiful pretty; happy glad joyful;
sad unhappy; hard difficult tough; easy simple straightforward; simple plain easy basic;
complex complicated intricate; often frequent; rare seldom uncommon infrequent; always constantly;
before previous prior earlier past; past previous earlier; after following later then next;
next following upcoming; future upcoming next later; upcoming next; first initial; last final;
finally last end; final last; fixed constant steady; constant fixed unchanging; local nearby near;
near close nearby; global whole overall; overall global; far distant remote; fine detail;
inside within internal interior inner; outside external exterior outer; above over;
below under beneath; begin first; send transmit deliver dispatch; receive get accept;
give provide supply offer; provider vendor supplier offer provide; answer reply response respond;
ask request query question; element item entry member component unit; unit token code;
vector embedding; feature attribute property characteristic trait; property characteristic;
mean meaning sense; meaning sense; context surrounding;
link associate connect tie relate pair bind; associate pair link connect;
related associated similar connected; relationship relation link connection;
focus concentrate attend; attend focus attention; automatic automatically itself;
equal balanced same; simultaneous parallel concurrent same; parallel simultaneous side;
concatenate join append stick combine; replace swap substitute exchange; replacement swap;
standard usual normal ordinary typical; typical representative usual; representative typical;
typical characteristic; input feed fed enter; output result emit; step stage turn;
represent stand denote; representation encoding; short brief abbreviation; abbreviation short;
open free; library collection; multiple many several various numerous;
several many multiple various; various different many diverse; large-scale big;
large large-scale huge; unlabelled unlabeled unannotated; label annotate tag;
labelled labeled annotated; language linguistic; multilingual languages; cross across;
emotion feeling mood; environment surroundings ambient; environmental surrounding ambient;
command order instruction; instruction command; area field domain; field area discipline;
research study; power ability strength; strong powerful; weak feeble; hold contain carry;
contain include comprise hold; include contain comprise; consist comprise; measure gauge;
limit bound restrict cap; minimum least smallest; maximum most largest greatest;
sufficient enough adequate; excess surplus; lack absence shortage; scarcity shortage scarce;
danger risk hazard; safe secure; protect guard defend; attack assault; enemy foe; friend ally;
agree consent; refuse reject deny decline; choose pick select; selection choice; own possess;
owner holder possessor; live reside dwell; travel move go; move shift;
carry transport bear convey; flow stream; wave oscillation; light ray; straight linear; line row;
round circular circle; circle round; square squared; opposite reverse inverse contrary;
reverse inverse; inverse reciprocal; direct straight; copy duplicate replicate; repeat recur;
loop cycle; order sequence; sequence series order; series sequence string; list enumerate;
name call title; call term name; author writer; write author pen compose; book volume work;
story tale narrative; believe think hold; belief faith conviction; god deity divine; holy sacred;
know aware; memory remember recall storage; remember recall retain; forget lose; see view look;
look appear; watch observe; hear listen; open-source free; huge enormous; population people;
growth increase; fall drop; collapse crash; crash collapse; shape form; form shape; colour color;
dark black; bright light; surface top; deep depth; edge border boundary; border boundary frontier;
middle centre center central; center middle; main primary chief principal;
primary main first chief; secondary second; extra additional further; additional extra; only sole;
alone single; unique distinct; general common overall; common shared general; share common;
public open; secret hidden confidential; explicit clear; clear obvious; vague unclear;
exact precise; precise accurate exact; rough approximate; smoothness smooth; gradual slow;
sudden abrupt; abrupt sudden; immediate instant prompt once; delay lag wait; wait pause;
time duration period; period era time; year annual; day daily; month monthly; hypothesis theory;
test check examine trial; trial test; proof evidence; evidence proof; observe see notice;
assume suppose presume; doubt question uncertain; uncertain unsure;
probability chance likelihood odds; likely probable; risk chance; variance spread;
spread dispersion; normal gaussian; noise random; pattern structure; structure architecture build;
architecture structure design; layer level; depth deep; level degree; degree extent;
shrink vanish; vanish disappear; disappear vanish; grow expand; zero nil nothing; half fifty;
double twice two; twice double two; triple three; pair couple two; hundred century; decade ten
"""


def _build() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS.split(";"):
        stems = [stem(word, "en") for word in group.split()]
        head, rest = stems[0], stems[1:]
        for other in rest:
            table.setdefault(head, set()).add(other)
            table.setdefault(other, set()).add(head)
    return {word: frozenset(others) for word, others in table.items()}


_NEIGHBOURS = _build()


@lru_cache(maxsize=8192)
def synonyms(stemmed: str) -> frozenset[str]:
    """Stems that may stand for this stem in an answer; English."""
    return _NEIGHBOURS.get(stemmed, frozenset())
