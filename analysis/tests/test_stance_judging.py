"""What the judge does to stances: refuses what it is sure against, adds what it is very sure of."""

from collections.abc import Sequence

from analysis.components import StanceQuestion, StanceScores
from analysis.records import Document, Entity, NamedActor, Sentence, StanceTag, TaggedDocument
from analysis.stance.judging import judged
from analysis.terms import Act, ActorKind, EntityType, Polarity

SURE = 0.95
TEXT = "Turkey praised Syria, and Russia kept silent."


class ScriptedJudge:
    """Answers by (holder, target) as they are spelt; all else is neutral."""

    version = "scripted"

    def __init__(self, answers: dict[tuple[str, str], StanceScores | None]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, str]] = []

    def judge(self, questions: Sequence[StanceQuestion]) -> list[StanceScores | None]:
        neutral = StanceScores(oppose=0.0, neutral=1.0, support=0.0)
        pairs = [(q.text[slice(*q.holder)], q.text[slice(*q.target)]) for q in questions]
        self.asked += pairs
        return [self._answers.get(pair, neutral) for pair in pairs]


def sure_of(polarity: Polarity, share: float = SURE) -> StanceScores:
    rest = 1 - share
    if polarity is Polarity.SUPPORT:
        return StanceScores(oppose=0.0, neutral=rest, support=share)
    return StanceScores(oppose=share, neutral=rest, support=0.0)


def entity(name: str, *, acts: bool = True, kind: ActorKind = ActorKind.STATE) -> Entity:
    start = TEXT.index(name)
    return Entity(
        start=start,
        end=start + len(name),
        text=name,
        type=EntityType.LOC,
        score=0.9,
        actor=name.lower(),
        actor_name=name,
        actor_kind=kind,
        place=f"iso-{name}",
        acts=acts,
    )


def document(*entities: Entity) -> TaggedDocument:
    return TaggedDocument(
        document=Document(id="d", text=TEXT),
        sentences=(Sentence(start=0, end=len(TEXT), text=TEXT, paragraph=0),),
        entities=entities,
    )


def tag(holder: str, target: str, polarity: Polarity) -> StanceTag:
    return StanceTag(
        holder=NamedActor(actor=holder.lower(), name=holder),
        target=NamedActor(actor=target.lower(), name=target),
        polarity=polarity,
        act=Act.SUPPORT,
        score=0.7,
        start=0,
        end=len(TEXT),
        quote=TEXT,
    )


PRAISE = tag("Turkey", "Syria", Polarity.SUPPORT)
BOTH = (entity("Turkey"), entity("Syria", acts=False))


def test_a_stance_that_the_judge_confirms_stays_as_the_rules_found_it() -> None:
    judge = ScriptedJudge({("Turkey", "Syria"): sure_of(Polarity.SUPPORT)})
    assert judged([PRAISE], document(*BOTH), judge) == (PRAISE,)


def test_a_stance_is_dropped_where_the_judge_is_sure_that_there_is_none() -> None:
    assert judged([PRAISE], document(*BOTH), ScriptedJudge({})) == ()


def test_a_stance_is_dropped_where_the_judge_is_sure_of_the_contrary() -> None:
    judge = ScriptedJudge({("Turkey", "Syria"): sure_of(Polarity.OPPOSE)})
    assert judged([PRAISE], document(*BOTH), judge) == ()


def test_a_judge_that_abstains_or_doubts_leaves_the_rules_their_word() -> None:
    for answer in (None, sure_of(Polarity.SUPPORT, 0.3)):
        judge = ScriptedJudge({("Turkey", "Syria"): answer})
        assert judged([PRAISE], document(*BOTH), judge) == (PRAISE,)


def test_a_stance_of_which_the_judge_is_sure_is_added_without_an_act() -> None:
    judge = ScriptedJudge({("Turkey", "Syria"): sure_of(Polarity.SUPPORT)})
    (added,) = judged([], document(*BOTH), judge)
    assert (added.holder.actor, added.target.actor) == ("turkey", "syria")
    assert (added.polarity, added.act, added.score) == (Polarity.SUPPORT, Act.NONE, SURE)
    assert added.quote == TEXT


def test_nothing_is_added_on_a_weak_word() -> None:
    judge = ScriptedJudge({("Turkey", "Syria"): sure_of(Polarity.SUPPORT, 0.6)})
    assert judged([], document(*BOTH), judge) == ()


def test_a_place_that_does_not_act_and_an_observer_hold_nothing() -> None:
    observer = entity("Russia", kind=ActorKind.MEDIA)
    judge = ScriptedJudge({})
    judged([], document(*BOTH, observer), judge)
    assert {holder for holder, _ in judge.asked} == {"Turkey"}


def test_an_actor_that_is_not_linked_is_not_asked_about() -> None:
    judge = ScriptedJudge({})
    judged([], document(entity("Turkey")), judge)
    assert judge.asked == []
