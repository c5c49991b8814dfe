"""The page's server: a case as JSON on this machine, and the built page beside it."""

from khabar.web.app import make_app

__all__ = ["make_app"]
