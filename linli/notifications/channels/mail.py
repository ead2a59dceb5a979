"""电子邮件, through the mail server of the installation (LINLI_EMAIL_URL)."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage

from linli.notifications.channels.outcomes import NotNow, Refused
from linli.notifications.models import Delivery

PERMANENT = 500  # RFC 5321 section 4.2.1: 5yz is never, 4yz is later


def send(delivery: Delivery) -> None:
    """Hand the message to the mail server. Raises NotNow or Refused; their words name no address."""
    mail = EmailMessage(subject=delivery.community.name, body=delivery.text, to=[delivery.value])
    try:
        mail.send()
    except SMTPRecipientsRefused:
        raise Refused("SMTPRecipientsRefused") from None
    except SMTPResponseException as error:
        kind = Refused if error.smtp_code >= PERMANENT else NotNow
        raise kind(f"SMTP {error.smtp_code}") from None
    except (SMTPException, OSError) as error:
        raise NotNow(type(error).__name__) from None
