"""What is no report is refused in words, not with a traceback of our own."""

from pathlib import Path
from typing import Any

import pytest

import khabar


@pytest.mark.parametrize("source", [None, b"abc", 7], ids=["nothing", "bytes", "number"])
def test_read_refuses_what_is_no_text(source: Any) -> None:
    with pytest.raises(khabar.ConfigError, match="a report is a text or a file's name, not"):
        khabar.read(source)


def test_read_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(khabar.ConfigError, match="is a folder"):
        khabar.read(tmp_path)
    with pytest.raises(khabar.ConfigError, match="is a folder"):
        khabar.read(str(tmp_path))


def test_pipe_refuses_one_text() -> None:
    with pytest.raises(khabar.ConfigError, match="this is one text, not many"):
        list(khabar.pipe("abc"))
