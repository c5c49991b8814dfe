"""Whether this machine can run Spark, and if not, why."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

__all__ = ["why_no_spark"]

_OLDEST: Final = 17  # Java that PySpark 4 runs on
_TIMEOUT_S: Final = 60
_VERSION: Final = re.compile(r'version "(?:1\.)?(\d+)')  # 17.0.15; Java 8 says 1.8.0


def why_no_spark() -> str | None:
    """Return why Spark cannot run here.

    Returns:
        What is missing, for people; ``None`` when nothing is.
    """
    if find_spec("pyspark") is None:
        return "the package pyspark is not installed"
    java = _find_java()
    if java is None:
        return "there is no Java: none on PATH, none at JAVA_HOME"
    version = _read_version(java)
    if version is None:
        return f"{java} does not say its version"
    return f"{java} is Java {version}" if version < _OLDEST else None


def _find_java() -> str | None:
    """Return the Java that Spark would start: that of ``JAVA_HOME``, else the one on PATH."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which(Path(home) / "bin" / "java") if home else shutil.which("java")


def _read_version(java: str) -> int | None:
    """Return the number of a Java's version, such as 17."""
    try:
        told = subprocess.run(  # noqa: S603 - the program that Spark itself would start
            [java, "-version"], capture_output=True, text=True, check=False, timeout=_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(told.stderr)
    return int(found[1]) if found else None
