"""The 15 roots: deeds as the corpus's edition of the scheme divides them."""

import gzip
import json
from pathlib import Path

import pytest

from khabar.pipeline import Pipeline
from khabar_benchmarks.roots import score_roots


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


ROWS = [
    ("The Orlek Front said it will release 20 soldiers.", "The Orlek Front", "AGREE"),
    ("The Orlek Front released 20 soldiers on Monday.", "The Orlek Front", "YIELD"),
    ("A court in Drosk convicted nine opposition leaders.", "A court in Drosk", "ACCUSE"),
    ("The navy imposed a blockade on the port of Drosk.", "The navy", "ASSAULT"),
    ("Kardia sent 200 peacekeepers to Drosk on Monday.", "Kardia", "AID"),
    ("The army shelled the market of Drosk on Monday.", "The army", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "source", "root"), ROWS)
def test_each_root_is_that_of_the_corpus_edition(
    tmp_path: Path, text: str, source: str, root: str, pipeline: Pipeline
) -> None:
    row = {"id": "r1", "text": text, "source": [0, len(source)], "target": None}
    folder = tmp_path / "plover_zsp"
    folder.mkdir()
    with gzip.open(folder / "sents.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({**row, "plover_root": root}) + "\n")
    assert score_roots(tmp_path, pipeline=pipeline)["root accuracy"] == 1.0
