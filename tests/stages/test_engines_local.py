"""Answers keep their order; a fault or a killed worker costs one item."""

from collections.abc import Iterator
from functools import partial

import pytest

from helpers.works import open_nothing, open_square
from khabar.engines.faults import ItemFault
from khabar.engines.local import map_items
from khabar.record.errors import ReaderError


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_of_the_items(processes: int) -> None:
    opening = partial(open_square, deadly=False)
    answers = list(map_items(range(40), open_work=opening, processes=processes))
    fault = answers.pop(3)
    assert answers == [n * n for n in range(40) if n != 3]
    assert isinstance(fault, ItemFault)
    assert not fault.died
    assert fault.detail.startswith("ValueError in square (works.py:")
    assert fault.detail.endswith("three is not squared here")


def test_a_killed_worker_costs_only_its_item() -> None:
    opening = partial(open_square, deadly=True)
    answers = list(map_items(range(20), open_work=opening, processes=2))
    faults = [n for n, answer in enumerate(answers) if isinstance(answer, ItemFault)]
    assert faults == [3, 5]
    assert answers[5] == ItemFault(
        died=True, detail="the worker process ended (exit code -9) while it read this"
    )


@pytest.mark.parametrize("processes", [1, 2])
def test_work_that_cannot_be_opened_stops_the_run(processes: int) -> None:
    answers = map_items(range(3), open_work=open_nothing, processes=processes)
    with pytest.raises(ReaderError, match=r"reader\.onnx: model file is missing"):
        next(answers)


@pytest.mark.parametrize("processes", [1, 2])
def test_items_are_taken_only_as_answers_are_taken(processes: int) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield 1

    answers = map_items(
        endless(), open_work=partial(open_square, deadly=False), processes=processes
    )
    assert [next(answers) for _ in range(10)] == [1] * 10
    assert taken <= 10 + processes * 8
    answers.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("processes", [1, 2])
def test_no_items_give_no_answers(processes: int) -> None:
    assert (
        list(map_items([], open_work=partial(open_square, deadly=False), processes=processes)) == []
    )
