"""How a service is said on a page: the same words as on paper."""

from django import template

from linli.hall.models import ServiceItem, ServiceMaterial
from linli.hall.papers import fee_words, limit_words, material_words

register = template.Library()


@register.simple_tag
def limit(item: ServiceItem) -> str:
    """How long it takes."""
    return limit_words(item)


@register.simple_tag
def fee(item: ServiceItem) -> str:
    """What it costs."""
    return fee_words(item)


@register.simple_tag
def paper(one: ServiceMaterial) -> str:
    """How many of a paper, and why."""
    return material_words(one)
