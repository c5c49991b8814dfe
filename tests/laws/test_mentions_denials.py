"""What is denied, on trees written by hand."""

import numpy as np
import pytest

from khabar.mentions.denials import settle_denials
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import tree_of

# word/relation/head (counted from 1, 0 for the root); the trigger has a star
DENIED = {
    "he denied that it fell": "He/nsubj/2 denied/root/0 that/mark/5 it/nsubj/5 fell*/ccomp/2",
    "he denied shelling it": "He/nsubj/2 denied/root/0 shelling*/xcomp/2 it/obj/3",
    "he denied the attack": "He/nsubj/2 denied/root/0 the/det/4 attack*/obj/2",
    "he denied that they carried out the attack": (
        "He/nsubj/2 denied/root/0 that/mark/5 they/nsubj/5 made/ccomp/2 the/det/7 attack*/obj/5"
    ),
    "she dismissed the talk of a massacre": (
        "She/nsubj/2 dismissed/root/0 the/det/4 talk/obj/2 of/case/7 a/det/7 massacre*/nmod/4"
    ),
    "claims that it fell are false": (
        "Claims/nsubj/6 that/mark/4 it/nsubj/4 fell*/acl/1 are/cop/6 false/root/0"
    ),
    "he denied that they shelled or burned it": (
        "He/nsubj/2 denied/root/0 that/mark/5 they/nsubj/5 shelled/ccomp/2 or/cc/7 burned*/conj/5"
    ),
    "he said claims that it fell are false": (
        "Claims/nsubj/8 that/mark/4 it/nsubj/4 fell*/acl/1 are/cop/6 false/ccomp/8 he/nsubj/8 "
        "said/root/0"
    ),
    "claims that it fell are lies, hung on said": (
        "Claims/ccomp/8 that/mark/4 it/nsubj/4 fell*/ccomp/1 are/cop/6 lies/ccomp/8 he/nsubj/8 "
        "said/root/0"
    ),
    "the fall was invented": "The/det/2 fall/nsubj/4 was/cop/4 invented*/root/0",
    "it was not the army that shelled it": (
        "It/nsubj/5 was/cop/5 not/advmod/5 the/det/5 army/root/0 that/nsubj/7 "
        "shelled*/acl:relcl/5 it/obj/7"
    ),
    "it is not true that it fell": (
        "It/expl/4 is/cop/4 not/advmod/4 true/root/0 that/mark/7 it/nsubj/7 fell*/csubj/4"
    ),
    "he called reports of a massacre a lie": (
        "He/nsubj/2 called/root/0 reports/obj/2 of/case/6 a/det/6 massacre*/nmod/3 a/det/8 "
        "lie/xcomp/2"
    ),
    "it had no part in the raid": (
        "It/nsubj/2 had/root/0 no/det/4 part/obj/2 in/case/7 the/det/7 raid*/nmod/4"
    ),
    "it had nothing to do with the raid": (
        "It/nsubj/2 had/root/0 nothing/obj/2 to/mark/5 do/acl/3 with/case/8 the/det/8 raid*/obl/5"
    ),
    "he called a lie the claim that they shelled it": (
        "He/nsubj/2 called/root/0 a/det/4 lie/obj/2 the/det/6 claim/nmod/4 that/mark/9 "
        "they/nsubj/9 shelled*/acl/6 it/obj/9"
    ),
    'he dismissed as "a cruel lie" the charge that they fired': (
        'He/nsubj/2 dismissed/root/0 as/case/7 "/punct/7 a/det/7 cruel/amod/7 lie/obl/2 "/punct/7 '
        "the/det/10 charge/nmod/7 that/mark/13 they/nsubj/13 fired*/acl/10"
    ),
    "claims that it was hit are devoid of truth": (
        "Claims/nsubj/7 that/mark/5 it/nsubj/5 was/aux/5 hit*/acl/1 are/cop/7 devoid/root/0 "
        "of/case/9 truth/obl/7"
    ),
    "reports that it fell were called a fairy tale": (
        "Reports/nsubj/6 that/mark/4 it/nsubj/4 fell*/acl/1 were/aux/6 called/root/0 a/det/9 "
        "fairy/compound/9 tale/xcomp/6"
    ),
    "he called the report of captured men a fairy tale": (
        "He/nsubj/2 called/root/0 the/det/4 report/obj/2 of/case/7 captured*/amod/7 men/nmod/4 "
        "a/det/10 fairy/compound/10 tale/xcomp/2"
    ),
    "rejecting accounts that bombs fell and killed people": (
        "Rejecting/root/0 accounts/obj/1 that/mark/5 bombs/nsubj/5 fell/acl/2 and/cc/7 "
        "killed*/conj/5 people/obj/7"
    ),
    "talk of civilians killed was false": (
        "Talk/nsubj/6 of/case/3 civilians/nmod/1 killed*/acl/3 was/cop/6 false/root/0"
    ),
    "the agency wrongly said that it fell": (
        "The/det/2 agency/nsubj/4 wrongly/advmod/4 said/root/0 that/mark/7 it/nsubj/7 fell*/ccomp/4"
    ),
    "it had no hand in the raid, hung on had": (
        "It/nsubj/2 had/root/0 no/det/4 hand/obj/2 in/case/7 the/det/7 raid*/obl/2"
    ),
    "no unit of the army fired": (
        "No/det/2 unit/nsubj/6 of/case/5 the/det/5 army/nmod/2 fired*/root/0"
    ),
    "neither side took it": "Neither/det/2 side/nsubj/3 took*/root/0 it/obj/3",
    "none of them was hurt": "None/nsubj:pass/5 of/case/3 them/nmod/1 was/aux/5 hurt*/root/0",
    "not one soldier came or fired": (
        "Not/advmod/3 one/nummod/3 soldier/nsubj/4 came/root/0 or/cc/6 fired*/conj/4"
    ),
}
TOLD = {
    "it was the army, not the Front, that shelled it": (
        "It/nsubj/4 was/cop/4 the/det/4 army/root/0 ,/punct/8 not/advmod/4 the/det/8 Front/conj/4 "
        "that/nsubj/10 shelled*/acl:relcl/4 it/obj/10"
    ),
    "no one but the army fired": (
        "No/det/2 one/nsubj/6 but/case/5 the/det/5 army/nmod/2 fired*/root/0"
    ),
    "nobody can leave": "Nobody/nsubj/3 can/aux/3 leave*/root/0",
    "no fewer than two men fell": (
        "No/advmod/2 fewer/advmod/4 than/fixed/2 two/nummod/5 men/nsubj/6 fell*/root/0"
    ),
    "he denied it and said it fell": (
        "He/nsubj/2 denied/root/0 it/obj/2 and/cc/5 said/conj/2 it/nsubj/7 fell*/ccomp/5"
    ),
    "he did not deny that it fell": (
        "He/nsubj/4 did/aux/4 not/advmod/4 deny/root/0 that/mark/7 it/nsubj/7 fell*/ccomp/4"
    ),
    "he denied the accusation": "He/nsubj/2 denied/root/0 the/det/4 accusation*/obj/2",
    "claims that it fell are true": (
        "Claims/nsubj/6 that/mark/4 it/nsubj/4 fell*/acl/1 are/cop/6 true/root/0"
    ),
    "reports on the massacre are false": (
        "Reports/nsubj/6 on/case/4 the/det/4 massacre*/nmod/1 are/cop/6 false/root/0"
    ),
    "it was not the first town that they shelled": (
        "It/nsubj/6 was/cop/6 not/advmod/6 the/det/6 first/amod/6 town/root/0 that/obj/9 "
        "they/nsubj/9 shelled*/acl:relcl/6"
    ),
    "it was the army that shelled it": (
        "It/nsubj/4 was/cop/4 the/det/4 army/root/0 that/nsubj/6 shelled*/acl:relcl/4 it/obj/6"
    ),
    "it is true that it fell": (
        "It/expl/3 is/cop/3 true/root/0 that/mark/6 it/nsubj/6 fell*/csubj/3"
    ),
    "claims that it fell, he said, are many": (
        "Claims/nsubj/9 that/mark/4 it/nsubj/4 fell*/acl/1 ,/punct/7 he/nsubj/7 said/parataxis/9 "
        "false/amod/9 many/root/0"
    ),
    "they made him lie down": "They/nsubj/2 made/root/0 him/obj/2 lie*/xcomp/2 down/advmod/4",
    "it had a part in the raid": (
        "It/nsubj/2 had/root/0 a/det/4 part/obj/2 in/case/7 the/det/7 raid*/nmod/4"
    ),
    "he called reports of a massacre a warning": (
        "He/nsubj/2 called/root/0 reports/obj/2 of/case/6 a/det/6 massacre*/nmod/3 a/det/8 "
        "warning/xcomp/2"
    ),
    "they said that it was wrongly taken": (
        "They/nsubj/2 said/root/0 that/mark/7 it/nsubj/7 was/aux/7 wrongly/advmod/7 taken*/ccomp/2"
    ),
    "he called a lie the claim that they were beaten during the raid": (
        "He/nsubj/2 called/root/0 a/det/4 lie/obj/2 the/det/6 claim/nmod/4 that/mark/9 "
        "they/nsubj/9 beaten/acl/6 during/case/12 the/det/12 raid*/obl/9"
    ),
    "claims that a man held there died are false": (
        "Claims/nsubj/8 that/mark/6 a/det/4 man/nsubj/6 held*/acl/4 died/acl/1 are/cop/8 "
        "false/root/0"
    ),
    "she did not dismiss reports that it fell": (
        "She/nsubj/4 did/aux/4 not/advmod/4 dismiss/root/0 reports/obj/4 that/mark/8 it/nsubj/8 "
        "fell*/acl/5"
    ),
    "reports that it was hit are without a name": (
        "Reports/nsubj/9 that/mark/5 it/nsubj/5 was/aux/5 hit*/acl/1 are/cop/9 without/case/9 "
        "a/det/9 name/root/0"
    ),
    "after he denied it, it fell": (
        "After/mark/3 he/nsubj/3 denied/advcl/6 it/obj/3 it/nsubj/6 fell*/root/0"
    ),
}
ASKED_ABOUT = {
    "she could not say who fired": (
        "She/nsubj/4 could/aux/4 not/advmod/4 say/root/0 who/nsubj/6 fired*/ccomp/4"
    ),
    "it is not clear which side fired": (
        "It/expl/4 is/cop/4 not/advmod/4 clear/root/0 which/det/6 side/nsubj/7 fired*/csubj/4"
    ),
    "they have not claimed the raid": (
        "They/nsubj/4 have/aux/4 not/advmod/4 claimed/root/0 the/det/6 raid*/obj/4"
    ),
}
NOT_DONE = {
    "they did not fire": "They/nsubj/4 did/aux/4 not/advmod/4 fire*/root/0",
    "he did not say that it fell": (
        "He/nsubj/4 did/aux/4 not/advmod/4 say/root/0 that/mark/7 it/nsubj/7 fell*/ccomp/4"
    ),
    "they did not launch the raid": (
        "They/nsubj/4 did/aux/4 not/advmod/4 launch/root/0 the/det/6 raid*/obj/4"
    ),
}


def _status(told: str, status: str) -> str:
    parts = [word.split("/") for word in told.split()]
    words = [part[0].rstrip("*") for part in parts]
    at = next(n for n, part in enumerate(parts) if part[0].endswith("*"))
    vector = np.zeros(2, dtype=np.float32)
    event = EventDraft(at, at, 0, "ASSAULT", "", status, 0.9, 0.6, (), vector, vector)
    draft = Draft(
        heads=[int(part[2]) - 1 for part in parts],
        rels=[part[1] for part in parts],
        upos=["VERB" if part[1] == "root" else "NOUN" for part in parts],
        events=[event],
    )
    settle_denials(draft, tree_of(draft, words))
    return draft.events[0].status


@pytest.mark.parametrize("told", DENIED.values(), ids=DENIED)
def test_what_is_denied_did_not_happen(told: str) -> None:
    assert _status(told, "actual") == "negated"


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_what_stands_beside_a_denial_did(told: str) -> None:
    assert _status(told, "actual") == "actual"


@pytest.mark.parametrize("told", ASKED_ABOUT.values(), ids=ASKED_ABOUT)
def test_what_more_is_asked_about_happened(told: str) -> None:
    assert _status(told, "negated") == "actual"


@pytest.mark.parametrize("told", NOT_DONE.values(), ids=NOT_DONE)
def test_what_was_not_done_stays_undone(told: str) -> None:
    assert _status(told, "negated") == "negated"


def test_what_is_planned_and_denied_stays_planned() -> None:
    assert _status(next(iter(DENIED.values())), "future") == "future"


@pytest.mark.parametrize(("last", "status"), [(2, "negated"), (1, "ongoing")])
def test_a_trigger_with_its_own_no_did_not_happen(last: int, status: str) -> None:
    vector = np.zeros(2, dtype=np.float32)
    event = EventDraft(0, last, 0, "RETREAT", "access", "ongoing", 0.9, 0.6, (), vector, vector)
    draft = Draft(
        heads=[-1, 2, 0], rels=["root", "det", "obj"], upos=["VERB", "DET", "NOUN"], events=[event]
    )
    settle_denials(draft, tree_of(draft, ["lets", "no", "food"]))
    assert draft.events[0].status == status


def test_whose_account_is_denied_does_not_deny_it() -> None:
    words = "He dismissed accounts by doctors that bombs fell".split()
    heads = [1, -1, 1, 4, 2, 7, 7, 2]
    rels = ["nsubj", "root", "obj", "case", "nmod", "mark", "nsubj", "acl"]
    vector = np.zeros(2, dtype=np.float32)
    voices = tuple(ArgumentDraft("source", at, at, at, 0.9, carried=False) for at in (0, 4))
    event = EventDraft(7, 7, 0, "ASSAULT", "", "actual", 0.9, 0.6, voices, vector, vector)
    draft = Draft(heads=heads, rels=rels, upos=["NOUN"] * len(words), events=[event])
    settle_denials(draft, tree_of(draft, words))
    assert draft.events[0].status == "negated"
    assert [told.head for told in draft.events[0].arguments] == [0]
