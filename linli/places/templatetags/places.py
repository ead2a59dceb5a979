"""How places are shown."""

from django import template

from linli.places.queries import area_words

register = template.Library()
register.filter("square_metres", area_words)
