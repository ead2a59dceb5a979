"""How personal numbers are shown."""

from django import template

from linli.residents.phones import mask_phone

register = template.Library()
register.filter("masked_phone", mask_phone)
