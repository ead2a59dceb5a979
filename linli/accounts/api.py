"""Who asks the API: whoever shows a token of a posting in the community of the address. No cookie opens it."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from linli.accounts.tokens import bearer_of
from linli.core.rights import Bearer
from linli.core.tenancy import community_or_404


class PostingToken(HttpBearer):
    """接口令牌: `Authorization: Bearer linli_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        """Who the token lets act here; None for any that is not good here."""
        match = request.resolver_match
        return bearer_of(token, community_or_404(match.kwargs["slug"])) if match else None
