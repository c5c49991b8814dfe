"""Khabar reads dated news reports and keeps a sourced, queryable record of them."""

from khabar._version import __version__

__all__ = ["__version__"]
