"""Who takes part in an event, chosen together: parties over all reports, and what is learnt of sharing a role."""

from collections import Counter

import numpy as np

from musnad.analysis.article import Article
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.learn_parties import Told, _Group, _Likelihood, _way, learn_parties
from musnad.analysis.events.lexicon import Entry
from musnad.analysis.events.parties import ACTOR, KEPT, choose, kinds_of, pair_features, parties
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.record import Document, Entity, Event, Participant, Span

NOBODY: frozenset[str] = frozenset()
STRIKE = Entry("قصف", "v", "ASSAULT", None, NOBODY, NOBODY, NOBODY)
A, B = (Participant(entity=key) for key in ("a", "b"))


def weighed(who: Participant, first: int, actor: float, recipient: float = 0.01):
    return Filler(who, first, first + 1, "ORG"), {"actor": actor, "recipient": recipient, "place": 0.01}


def test_mentions_beside_all_reports_are_one_party() -> None:
    found = parties([[weighed(A, 3, 0.2), weighed(B, 7, 0.1)], [weighed(A, 30, 0.9)]])
    assert [(p.participant, len(p.rows)) for p in found] == [(A, 2), (B, 1)]


def test_a_crowd_is_cut_to_the_likeliest() -> None:
    crowd = [weighed(Participant(entity=str(n)), n, 0.01 + n / 100) for n in range(KEPT + 5)]
    assert [p.participant.entity for p in parties([crowd])] == [str(n) for n in range(5, KEPT + 5)]


IRAN, TEHRAN = (Participant(entity=key) for key in ("iran", "tehran"))


def talks() -> Scene:
    """An article that names a country, its capital, and the capital of a country that it does not name."""
    text = "تفاوضت إيران في جنيف. وقالت طهران وبرلين إن الحوار مفيد."
    entities = {}
    for key, kind, name, country in (
        ("iran", "country", "إيران", "IRN"),
        ("tehran", "capital", "طهران", "IRN"),
        ("berlin", "capital", "برلين", "DEU"),
    ):
        mention = Span(text.index(name), text.index(name) + len(name), name)
        entities[key] = Entity(key, "GPE", name, key, (mention,), country=country, kind=kind)
    return Scene(Article.of(Document(text)), Names.of(entities), (), ())


def test_a_country_and_its_capital_are_one_party() -> None:
    governed = talks().seats
    assert governed == {"tehran": "iran"}
    both, other = parties([[weighed(IRAN, 1, 0.3), weighed(A, 4, 0.2)], [weighed(TEHRAN, 9, 0.9)]], governed)
    assert (both.participant, len(both.rows), other.participant) == (TEHRAN, 2, A)  # called as it is likeliest
    assert _way([both, other], Event("e", "CONSULT", (), actors=(IRAN, TEHRAN))) == (ACTOR, 0)
    assert _way([both, other], Event("e", "CONSULT", (), actors=(IRAN,), recipients=(TEHRAN,))) is None


def test_whose_words_stand_in_the_words_for_another_is_called_by_him() -> None:
    leaders = Filler(B, 2, 5, "people"), {"actor": 0.5, "recipient": 0.01, "place": 0.01}
    left, right = parties([[weighed(A, 4, 0.5), leaders]])
    assert pair_features(talks(), ("CONSULT",), left, right)["one called by the other"]


def test_two_joined_by_and_are_seen_as_such() -> None:
    text = "قصفت روسيا وإيران الميناء أمس"
    scene = Scene(Article.of(Document(text)), Names.of({}), (), ())
    left, right = parties([[weighed(A, 1, 0.5), weighed(B, 2, 0.5)]])
    assert pair_features(scene, ("ASSAULT",), left, right)["joined by and"]


def test_sure_ones_take_their_roles() -> None:
    scene = Scene(Article.of(Document("قصفت روسيا الميناء")), Names.of({}), (), ())
    beside = [weighed(A, 1, 0.97), weighed(B, 2, 0.01, 0.97)]
    for heard in (False, True):
        assert choose(scene, [STRIKE], [beside], heard) == ((A,), (B,))
        assert choose(scene, [STRIKE], [[]], heard) == ((), ())


def test_the_words_of_the_reports_tell_what_kind_of_event_it_is() -> None:
    raid = Entry("غارة", "n", "ASSAULT", "aerial", NOBODY, NOBODY, NOBODY)
    assert kinds_of([STRIKE, raid, raid]) == ("ASSAULT", "ASSAULT aerial", "ASSAULT غاره")
    assert kinds_of([STRIKE]) == ("ASSAULT", "ASSAULT none", "ASSAULT قصف")


def toy() -> list[Told]:
    """Two parties equally likely alone: where they stand joined both act, else the first alone."""
    alone = ({"bias": 1.0, "odds": 0.0}, {"bias": 1.0, "odds": -3.0})
    joined = Told(("ASSAULT",), [alone, alone], [{"bias": 1.0, "joined by and": 1.0}], Counter({(1, 1): 1}))
    apart = Told(("ASSAULT",), [alone, alone], [{"bias": 1.0}], Counter({(1, 0): 1}))
    return [joined, apart] * 20


def test_sharing_a_role_is_learnt() -> None:
    learnt = learn_parties(toy())
    assert learnt["two actors"]["joined by and"] > max(0, learnt["two actors"]["bias"])
    assert learnt == learn_parties(toy())


def test_what_is_not_met_keeps_the_weight_it_had() -> None:
    prior = {"two actors": {"joined by and": 3.0, "stand far": -2.0}}
    learnt = learn_parties(toy(), prior)
    assert learnt["two actors"]["joined by and"] > learn_parties(toy())["two actors"]["joined by and"]
    assert learnt["two actors"]["stand far"] == -2.0


def test_the_slope_is_that_of_the_loss() -> None:
    """The fit trusts the slope: it is compared with small steps."""
    likelihood = _Likelihood([_Group(2, toy())], {})
    at = np.linspace(-0.5, 0.5, len(likelihood.first))
    _, slope = likelihood(at)
    for number in range(len(at)):
        step = np.zeros_like(at)
        step[number] = 1e-5
        rise = (likelihood(at + step)[0] - likelihood(at - step)[0]) / 2e-5
        assert abs(rise - slope[number]) < 1e-4
