"""Which named place "the town" means."""

from dataclasses import replace

import pytest

from helpers.markup import marked
from helpers.readings import make_small_reading
from khabar.events.whereabouts import Whereabouts, bare_place_name
from khabar.record.claim import Reading
from khabar.record.codes import NameType
from khabar.record.graph import Name
from khabar.record.span import Span


def told(source: str) -> tuple[Reading, dict[str, Span]]:
    text, at = marked(source)
    names = tuple(Name(at[key], NameType.LOCATION, 0.9) for key in at if key.startswith("name"))
    small = make_small_reading()
    report = replace(small.report, text=text, blocks=())
    return replace(small, report=report, names=names, entities=(), sentences=()), at


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        pytest.param("Shells fell on {name:Osk}. {it:The town} burned.", "Osk", id="named last"),
        pytest.param(
            "The town of {name1:Osk} fell. {name2:Mirvale} waits. {it:The town} burned.",
            "Osk",
            id="the one it calls so",
        ),
        pytest.param(
            "They left the {name:Tarn Valley}. {it:The besieged valley} starves.",
            "Tarn Valley",
            id="noun in its name",
        ),
        pytest.param("{it:Town} taken. The town of {name:Osk} fell.", "Osk", id="headline"),
    ],
)
def test_a_description_means_a_place_that_the_report_names(source: str, meant: str) -> None:
    reading, at = told(source)
    found = Whereabouts(reading).find(at["it"].quote(reading.report.text), at=at["it"].start)
    assert found is not None
    name, span = found
    assert name == meant == span.quote(reading.report.text)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Shells fell on {name:Osk} and {it:a village}.", id="a new one"),
        pytest.param("Shells fell on {name:Osk} from {it:the bridge}.", id="another kind"),
        pytest.param("The army left {name:Osk} and {it:the camp near Mirvale}.", id="a name"),
        pytest.param("Shells fell on {it:the town}.", id="none named"),
    ],
)
def test_what_may_be_new_means_none_of_them(source: str) -> None:
    reading, at = told(source)
    words = at["it"].quote(reading.report.text)
    assert Whereabouts(reading).find(words, at=at["it"].start) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the trading town of Osk", "Osk"),
        ("the besieged Tarn Valley", "Tarn Valley"),
        ("Osk", "Osk"),
        ("the road between Osk and Tarn", "the road between Osk and Tarn"),
        ("the bridge", "the bridge"),
    ],
)
def test_a_place_goes_by_its_name(words: str, name: str) -> None:
    assert bare_place_name(words) == name
