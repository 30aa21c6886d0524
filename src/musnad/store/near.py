"""Where events lie: conditions on their coordinates."""

import math

from sqlalchemy import ColumnElement, or_

from musnad.errors import UsageError
from musnad.store.schema import events

_KM_PER_DEGREE = 111.2


def around(latitude: float, longitude: float, kilometres: float) -> list[ColumnElement[bool]]:
    """A circle on a plane laid at the latitude: right to 1 % within 500 km outside the polar regions."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and kilometres > 0):
        raise UsageError(
            f"near {latitude},{longitude},{kilometres}", "no place on earth", "latitude,longitude,kilometres"
        )
    c = events.c
    narrow = max(math.cos(math.radians(latitude)), 0.01)
    height = kilometres / _KM_PER_DEGREE
    width = height / narrow
    north, east = c.latitude - latitude, (c.longitude - longitude) * narrow
    return [
        c.latitude.between(latitude - height, latitude + height),
        c.longitude.between(longitude - width, longitude + width),
        north * north + east * east <= height * height,
    ]


def within(west: float, south: float, east: float, north: float) -> list[ColumnElement[bool]]:
    """A box in degrees; one whose west lies east of its east crosses the date line."""
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise UsageError(f"box {west},{south},{east},{north}", "no box on earth", "west,south,east,north in degrees")
    c = events.c
    between = c.longitude.between(west, east) if west <= east else or_(c.longitude >= west, c.longitude <= east)
    return [c.latitude.between(south, north), between]
