"""个人信息 in venues: none; what looks like it names and rings a place."""

from linli.core.personal import impersonal
from linli.venues.models import Room, Venue

impersonal(Venue, "name", "phone", why="names a place, and rings it")
impersonal(Room, "name", why="names a room")
