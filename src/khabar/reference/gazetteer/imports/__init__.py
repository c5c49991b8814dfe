"""Places of one's own: files of others -> a layer that lies over the embedded gazetteer.

lines        a file, packed or not -> numbered lines, never more than one in memory
drafts       what every kind of file is turned into, and when a row is refused
geonames     dumps of GeoNames       whosonfirst  rows of Who's On First
geojson      features with points or areas        tables   CSV and tab-separated files
writing      drafts -> one file that is asked by name; all of them or none
"""

from khabar.reference.gazetteer.imports.drafts import Origin
from khabar.reference.gazetteer.imports.importing import FORMATS, Imported, import_places

__all__ = ["FORMATS", "Imported", "Origin", "import_places"]
