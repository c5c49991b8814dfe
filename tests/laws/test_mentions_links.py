"""Clusters are numbered by their founders; a sure link joins, an unsure one does not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.links import COREF_FEATURES, MentionDraft, cluster, score_mentions
from khabar.mentions.marks import are_rivals, initials, marks_of
from khabar.mentions.quotes import inside_quotes
from khabar.models.calibration import LinkWeights

LINK = LinkWeights({"same": 10.0}, -5.0, 0.5)


def rows_of(labels: list[int]) -> list[np.ndarray]:
    return [
        np.array([[float(other == label)] for other in labels[:place]], dtype=np.float32).reshape(
            -1, 1
        )
        for place, label in enumerate(labels)
    ]


@given(st.lists(st.integers(0, 4), max_size=25))
def test_perfect_pairs_give_perfect_clusters(labels: list[int]) -> None:
    clusters, sureness = cluster(rows_of(labels), ("same",), link=LINK)
    for i, left in enumerate(labels):
        for j, right in enumerate(labels):
            assert (clusters[i] == clusters[j]) == (left == right)
    assert all(0.0 <= p <= 1.0 for p in sureness)


@given(st.lists(st.integers(0, 4), max_size=25))
def test_clusters_are_numbered_in_order_of_their_founders(labels: list[int]) -> None:
    clusters, _ = cluster(rows_of(labels), ("same",), link=LINK)
    founders = list(dict.fromkeys(clusters))
    assert founders == sorted(founders)


def test_quotation_marks_close_with_the_paragraph() -> None:
    words = ["He", "said", "“", "we", "fight", "”", ".", '"', "No", '"', "They", "“", "left", "It"]
    paragraphs = [0] * 10 + [1] * 3 + [2]
    inside = inside_quotes(words, paragraphs)
    assert [w for w, flag in zip(words, inside, strict=True) if flag] == [
        "we",
        "fight",
        "No",
        "left",
    ]


def test_nationality_number_and_name_set_mentions_apart() -> None:
    def marks(phrase: str, kind: str) -> dict[str, frozenset[str]]:
        pairs = [word.rsplit("/", 1) for word in phrase.split()]
        return marks_of([w for w, _ in pairs], [tag for _, tag in pairs], kind=kind)

    russians = marks("Russian/ADJ forces/NOUN", "military")
    ukrainians = marks("Ukraine/PROPN 's/PART military/NOUN", "military")
    assert are_rivals(russians, ukrainians)
    assert not are_rivals(russians, marks("the/DET forces/NOUN", "military"))
    assert are_rivals(
        marks("17/NUM people/NOUN", "civilians"), marks("1,200/NUM people/NOUN", "civilians")
    )
    assert are_rivals(
        marks("Wad/PROPN Noura/PROPN", "place"), marks("El/PROPN Fasher/PROPN", "place")
    )
    first = marks("the/DET First/ADJ Battalion/PROPN", "military")
    assert are_rivals(
        first, marks("men/NOUN of/ADP the/DET 2nd/ADJ Guards/PROPN Battalion/PROPN", "military")
    )
    assert not are_rivals(
        first, marks("the/DET 3rd/ADJ Brigade/PROPN 's/PART 1st/ADJ battalion/NOUN", "military")
    )
    assert not are_rivals(first, marks("the/DET battalion/NOUN", "military"))
    assert are_rivals(marks("Ankara/PROPN", "government"), marks("Kabul/PROPN", "country"))
    assert not are_rivals(marks("Ankara/PROPN", "government"), marks("it/PRON", "government"))
    assert not are_rivals(
        marks("Aram/PROPN Desk/PROPN", "person"), marks("General/PROPN Desk/PROPN", "person")
    )


def test_the_forces_of_two_peoples_or_camps_are_never_one() -> None:
    def marks(phrase: str) -> dict[str, frozenset[str]]:
        words = phrase.split()
        return marks_of(words, ["NOUN" for _ in words], kind="military")

    assert are_rivals(marks("Ordanian soldiers"), marks("two Veskian soldiers"))
    assert not are_rivals(marks("Ordanian soldiers"), marks("Ordania 's troops"))
    assert are_rivals(marks("loyalist soldiers"), marks("mutinous troops"))
    assert are_rivals(marks("Northern forces"), marks("the southern army"))
    assert are_rivals(marks("government troops"), marks("rebel troops"))
    assert are_rivals(marks("anti - government fighters"), marks("government troops"))
    assert not are_rivals(marks("anti - government fighters"), marks("rebel fighters"))
    assert not are_rivals(marks("anti - Veskian fighters"), marks("Ordanian fighters"))
    assert not are_rivals(marks("rebel fighters"), marks("the fighters"))
    assert not are_rivals(marks("Republican guards"), marks("Zarni guards"))
    assert marks("soldiers of the Ordanian army") == {}


def test_nobody_is_a_mayor_and_a_colonel() -> None:
    def marks(phrase: str) -> dict[str, frozenset[str]]:
        words = phrase.split()
        return marks_of(words, ["NOUN" for _ in words], kind="person")

    assert are_rivals(marks("the mayor"), marks("Colonel Varn"))
    assert not are_rivals(marks("the director"), marks("Dr Verel , director of the hospital"))
    assert not are_rivals(marks("the commander"), marks("Colonel Varn"))
    assert not are_rivals(marks("the minister"), marks("General Varn"))


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "A", "B"])), max_size=25))
def test_rivals_never_share_a_cluster(items: list[tuple[int, str]]) -> None:
    labels = [label for label, _ in items]
    marks = [{"country": frozenset({c})} if c else {} for _, c in items]
    clusters, _ = cluster(rows_of(labels), ("same",), link=LINK, marks=marks)
    for number in set(clusters):
        countries = {c for (_, c), k in zip(items, clusters, strict=True) if k == number and c}
        assert len(countries) <= 1


def test_initials_stand_for_a_name() -> None:
    assert initials(["National", "Salvation", "Army"]) == "nsa"
    assert initials(["rebels"]) == ""


def drafted(*words: str, definite: int, position: int) -> MentionDraft:
    return MentionDraft(
        words=words,
        head=words[-1],
        proper=False,
        kind="armed_group",
        sentence=position,
        position=position,
        vector=np.ones(4, dtype=np.float32),
        events=frozenset(),
        marks={},
        definite=definite,
    )


def test_the_group_takes_up_what_a_group_brought_in() -> None:
    first = drafted("armed", "group", definite=-1, position=0)
    again = drafted("group", definite=1, position=1)
    another = drafted("second", "group", definite=-1, position=2)
    _, known, new = score_mentions([first, again, another])
    place = {name: column for column, name in enumerate(COREF_FEATURES)}
    assert known[0][place["same head, second is known"]] == 1
    assert new[0][place["same head, second is new"]] == 1
    assert new[0][place["same head, other words differ"]] == 1
    assert known.shape == (1, len(COREF_FEATURES))


WORDS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4)


@given(st.lists(WORDS, max_size=12))
def test_common_words_are_those_of_the_slow_way(mentions: list[list[str]]) -> None:
    drafts = [drafted(*words, definite=0, position=n) for n, words in enumerate(mentions)]
    place = {name: column for column, name in enumerate(COREF_FEATURES)}
    for number, (rows, words) in enumerate(zip(score_mentions(drafts), mentions, strict=True)):
        for row, other in zip(rows, mentions[:number], strict=True):
            left, right = set(words) - {words[-1]}, set(other) - {other[-1]}
            union = left | right
            share = len(left & right) / len(union) if union else 1.0
            assert row[place["share of common words"]] == np.float32(share)
            assert row[place["no common word"]] == set(words).isdisjoint(other)
            assert row[place["head inside other"]] == (words[-1] in other or other[-1] in words)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "A", "B"]),
            st.lists(st.floats(0, 1, width=16), min_size=12, max_size=12),
        ),
        max_size=12,
    )
)
def test_a_mention_joins_the_best_cluster_that_is_no_rival(
    items: list[tuple[str, list[float]]],
) -> None:
    rows = [
        np.array(pairs[:number], dtype=np.float32).reshape(-1, 1)
        for number, (_, pairs) in enumerate(items)
    ]
    marks = [{"country": frozenset({country})} if country else {} for country, _ in items]
    clusters, sureness = cluster(rows, ("same",), link=LINK, marks=marks)
    for number, own in enumerate(marks):
        best = -1.0
        for joined in set(clusters[:number]):
            members = [n for n in range(number) if clusters[n] == joined]
            p = [1 / (1 + np.exp(5.0 - 10.0 * float(rows[number][n, 0]))) for n in members]
            if not any(are_rivals(own, marks[n]) for n in members):
                best = max(best, 0.5 * max(p) + 0.5 * sum(p) / len(p))
        founded = clusters[number] not in clusters[:number]
        assert founded == (best < LINK.threshold) or abs(best - LINK.threshold) < 1e-4
        assert founded or abs(sureness[number] - best) < 1e-4
