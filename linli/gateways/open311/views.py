"""The addresses of Open311 GeoReport v2: services, requests, tokens, discovery. No cookie opens them; reading is for all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from linli.core import clock
from linli.core.errors import DomainError
from linli.core.guards import CommunityRequest, public
from linli.gateways.open311 import intake, publishing, reading
from linli.gateways.open311.contract import contract
from linli.gateways.open311.documents import TYPES, XML, Document
from linli.gateways.open311.refusals import CHINESE, MISSING, WRONG, WRONG_METHOD, Refused, document_of
from linli.orders.models import Order

READING = "what a community says to other systems is what its wall says to everybody; nobody is named"
WRITING = "a program shows an api_key, a token of a posting; no cookie opens this"
A_MINUTE, FIVE_MINUTES, ANEW = "public, max-age=60", "public, max-age=300", "no-cache"
# When these addresses last changed in what they take or give.
CHANGED = "2026-11-22T00:00:00+08:00"
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)
View = Callable[..., Document]


def speaks(reason: str, *methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """An address of Open311, open to all for a `reason`: its answer in the format of its ending, refusals as well."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        inside: Any = public(reason)(view)  # type: ignore[arg-type]

        @csrf_exempt
        @wraps(inside)
        def spoken(request: HttpRequest, slug: str, ending: str = XML, **rest: Any) -> HttpResponse:
            with translation.override(CHINESE):
                document = _answered(inside, request, methods, ending, slug=slug, **rest)
                return _written(document, ending)

        return spoken

    return decorate


def _answered(
    inside: Any, request: HttpRequest, methods: tuple[str, ...], ending: str, **rest: Any
) -> Document:
    try:
        if ending not in TYPES:
            raise Refused(MISSING, _("The formats are .xml and .json."))
        if request.method not in methods:
            raise Refused(WRONG_METHOD, _("This address takes %(methods)s."), methods=", ".join(methods))
        found: Document = inside(request, **rest)
    except (DomainError, ValidationError) as refusal:
        return document_of(refusal, allow=", ".join(methods))
    except Http404:
        return document_of(Refused(MISSING, _("There is no such jurisdiction.")))
    except UNREADABLE:
        return document_of(Refused(WRONG, _("The request cannot be read, or is too much at once.")))
    return found


def _written(document: Document, ending: str) -> HttpResponse:
    shown = ending if ending in TYPES else XML
    response = HttpResponse(document.written(shown), content_type=TYPES[shown], status=document.status)
    response["Cache-Control"] = document.cache
    response["Access-Control-Allow-Origin"] = "*"
    if document.status == WRONG_METHOD:
        response["Allow"] = document.allow
    return response


def _values(request: CommunityRequest) -> dict[str, list[str]]:
    """What was sent: a value of the body goes before one of the address. Refuses another jurisdiction."""
    values = {name: request.GET.getlist(name) for name in request.GET}
    if request.method == "POST":
        values |= {name: request.POST.getlist(name) for name in request.POST}
    if reading.one(values, "jurisdiction_id") not in {"", request.community.slug}:
        raise Refused(MISSING, _("There is no such jurisdiction."))
    return values


@speaks(READING, "GET", "HEAD")
def services(request: CommunityRequest) -> Document:
    """GET services: the kinds of matters that may be reported."""
    _values(request)
    rows = [publishing.service(category) for category in publishing.offered(request.community)]
    return Document("services", rows, cache=FIVE_MINUTES)


@speaks(READING, "GET", "HEAD")
def definition(request: CommunityRequest, code: str) -> Document:
    """GET service definition: what a report of this kind may say besides."""
    _values(request)
    category = publishing.service_of(request.community, reading.key_of(code))
    if category is None:
        raise Refused(MISSING, _("There is no service with this service_code."))
    told = publishing.definition(category, publishing.houses(request.community))
    return Document("service_definition", told, cache=FIVE_MINUTES)


@speaks(WRITING, "GET", "HEAD", "POST")
def requests(request: CommunityRequest) -> Document:
    """GET service requests, and POST a new one."""
    values = _values(request)
    if request.method == "POST":
        return _received(request, values)
    wanted = reading.read_wanted(values, clock.now())
    rows = publishing.requests(request.community, wanted)[wanted.part]
    told = [publishing.request(order, request.community) for order in rows]
    return Document("service_requests", told, cache=A_MINUTE if wanted.ids is None else ANEW)


def _received(request: CommunityRequest, values: dict[str, list[str]]) -> Document:
    by = intake.sender_of(request.community, reading.one(values, "api_key"))
    report = reading.read_report(values)
    pictures = intake.read_media([*request.FILES.getlist("media"), *request.FILES.getlist("media[]")])
    key = request.headers.get("Idempotency-Key", "")
    taken = intake.receive(request.community, report, pictures, by=by, key=key)
    told = {"service_request_id": str(taken.order.pk), "service_notice": taken.notice}
    return Document("service_requests", [told])


def _told_of(request: CommunityRequest, number: str) -> dict[str, Any]:
    """How far one order is, for who names its id."""
    key = reading.key_of(number)
    wanted = reading.read_wanted({"service_request_id": [str(key)]}, clock.now())
    order: Order | None = publishing.requests(request.community, wanted).first() if key else None
    if order is None:
        raise Refused(MISSING, _("There is no service request with this service_request_id."))
    return publishing.request(order, request.community)


@speaks(READING, "GET", "HEAD")
def request_of(request: CommunityRequest, number: str) -> Document:
    """GET service request at /requests/<id>: a list of one, as the page of the specification says."""
    _values(request)
    return Document("service_requests", [_told_of(request, number)], cache=ANEW)


@speaks(READING, "GET", "HEAD")
def single(request: CommunityRequest, number: str) -> Document:
    """GET service request at /request/<id>: the record alone, as the contract that knows this address says."""
    _values(request)
    return Document("request", _told_of(request, number), cache=ANEW)


@speaks(READING, "GET", "HEAD")
def token(request: CommunityRequest, number: str) -> Document:
    """GET service_request_id from a token: every request has its id at once, and this id is its token, too."""
    _values(request)
    told = _told_of(request, number)
    return Document(
        "service_requests",
        [{"service_request_id": told["service_request_id"], "token": number}],
        cache=ANEW,
    )


@speaks(READING, "GET", "HEAD")
def discovery(request: CommunityRequest) -> Document:
    """Service discovery: where the addresses begin, in which formats, and who gives out keys."""
    begin = request.build_absolute_uri(reverse("gateways:begin", args=[request.community.slug])).rstrip("/")
    contact = " ".join(part for part in (request.community.name, request.community.telephone) if part)
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": begin,
        "changeset": CHANGED,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    told = {"changeset": CHANGED, "contact": contact, "key_service": contact, "endpoints": [endpoint]}
    return Document("discovery", told, cache=FIVE_MINUTES)


@speaks(READING, "GET", "HEAD", "POST")
def nowhere(request: CommunityRequest, path: str = "") -> Document:
    """Any other address below."""
    raise Refused(MISSING, _("There is nothing at this address."))


@public(READING)
def openapi(request: CommunityRequest) -> HttpResponse:
    """The contract of these addresses, OpenAPI 3.1."""
    begin = request.build_absolute_uri(reverse("gateways:begin", args=[request.community.slug])).rstrip("/")
    return JsonResponse(contract(begin), json_dumps_params={"ensure_ascii": False})
