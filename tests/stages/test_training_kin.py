"""How training rates triggers that go together in annotated reports."""

from khabar_training.fit_events import rate_kin

MET = {("blast", "killed"): 10, ("killed", "visit"): 10, ("blast", "visit"): 10}
SAME = {("blast", "killed"): 9, ("killed", "visit"): 1}


def test_what_mostly_names_one_occurrence_is_kin() -> None:
    kin = rate_kin(MET, SAME)
    assert kin["blast"]["killed"] > 0.3
    assert "visit" not in kin.get("killed", {})
    assert "visit" not in kin.get("blast", {})


def test_a_report_does_not_speak_for_its_own_pairs() -> None:
    met, same = {**MET, ("fire", "shell"): 1}, {**SAME, ("fire", "shell"): 1}
    assert "fire" in rate_kin(met, same)
    assert rate_kin(met, same, without={("fire", "shell"): True}) == {}
