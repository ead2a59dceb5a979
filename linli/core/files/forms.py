"""The field in which people choose pictures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.files.pictures import Picture, read_picture

MOST_AT_ONCE = 3


class PicturesInput(forms.FileInput):
    """Several files at once; a phone offers its camera."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """拍照或选图: some pictures; what is wrong with one is said beside the field. Never needed to go on."""

    def __init__(self, *, most: int = MOST_AT_ONCE, **kwargs: Any) -> None:
        widget = PicturesInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(**{"required": False, "widget": widget, **kwargs})
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        """The pictures, ready to be kept."""
        files = [file for file in data or [] if file]
        if len(files) > self.most:
            raise forms.ValidationError(_("At most %(most)d pictures at once."), params={"most": self.most})
        if self.required and not files:
            raise forms.ValidationError(_("Choose a picture."), code="required")
        return [read_picture(super(PicturesField, self).clean(file).read()) for file in files]
