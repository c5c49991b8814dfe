"""Where sentences end, in the ways newspapers set them."""

import pytest

from khabar.record.report import Report, ReportId
from khabar.text import split_report


def _split(text: str) -> list[str]:
    report = Report(id=ReportId("r"), text=text, text_sha256="")
    return [sentence.span.quote(text) for sentence in split_report(report)[0]]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Gen. Aram Sel left.|Mr. Tovin stayed.", id="titles"),
        pytest.param("U.S. envoys met Lt. Gen. (Retd.) Sel.|They left.", id="initialisms"),
        pytest.param("He flew to the U.S.|The talks went on.", id="initialism-at-the-end"),
        pytest.param("Resolution No. 12 was read.|The answer was no.|They left.", id="number"),
        pytest.param("J. K. Tovin spoke.|A. Sel did not.", id="initials"),
        pytest.param("On Aug. 8 they left.|On Sept. 9 they came back.", id="months"),
        pytest.param("They gained 3.5 km.|Nobody was hurt.", id="decimal"),
        pytest.param('"We stay. We wait," she said.|They left.', id="quotation-stays-whole"),
        pytest.param('"Go!" Sel shouted.|They left.', id="speech-after-an-exclamation"),
        pytest.param("“We stay.”|The others left.", id="closed-quotation"),
        pytest.param('He called it "peace."|Nobody did.', id="mark-inside-the-quotation"),
        pytest.param("Wait... they said.|They waited...|Then they left.", id="ellipsis"),
        pytest.param("They left (so it said).|Nobody came.", id="bracket"),
        pytest.param("They left.|(File photo)|Nobody came.", id="aside"),
        pytest.param("THEY LEFT THE TOWN.|NOBODY WAS HURT.", id="capitals"),
        pytest.param("they left the town.|nobody was hurt.", id="no-capitals"),
        pytest.param("Why did they go?|Nobody knows!", id="other-marks"),
        pytest.param("او رفت۔|آنها ماندند؟|بله.", id="perso-arabic-marks"),
    ],
)
def test_sentences_of_one_line(marked: str) -> None:
    assert _split(marked.replace("|", " ")) == marked.split("|")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Army leaves town\nIt left.", ["Army leaves town", "It left."], id="headline"),
        pytest.param("- one road\n- two roads", ["- one road", "- two roads"], id="bullets"),
        pytest.param("1. The road\n2. The bridge", ["1. The road", "2. The bridge"], id="numbers"),
        pytest.param(
            "10:42 - Gunfire heard\n10:55 - Calm returns",
            ["10:42 - Gunfire heard", "10:55 - Calm returns"],
            id="live-blog",
        ),
        pytest.param("They left\nthe town.", ["They left\nthe town."], id="lower-case-goes-on"),
        pytest.param("They left\n\nthe town.", ["They left", "the town."], id="blank-line"),
        pytest.param("One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."], id="crlf"),
    ],
)
def test_sentences_of_several_lines(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The council of Gulvand said on Monday that the road to the north\n"
        "Dareshan valley would be opened for two days so that lorries with\n"
        "Flour and medicine could pass, and that no fighter would be seen\n"
        "Near it."
    )
    assert _split(text) == [text]


def test_unreadable_lines_are_dropped_with_a_reason() -> None:
    text = "They left.\n\ud800\ud800\nThey came back."
    sentences, dropped = split_report(Report(id=ReportId("r"), text=text, text_sha256=""))
    assert len(sentences) == 2
    assert [(one.span, one.reason.value) for one in dropped if one.span] == [
        (one.span, "unreadable-text") for one in dropped
    ]
    assert [one.span.quote(text) for one in dropped if one.span] == ["\ud800\ud800"]
