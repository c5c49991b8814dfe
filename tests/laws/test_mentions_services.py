"""Services that go off and come back, word by word."""

import pytest

from khabar.mentions.sequence import Run
from khabar.mentions.services import is_said_not_to, read_services

OPEN = "RETREAT"


def told(sentence: str, *known: tuple[str, str]) -> dict[str, str]:
    """Return the words of each trigger with its type; ``known`` are those of the network."""
    words = sentence.split()
    runs = [Run(words.index(w), words.index(w), label, 0.8) for w, label in known]
    found, _ = read_services(words, runs)
    return {" ".join(words[run.first : run.last + 1]): run.label for run in found}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The taps have been dry since Sunday .", "dry"),
        ("Telephones are still dead in Orla .", "dead"),
        ("Mobile telephones stopped working at seven .", "stopped working"),
        ("Most fixed lines went dead at eight .", "dead"),
        ("The taps ran dry this morning .", "dry"),
    ],
)
def test_a_service_that_goes_off_is_withheld(sentence: str, word: str) -> None:
    assert told(sentence) == {word: "COERCE"}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Water came back on Tuesday in most of Orla .", "came back"),
        ("Electricity is back .", "back"),
        ("Mobile phones have been working again since Friday .", "working again"),
        ("Power was partly restored .", "restored"),
    ],
)
def test_a_service_that_comes_back_is_open(sentence: str, word: str) -> None:
    assert told(sentence) == {word: OPEN}


@pytest.mark.parametrize(
    "sentence",
    [
        "Pena took power at the end and returned home .",
        "She sent water , then was back at dusk .",
        "The line went dead .",
        "Trucks with water were sent back .",
        "The network is not his .",
        "The case was reopened .",
    ],
)
def test_what_is_told_of_others_is_no_service(sentence: str) -> None:
    assert told(sentence) == {}


def test_what_the_network_takes_for_a_killing_or_for_aid_is_put_right() -> None:
    assert told("Telephones are dead .", ("dead", "ASSAULT")) == {"dead": "COERCE"}
    assert told("Water was restored .", ("restored", "AID")) == {"restored": OPEN}
    assert told("The road reopened .", ("reopened", "COERCE")) == {"reopened": OPEN}


def test_a_return_that_the_network_sees_is_one_of_the_service() -> None:
    words = "Power came back at noon .".split()
    _, read = read_services(words, [Run(1, 1, OPEN, 0.9)])
    assert read == {1}


def test_each_service_of_a_sentence_is_read() -> None:
    sentence = "The power failed in Tarvo on Monday and the telephones went dead in Orla ."
    assert told(sentence, ("dead", "ASSAULT")) == {"failed": "COERCE", "dead": "COERCE"}


def test_a_power_that_failed_is_not_one_that_failed_to() -> None:
    assert not is_said_not_to("The power failed in Tarvo .".split(), 2)
    assert is_said_not_to("The power has not failed in Tarvo .".split(), 4)


def test_another_event_that_the_network_sees_there_stays() -> None:
    assert told("The power was cut off .", ("cut", "COERCE")) == {"cut": "COERCE"}
    assert told("The power is back .", ("back", "CONTROL")) == {"back": "CONTROL"}
    words = "Two died . The power is back .".split()
    killed = Run(1, 1, "ASSAULT", 0.9)
    found, read = read_services(words, [killed])
    assert found[0] == killed
    assert read == {6}
