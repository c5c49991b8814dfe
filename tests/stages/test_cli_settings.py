"""Settings come from flag, variable, project, user, default; a wrong one is named."""

from pathlib import Path

import pytest

from khabar.cli._console import clean
from khabar.cli._settings import find_settings, read_settings
from khabar.record.errors import ConfigError


def _environ(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"KHABAR_CONFIG_FOLDER": str(tmp_path / "user"), **more}


def test_the_nearer_setting_wins(tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "khabar.toml").write_text('case = "u"\noutlet = "u"\nmap = "u"\n')
    (tmp_path / "khabar.toml").write_text('case = "p"\noutlet = "p"\n')
    environ = _environ(tmp_path, KHABAR_CASE="v")
    chosen = read_settings(tmp_path, environ=environ)
    assert (chosen.case, chosen.outlet, chosen.map, chosen.processes) == ("v", "p", "u", 1)
    origins = [setting.origin for setting in find_settings(tmp_path, environ=environ)]
    assert origins[0] == "KHABAR_CASE"
    assert origins[1] == str(tmp_path / "khabar.toml")
    assert origins[3] == "default"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(
            "proceses = 2", "unknown setting 'proceses'; did you mean 'processes'", id="near"
        ),
        pytest.param("xyzzy = 2", "unknown setting 'xyzzy'; known: case, outlet", id="far"),
        pytest.param('processes = "2"', "'processes' must be a whole number", id="text"),
        pytest.param("processes = true", "'processes' must be a whole number", id="boolean"),
        pytest.param("processes = 0", "'processes' must be 1 to 64, got 0", id="zero"),
        pytest.param("case = 3", "'case' must be text", id="number"),
        pytest.param("case = ", "cannot read the settings", id="not TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "khabar.toml").write_text(line)
    with pytest.raises(ConfigError) as caught:
        read_settings(tmp_path, environ=_environ(tmp_path))
    assert message in str(caught.value)
    assert "khabar.toml" in str(caught.value)


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="KHABAR_PROCESSES: setting 'processes' must be a whole"):
        read_settings(tmp_path, environ=_environ(tmp_path, KHABAR_PROCESSES="many"))


def test_words_of_a_hostile_report_cannot_move_the_cursor() -> None:
    assert clean("a\x1b[2Jb\u202ec\ud800\td\n") == "a\ufffd[2Jb\ufffdc\ufffd\td\n"
