"""What the pages of a pledge share: its verbs, and addresses of the app."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.guards import ActorRequest
from linli.core.verbs import Verb, of_same_name
from linli.pledges import actions, forms

VERBS = {
    "rewrite": Verb(
        _("Change the words"), forms.RewriteForm, "pencil",
        _("Until it is published the words may be changed."), of_same_name(actions, "rewrite"),
    ),
    "publish": Verb(
        _("Publish"), forms.PublishForm, "flag",
        _("From now on everybody can read it, and its words stand still."), of_same_name(actions, "publish"),
    ),
    "deliver": Verb(
        _("One thing is done"), forms.DeliverForm, "check",
        _("Say what was done. Everybody can read that it is done."), of_same_name(actions, "deliver"),
    ),
    "show_name": Verb(
        _("Name or no name"), forms.NameForm, "user",
        _("Without a name the board says “A Party member”."), of_same_name(actions, "show_name"),
        offers=lambda row: row.member_id is not None,
    ),
    "begin_review": Verb(
        _("Begin the reviews"), forms.VerbForm, "message",
        _("From now on the pledger, a leader and residents may say how it went."), of_same_name(actions, "begin_review"),
    ),
    "review": Verb(
        _("Write down a review"), forms.ReviewForm, "pencil",
        _("Of residents only two numbers are kept, and nobody's name."),
        lambda row, form, by: actions.review(row, form.said(), not_kin=form.cleaned_data["not_kin"], by=by),
    ),
    "close": Verb(
        pgettext_lazy("pledge verb", "Close"), forms.VerbForm, "check-circle",
        _("Only with all three reviews (R-12). The result letter can be printed then."), of_same_name(actions, "close"),
    ),
    "withdraw": Verb(
        pgettext_lazy("pledge verb", "Withdraw"), forms.ReasonForm, "cross",
        _("It leaves the board. Another may be written in the same round."), of_same_name(actions, "withdraw"), danger=True,
    ),
}  # fmt: skip
OWN_REVIEW = Verb(
    _("How did it go?"), forms.OwnReviewForm, "pencil", _("The Party organisation reads it; the board does not show it."),
    lambda row, form, by: actions.review(row, form.said(), by=by),
)  # fmt: skip
OWN = {name: VERBS[name] for name in ("rewrite", "publish", "deliver", "show_name")} | {"review": OWN_REVIEW}


def address(request: ActorRequest, name: str, *rest: Any) -> str:
    """An address of this app in the community of the request."""
    return reverse(f"pledges:{name}", args=[request.community.slug, *rest])
