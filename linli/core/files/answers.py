"""Showing a picture: only through the page of the record it belongs to, whose right was asked for there."""

import logging
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.http import Http404, HttpResponse

from linli.core.files import store
from linli.core.files.actions import attachments_of
from linli.core.files.models import Attachment
from linli.core.files.pictures import shrunk

log = logging.getLogger(__name__)


def attachment_or_404(subject: Any, key: UUID) -> Attachment:
    """One picture of a record that somebody may see."""
    attachment = attachments_of(subject).filter(pk=key).first()
    if attachment is None:
        raise Http404
    return attachment


def picture_answer(subject: Any, key: UUID, *, small: bool = False) -> HttpResponse:
    """The picture itself, or small for a list; nobody but this browser keeps it, and not for long. One whose file is
    gone or was changed is not found, and the log says so.
    """
    file = attachment_or_404(subject, key).file
    try:
        data = store.get(file.community_id, file.digest)
    except (FileNotFoundError, InvalidTag) as lost:
        log.exception("picture %s cannot be read", file.digest)
        raise Http404 from lost
    answer = HttpResponse(shrunk(data) if small else data, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=300"
    answer["Content-Disposition"] = "inline"
    return answer
