"""Actors: who the report speaks of, and what a phrase looked up by hand may mean.

mentions   chains and fillers -> one group for each actor or place
phrase     the words of a mention -> candidates (kind, country, sector, registry row)
persons    the words beside a name -> the post held
scene      the report -> which country a stretch of it speaks of
entities   all of it -> one entity a group
"""

from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.entities import resolve_entities
from khabar.resolve.actors.phrase import resolve_phrase

__all__ = ["Candidate", "resolve_entities", "resolve_phrase"]
