"""渠道: the machines that send, and which of them this installation has."""

from django.conf import settings

from linli.notifications.addresses import Channel
from linli.notifications.silence import machines_may_send


def can_send(channel: str) -> bool:
    """Whether the installation can serve a way by itself or by its staff. A robot belongs to a community: who asks
    for one has looked.
    """
    machines = {
        Channel.SMS: bool(settings.SMS_URL),
        Channel.EMAIL: bool(settings.EMAIL_URL),
        Channel.ROBOT: True,
    }
    return machines_may_send() and machines[Channel(channel)] if channel in machines else True
