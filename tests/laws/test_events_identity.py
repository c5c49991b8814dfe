"""Ids that last, whatever becomes of the groups."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from khabar.events.identity import Named, name_groups
from khabar.record.card import ClaimKey
from khabar.record.claim import ClaimId
from khabar.record.event import EventId
from khabar.record.report import ReportId
from khabar.record.standing import Standing

Groups = list[list[ClaimKey]]
KEYS = [ClaimKey(ReportId(f"r{n:02}"), ClaimId(f"c{n:02}")) for n in range(12)]
ORDER = {key: (number, 0, 1) for number, key in enumerate(KEYS)}
partitions = st.lists(
    st.lists(st.integers(0, 3), min_size=12, max_size=12), min_size=1, max_size=6
).map(lambda told: [_groups(labels) for labels in told])
some = st.lists(st.integers(0, 4), min_size=12, max_size=12)


def _groups(labels: Sequence[int]) -> Groups:
    """Return groups of keys; label 4 is a claim that is not read."""
    kept = sorted({label for label in labels if label < 4})
    return [[key for key, own in zip(KEYS, labels, strict=True) if own == label] for label in kept]


def follow(standing: Standing, groups: Groups) -> tuple[Standing, Named]:
    """Name groups and return what stands then."""
    named = name_groups(groups, order=ORDER, standing=standing)
    ids = [event for event, _ in named.ids]
    after = Standing(
        members={k: e for e, keys in zip(ids, groups, strict=True) for k in keys},
        founders=dict(named.ids),
        redirects={**standing.redirects, **named.redirects},
        retracted=(standing.retracted | set(named.retracted)) - set(named.revived),
    )
    return after, named


def ids(standing: Standing) -> set[EventId]:
    return set(standing.founders)


def test_the_first_claim_that_came_names_the_event() -> None:
    one, _ = follow(Standing(), [KEYS[1:3]])
    two, _ = follow(one, [KEYS[:3]])  # an older claim joins, read late
    assert ids(one) == ids(two)


def test_a_merge_leads_the_younger_id_to_the_older() -> None:
    apart, _ = follow(Standing(), [[KEYS[0]], [KEYS[1]]])
    old, young = apart.members[KEYS[0]], apart.members[KEYS[1]]
    one, named = follow(apart, [KEYS[:2]])
    assert (ids(one), named.redirects) == ({old}, {young: old})


def test_a_split_leaves_the_id_with_the_founder() -> None:
    one, _ = follow(Standing(), [KEYS[:3]])
    (event,) = ids(one)
    apart, named = follow(one, [[KEYS[0]], KEYS[1:3]])
    assert apart.members[KEYS[0]] == event
    assert named.split == {apart.members[KEYS[1]]: event}


def test_an_id_that_was_merged_is_not_used_again_after_a_split() -> None:
    apart, _ = follow(Standing(), [[KEYS[0]], [KEYS[1]]])
    young = apart.members[KEYS[1]]
    one, _ = follow(apart, [KEYS[:2]])
    again, _ = follow(one, [[KEYS[0]], [KEYS[1]]])
    assert again.members[KEYS[1]] != young
    assert again.redirects[young] == again.members[KEYS[0]]


def test_a_founder_that_is_not_read_any_more_leaves_its_id_to_the_next() -> None:
    one, _ = follow(Standing(), [KEYS[:3]])
    later, named = follow(one, [KEYS[1:3]])
    assert ids(later) == ids(one)
    assert named.retracted == ()


def test_an_event_that_comes_back_has_its_id_again() -> None:
    one, _ = follow(Standing(), [KEYS[:1], KEYS[1:2]])
    gone, named = follow(one, [KEYS[:1]])
    assert named.retracted == (one.members[KEYS[1]],)
    back, named = follow(gone, [KEYS[:1], KEYS[1:2]])
    assert ids(back) == ids(one)
    assert named.revived == (one.members[KEYS[1]],)


@given(partitions, some)
def test_no_id_is_lost_or_means_two_things(told: list[Groups], last: list[int]) -> None:
    standing, seen = Standing(), set[EventId]()
    for groups in (*told, _groups(last)):
        standing, named = follow(standing, groups)
        assert len({event for event, _ in named.ids}) == len(groups)
        assert not ids(standing) & (set(standing.redirects) | standing.retracted)
        seen |= ids(standing)
        known = ids(standing) | set(standing.redirects) | standing.retracted
        assert seen <= known
        for event in standing.redirects:
            at, steps = event, 0
            while at in standing.redirects:
                at, steps = standing.redirects[at], steps + 1
                assert steps <= len(standing.redirects)
            assert at in ids(standing) | standing.retracted


@given(some)
def test_naming_again_changes_nothing(labels: list[int]) -> None:
    standing, _ = follow(Standing(), _groups(labels))
    again, named = follow(standing, _groups(labels))
    assert again == standing
    assert (named.redirects, named.split, named.retracted, named.revived) == ({}, {}, (), ())
