"""What several tests share: ``from helpers import marked``."""

from helpers.markup import marked
from helpers.tree import ROOT, parse_source, repository_files, source_files

__all__ = ["ROOT", "marked", "parse_source", "repository_files", "source_files"]
