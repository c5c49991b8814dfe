"""Which reports are reprints, whom they credit and whom they quote: whole reports in."""

from datetime import date

import pytest

from khabar.events.syndication import find_copies
from khabar.intake import make_report
from khabar.record.event import SourceNote
from khabar.record.report import Report

LEAD = (
    "Shells fell on the market of Old Tarn on Monday morning and killed at "
    "least nine people, two "
    "doctors at the town's only hospital said, hours after a convoy with "
    "flour had been let through."
)
BODY = (
    "The first shell hit a row of cloth stalls shortly after eight, when farmers from the hill "
    "villages were unloading their carts, and a second one fell in the "
    "yard of the primary school.\n\n"
    "A teacher said the pupils had been sent home on Sunday because the road along the river was "
    "closed, so that nobody was in the building when the roof came down.\n\n"
    "The regional command in Varo did not answer questions. It holds the "
    "ridge above the town since "
    "the spring and has said several times that it fires only at armed men.\n\n"
    "Fighting around Old Tarn began four years ago when the river tribes "
    "refused to pay a new toll "
    "on the bridge, and more than twenty thousand people have left the valley since."
)
WIRE = f"Nine killed at market in Old Tarn\n\nOLD TARN, Sael, May 6 (Lowland) - {LEAD}\n\n{BODY}"

STATEMENT = (
    '"We have never fired at the market and we never will, because those who buy and sell there '
    "are our own brothers and sisters, and whoever says otherwise has been "
    "paid to say it by those "
    "who sit in the hills and send our children into the minefields while "
    "they count the money from "
    'the bridge, and we shall answer them in the court of the people when the day has come,"'
)


def report(name: str, text: str, *, outlet: str = "", day: int | None = 6) -> Report:
    told = None if day is None else date(2019, 5, day)
    return make_report(text, report_id=name, published=told, outlet=outlet)


def notes(*reports: Report) -> dict[str, SourceNote]:
    return {str(note.report): note for note in find_copies(reports)}


def test_a_shortened_reprint_is_led_to_its_wire() -> None:
    short = f"Market shelled\n\nVARO, May 7 (Lowland) - {LEAD}\n\n{BODY[:420]}"
    found = notes(
        report("reprint", short, outlet="Vale Post", day=7),
        report("wire", WIRE, outlet="Lowland Press"),
    )
    assert found["reprint"].copy_of == "wire"
    assert found["reprint"].share > 0.9
    assert found["reprint"].credits == ("Lowland Press",)
    assert found["wire"].copy_of is None
    assert found["wire"].credits == ()


def test_a_chain_of_reprints_leads_to_its_first_report() -> None:
    second = WIRE.replace("two doctors", "a pair of doctors").replace("(Lowland) ", "")
    third = second.replace("cloth stalls", "stalls").replace("the primary school", "a school")
    found = notes(
        report("a", WIRE, outlet="Lowland Press", day=6),
        report("b", second, outlet="Vale Post", day=7),
        report("c", third, outlet="Hill Courier", day=8),
    )
    assert (found["b"].copy_of, found["c"].copy_of) == ("a", "a")


def test_a_credit_line_decides_against_the_dates() -> None:
    found = notes(
        report("early", WIRE, outlet="Vale Post", day=6),
        report("late", WIRE.replace("(Lowland) ", ""), outlet="Lowland Press", day=7),
    )
    assert found["early"].copy_of == "late"


def test_without_days_the_longer_report_is_the_source() -> None:
    plain = WIRE.replace(", May 6 (Lowland)", "")
    found = notes(
        report("short", plain[:700], outlet="Vale Post", day=None),
        report("long", plain, outlet="Hill Courier", day=None),
    )
    assert (found["short"].copy_of, found["long"].copy_of) == ("long", None)


def test_weeks_later_it_is_no_reprint_of_the_news() -> None:
    found = notes(
        report("a", WIRE.replace("May 6 ", ""), outlet="Lowland Press", day=1),
        report("b", WIRE.replace("May 6 ", ""), outlet="Vale Post", day=30),
    )
    assert found["b"].copy_of is None


def test_an_outlet_that_goes_on_with_its_story_copies_nothing() -> None:
    later = (
        "Old Tarn buries its dead as toll of shelling rises to fourteen\n\n"
        "Hundreds walked behind fourteen coffins in Old Tarn on Tuesday while the gates of the "
        "bridge stayed shut and the governor of the province asked for a truce of three days, "
        "which the river tribes said they would think over if their prisoners were fed.\n\n"
    )
    found = notes(
        report("first", WIRE, outlet="Lowland Press", day=6),
        report("second", later + BODY, outlet="Lowland Press", day=7),
    )
    assert found["second"].copy_of is None


def test_two_reports_of_one_long_statement_stay_two() -> None:
    one = (
        f"{STATEMENT} Colonel Ister Vane said on the radio on Monday evening. "
        "Residents of Old Tarn "
        "who heard him laughed, a shopkeeper said, for his guns can be seen from the square."
    )
    two = (
        "The army denied on Tuesday that it had shelled a market, breaking a "
        "silence of two days. "
        f"{STATEMENT} its spokesman told reporters in Varo, where no question was allowed."
    )
    found = notes(report("one", one, outlet="Hill Courier"), report("two", two, outlet="Vale Post"))
    assert [note.copy_of for note in found.values()] == [None, None]


HARD: dict[str, tuple[str, str]] = {
    "same toll, places and hour": (
        (
            "At least nine people were killed when shells hit the market of Old "
            "Tarn on Monday morning, "
            "doctors said. The wounded were taken to the town's hospital, which has no blood left."
        ),
        (
            "Nine people died in Old Tarn on Monday when the market was shelled, "
            "according to doctors at "
            "the hospital there. Relatives stood in line to give blood until the evening."
        ),
    ),
    "same monitor's figures": (
        (
            "The Sael Monitor said 31 air strikes hit the valley on "
            "Tuesday and killed 12 civilians, "
            "among them four children, in the villages of Upper and Lower Danel."
        ),
        (
            "Twelve civilians, four of them children, were killed on Tuesday in "
            "Upper Danel and Lower "
            "Danel, said the Sael Monitor, which counted 31 strikes by aircraft that day."
        ),
    ),
    "same communiqué, other words": (
        (
            "The regional command announced that its units had taken the "
            "heights of Kerim after two "
            "days of fighting and captured three guns and a quantity of ammunition."
        ),
        (
            "Troops captured the Kerim heights, three guns and ammunition after a "
            "battle of two days, "
            "the command for the region announced in a communiqué."
        ),
    ),
    "same talks": (
        (
            "Envoys of the river tribes and the governor met for five "
            "hours in Varo on Wednesday but "
            "could not agree on who should guard the bridge while prisoners are exchanged."
        ),
        (
            "A five-hour meeting in Varo between the governor and envoys of the "
            "tribes ended on Wednesday "
            "without agreement on the guard of the bridge during the exchange of prisoners."
        ),
    ),
    "a daily form of words": (
        (
            "A person was killed and two were injured on Sunday by shells fired by "
            "armed groups at the "
            "Rose quarter of Varo. A source at the police command told "
            "this agency that a woman was "
            "among the injured, and that houses were damaged. The dead man was a baker."
        ),
        (
            "Four persons were injured on Monday by shells fired by armed groups "
            "at the Mill quarter of "
            "Varo. A source at the police command told this agency that the shells "
            "fell near a clinic "
            "and set two cars on fire. The injured were taken to hospital."
        ),
    ),
}


@pytest.mark.parametrize("pair", HARD.values(), ids=HARD.keys())
def test_independent_reports_of_one_event_stay_two(pair: tuple[str, str]) -> None:
    found = notes(
        report("one", pair[0], outlet="Hill Courier"), report("two", pair[1], outlet="Vale Post")
    )
    assert [note.copy_of for note in found.values()] == [None, None]


QUOTES: dict[str, tuple[str, tuple[str, ...]]] = {
    "said": ("The bridge is open, Radio Sael said on Friday.", ("Radio Sael",)),
    "told": ("A nurse told Radio Sael that the wards were full.", ("Radio Sael",)),
    "state agency": ("The state news agency Karna reported a raid.", ("Karna",)),
    "according to": ("According to the Vale Post, nobody was hurt.", ("Vale Post",)),
    "the paper for short": ("Two, and not nine, as the junta's Courier writes.", ("Hill Courier",)),
    "aside": ("The paper of the capital, Vale Post, said he had fled.", ("Vale Post",)),
    "interview": ("In an interview with Al Jazeera he denied it.", ("Al Jazeera",)),
    "registry, other name": ("Troops had left, Syrian state news agency said.", ("SANA",)),
    "own outlet": ("A guard told Lowland Press that he saw nothing.", ()),
    "named, not quoted": ("He bought the Vale Post in 2010 and sold Radio Sael.", ()),
    "no name": ("State television said so, and a Turkish newspaper reported it.", ()),
}


@pytest.mark.parametrize(("text", "quoted"), QUOTES.values(), ids=QUOTES.keys())
def test_quoted_outlets_are_read(text: str, quoted: tuple[str, ...]) -> None:
    found = notes(
        report("it", text, outlet="Lowland Press"),
        report("x", "Nothing new was heard today.", outlet="Hill Courier"),
        report("y", "The ford is dry again.", outlet="Vale Post"),
    )
    assert found["it"].quotes == quoted


CREDITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "dateline": ("VARO (Reuters) - The gate was shut.", ("Reuters",)),
    "dateline by initials": ("VARO, May 6 (LP) - The gate was shut.", ("Lowland Press",)),
    "two in one dateline": (
        "VARO (AP/AFP) - It was shut.",
        ("Associated Press", "Agence France-Presse"),
    ),
    "contributed": ("It was shut.\nAFP contributed to this report.", ("Agence France-Presse",)),
    "with reporting by": ("It was shut. (With reporting by Lowland Press)", ("Lowland Press",)),
    "source line": ("It was shut.\nSource: Xinhua", ("Xinhua",)),
    "last line": ("It was shut.\nReuters", ("Reuters",)),
    "dash at the end": ("The gate was shut, he said.--AFP", ("Agence France-Presse",)),
    "according to a wire": (
        "It was shut, according to the Associated Press.",
        ("Associated Press",),
    ),
    "unknown agency": ("VARO, May 6 (Norda) - The gate was shut.", ("Norda",)),
    "picture": ("The gate. (AFP Photo/Ister Vane)\nIt was shut.", ()),
    "persons": ("It was shut. (Reporting by Ister Vane; Editing by Mara Dol)", ()),
}


@pytest.mark.parametrize(("text", "credited"), CREDITS.values(), ids=CREDITS.keys())
def test_credits_are_read(text: str, credited: tuple[str, ...]) -> None:
    found = notes(
        report("it", text, outlet="Vale Post"),
        report("x", "Nothing new was heard today.", outlet="Lowland Press"),
    )
    assert found["it"].credits == credited


def test_no_report_and_no_words_are_no_trouble() -> None:
    assert find_copies(()) == ()
    assert notes(report("a", "!"), report("b", "…"))["a"].copy_of is None
