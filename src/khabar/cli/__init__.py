"""The ``khabar`` command."""

from khabar.cli.app import main

__all__ = ["main"]
