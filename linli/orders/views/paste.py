"""粘贴聊天 (N-13): drafts from a pasted chat. Nothing of it is stored or logged: the drafts live in the page alone, and become
an order only through the ordinary form.
"""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from linli.core.forms import plain
from linli.core.guards import ActorRequest, right
from linli.orders import queries
from linli.orders.models import Category, Channel
from linli.orders.pasted import Draft, drafts, split

LONGEST = 50_000


class PasteForm(forms.Form):
    """What was copied out of a chat."""

    chat = forms.CharField(
        label=_("The copied messages"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off"}),
        help_text=_(
            "With names and times as the chat gives them. It is read here and forgotten; names are taken out."
        ),
        error_messages={"required": _("Paste the messages here.")},
    )


@right("orders.submit")
@never_cache
@sensitive_post_parameters("chat")
@require_http_methods(["GET", "POST"])
def paste(request: ActorRequest) -> HttpResponse:
    """粘贴聊天: which of the messages ask for something, each as a draft of an order."""
    form = PasteForm(request.POST or None, label_suffix="")
    found, left = [], 0
    if form.is_valid():
        messages = split(plain(form.cleaned_data["chat"]))
        told = drafts(messages)
        left = len(messages) - len(told)
        kinds = list(queries.categories(request.community))
        found = [(draft, _kind(draft, kinds)) for draft in told]
    context = {
        "form": form,
        "drafts": found,
        "left": left,
        "read": form.is_bound and form.is_valid(),
        "channel": Channel.GROUP,
    }
    return render(request, "orders/desk/paste.html", context, status=422 if form.errors else 200)


def _kind(draft: Draft, kinds: list[Category]) -> Category | None:
    """The kind whose words stand in a draft most often."""
    said = {kind: sum(draft.text.count(word) for word in kind.keywords) for kind in kinds}
    best = max(said, key=lambda kind: said[kind], default=None)
    return best if best and said[best] else None
