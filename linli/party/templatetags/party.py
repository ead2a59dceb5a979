"""Amounts on the pages of dues."""

from django import template

from linli.party import collecting

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """12.50 of 1250 fen."""
    return collecting.yuan(fen)
