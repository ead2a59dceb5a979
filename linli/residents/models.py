"""居民: that human in one community. Only what a purpose needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.crypto import EncryptedTextField
from linli.core.tenancy import CommunityModel


class Person(CommunityModel):
    """居民: a person of one community; so far those who hold a post there."""

    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="persons", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("telephone"), blank=True)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")

    def __str__(self) -> str:
        return self.name
