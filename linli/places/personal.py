"""个人信息: of places there is none; said here of what looks like it."""

from linli.core.personal import impersonal
from linli.places.models import Building, Community, Compound, Division, Entrance, Grid, Outline

for model in (Building, Community, Compound, Division, Entrance, Grid, Outline):
    impersonal(model, "name", why="names a place")
