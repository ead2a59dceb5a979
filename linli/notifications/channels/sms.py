"""短信: one signed POST to the gateway of the installation (LINLI_SMS_URL). The protocol is in docs/operations/settings.md."""

import hashlib
import hmac
import secrets

from django.conf import settings

from linli.core import clock
from linli.notifications.channels import web
from linli.notifications.channels.outcomes import judge
from linli.notifications.models import Delivery


def signature(body: bytes, *, secret: str, timestamp: str, nonce: str) -> str:
    """HMAC-SHA256 (RFC 2104) over timestamp, nonce and body, in hexadecimal."""
    signed = f"{timestamp}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def send(delivery: Delivery) -> None:
    """Hand the message to the gateway. The delivery's id goes along, so that a repeat can be told from a second
    message. Raises NotNow or Refused.
    """
    body = web.as_body({"id": str(delivery.pk), "to": delivery.value, "text": delivery.text})
    timestamp, nonce = str(int(clock.now().timestamp())), secrets.token_hex(16)
    headers = {
        "X-Linli-Timestamp": timestamp,
        "X-Linli-Nonce": nonce,
        "X-Linli-Signature": signature(body, secret=settings.SMS_SECRET, timestamp=timestamp, nonce=nonce),
    }
    status, _answer = web.post(settings.SMS_URL, body, headers)
    judge(status)
