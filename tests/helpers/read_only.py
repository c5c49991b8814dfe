"""A folder that may be read and not written, also when the tests run as root."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["read_only_copy"]

_NOBODY = 65534


@contextmanager
def read_only_copy(*sources: Path) -> Iterator[Path]:
    """Copy files into a folder that this process may not write while inside.

    Args:
        sources: The files.

    Yields:
        The folder.
    """
    if sys.platform == "win32":
        pytest.skip("folders of this system have other permissions")
    folder = Path(tempfile.mkdtemp(prefix="khabar-"))
    try:
        for source in sources:
            shutil.copyfile(source, folder / source.name)
            (folder / source.name).chmod(0o444)
        folder.chmod(0o555)
        with _without_privilege():
            yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def _without_privilege() -> Iterator[None]:
    """Be nobody for a while; root may write everything."""
    if sys.platform == "win32" or os.getuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
