"""Actors: who the report speaks of, and what a phrase looked up by hand may mean.

mentions   chains and fillers -> one group for each actor or place
acronyms   the report -> what its acronyms stand for
parting    a chain that cannot be one actor -> its parts
titles     the words before a name -> a title, or a name that makes it another's
phrase     the words of a mention -> candidates (kind, country, sector, registry row)
described  a group's mentions, the posts and titles beside its name anywhere
evidence   all of that and its events -> marks for kind and sector
judging    marks, rules and the reader's guess -> kind and sector, with reasons
stories    the report -> where one story ends and the next begins
scene      the report -> which country a stretch of it speaks of
countries  all of it -> what speaks for each country
choosing   the countries of all actors and places, weighed together
possessors "its men" -> the side of the body before them
sides      "our forces" -> the speaker's side
entities   all of it -> one entity a group
"""

from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.entities import resolve_entities
from khabar.resolve.actors.phrase import resolve_phrase

__all__ = ["Candidate", "resolve_entities", "resolve_phrase"]
