"""Addresses of orders: of the requester, of the desk, of who takes them."""

from django.urls import path, register_converter

from linli.ledgers.pages import pages
from linli.orders.ledger import ORDERS
from linli.orders.views import (
    answering,
    area,
    ask,
    calls,
    categories,
    contact,
    desk,
    hot,
    paper,
    paste,
    pictures,
    plans,
    public,
    rates,
    serve,
)


class NumberConverter:
    """2026-0417: year and running number of an order."""

    regex = r"\d{4}-\d{4,7}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    to_url = to_python


class CodeConverter(NumberConverter):
    """K7P4M2, with or without the hyphen, in any case."""

    regex = r"[0-9A-Za-z]{3}-?[0-9A-Za-z]{3}"


class DivisionConverter(NumberConverter):
    """350824001000: the twelve digits of a division."""

    regex = r"\d{12}"


register_converter(DivisionConverter, "division_code")
register_converter(NumberConverter, "order_number")
register_converter(CodeConverter, "order_code")

app_name = "orders"
DESK, SERVE = "desk/<slug:slug>/orders/", "serve/<slug:slug>/"
urlpatterns = [
    *pages(ORDERS, DESK, "ledger"),
    path(f"{DESK}submit", desk.submit, name="desk_submit"),
    path(f"{DESK}<order_number:number>", desk.detail, name="desk_detail"),
    path(f"{DESK}<order_number:number>/received", desk.received, name="desk_received"),
    path(f"{DESK}<order_number:number>/received.pdf", paper.received_pdf, name="desk_receipt_pdf"),
    path(f"{DESK}<order_number:number>/sheet.pdf", paper.sheet_pdf, name="sheet_pdf"),
    path(f"{DESK}<order_number:number>/request_print", paper.request_print, name="request_print"),
    path(f"{DESK}<order_number:number>/attach", pictures.desk_attach, name="desk_attach"),
    path(f"{DESK}<order_number:number>/detach", pictures.desk_detach, name="desk_detach"),
    path(
        f"{DESK}<order_number:number>/pictures/<uuid:attachment>", pictures.desk_picture, name="desk_picture"
    ),
    path(f"{DESK}<order_number:number>/send_back", desk.send_back, name="desk_send_back"),
    path(f"{DESK}<order_number:number>/admit", desk.admit, name="admit"),
    path(f"{DESK}<order_number:number>/decline", desk.decline, name="decline"),
    path(f"{DESK}<order_number:number>/dispatch", desk.dispatch, name="dispatch"),
    path(f"{DESK}<order_number:number>/close", desk.close, name="close"),
    path(f"{DESK}<order_number:number>/contact", contact.at_desk, name="contact"),
    path(f"{DESK}<order_number:number>/answer", desk.answer, name="answer"),
    path(f"{DESK}<order_number:number>/extend", desk.extend, name="extend"),
    path(f"{DESK}<order_number:number>/escalate", desk.escalate, name="escalate"),
    path(f"{DESK}<order_number:number>/hand_down", desk.hand_down, name="hand_down"),
    path(f"{DESK}<order_number:number>/split", desk.split, name="split"),
    path(f"{DESK}<order_number:number>/merge", desk.merge, name="merge"),
    path(f"{DESK}<order_number:number>/call_back", desk.call_back, name="call_back"),
    path(f"{DESK}<order_number:number>/mark_unreached", desk.mark_unreached, name="mark_unreached"),
    path(f"{DESK}form.pdf", paper.request_form, name="request_form"),
    path(f"{DESK}paste", paste.paste, name="paste"),
    path(f"{DESK}hot", hot.hot, name="hot"),
    path(f"{DESK}plan", plans.newest, name="plan"),
    path(f"{DESK}plan/new", plans.plan_dispatch, name="plan_dispatch"),
    path(f"{DESK}plan/<uuid:plan>", plans.detail, name="plan_detail"),
    path(f"{DESK}plan/<uuid:plan>/carry_out", plans.carry_out, name="carry_out"),
    path("desk/<slug:slug>/rates", rates.rates, name="rates"),
    path(f"{DESK}categories/", categories.categories, name="categories"),
    path(f"{DESK}categories/<uuid:category>", categories.amend_category, name="amend_category"),
    path(
        f"{DESK}categories/<uuid:category>/responsibilities",
        categories.add_responsibility,
        name="add_responsibility",
    ),
    path(f"{DESK}responsibilities/<uuid:row>/end", categories.end_responsibility, name="end_responsibility"),
    path("desk/<slug:slug>/calls/", calls.calls, name="calls"),
    path("desk/<slug:slug>/calls/backs", calls.call_backs, name="call_backs"),
    path("desk/<slug:slug>/calls/<uuid:call>/take", calls.take_call, name="take_call"),
    path("desk/<slug:slug>/calls/<uuid:call>/end", calls.end_call, name="end_call"),
    path("desk/area/<division_code:division>/", area.inbox, name="area"),
    path(
        "desk/area/<division_code:division>/orders/<slug:slug>/<order_number:number>",
        area.detail,
        name="area_detail",
    ),
    path(SERVE, serve.today, name="serve"),
    path(f"{SERVE}done", serve.done, name="serve_done"),
    path(f"{SERVE}orders/<order_number:number>", serve.detail, name="serve_detail"),
    path(f"{SERVE}orders/<order_number:number>/attach", pictures.serve_attach, name="serve_attach"),
    path(
        f"{SERVE}orders/<order_number:number>/pictures/<uuid:attachment>",
        pictures.serve_picture,
        name="serve_picture",
    ),
    path(f"{SERVE}orders/<order_number:number>/accept", serve.accept, name="accept"),
    path(f"{SERVE}orders/<order_number:number>/send_back", serve.send_back, name="send_back"),
    path(f"{SERVE}orders/<order_number:number>/resolve", serve.resolve, name="resolve"),
    path(f"{SERVE}orders/<order_number:number>/ask", serve.ask, name="serve_ask"),
    path(f"{SERVE}orders/<order_number:number>/contact", contact.at_serve, name="serve_contact"),
    path(f"{SERVE}orders/<order_number:number>/transfer", serve.transfer, name="serve_transfer"),
    path(f"{SERVE}orders/<order_number:number>/escalate", serve.escalate, name="serve_escalate"),
    path("<slug:slug>/wall", public.matters, name="wall"),
    path("<slug:slug>/call_me", public.call_me, name="call_me"),
    path("<slug:slug>/call_me/done", public.call_me_done, name="call_me_done"),
    path("<slug:slug>/orders/submit", ask.submit, name="submit"),
    path("<slug:slug>/orders/<order_code:code>/received", ask.received, name="received"),
    path("<slug:slug>/t/", ask.look_up, name="look_up"),
    path("<slug:slug>/t/<order_code:code>.png", ask.qr, name="qr"),
    path("<slug:slug>/t/<order_code:code>/receipt.pdf", ask.receipt_pdf, name="receipt_pdf"),
    path("<slug:slug>/t/<order_code:code>/receipt.png", ask.receipt_png, name="receipt_png"),
    path("<slug:slug>/t/<order_code:code>/own_data.json", ask.own_data, name="own_data"),
    path("<slug:slug>/t/<order_code:code>", ask.follow, name="follow"),
    path("<slug:slug>/t/<order_code:code>/pictures/<uuid:attachment>", pictures.picture, name="picture"),
    path("<slug:slug>/t/<order_code:code>/attach", pictures.attach, name="attach"),
    path("<slug:slug>/t/<order_code:code>/detach", pictures.detach, name="detach"),
    path("<slug:slug>/t/<order_code:code>/confirm", ask.confirm, name="confirm"),
    path("<slug:slug>/t/<order_code:code>/reopen", ask.reopen, name="reopen"),
    path("<slug:slug>/t/<order_code:code>/answer", answering.answer, name="answer_asked"),
    path("<slug:slug>/t/<order_code:code>/chase", answering.chase, name="chase"),
    path("<slug:slug>/t/<order_code:code>/rate", answering.rate, name="rate"),
    path("<slug:slug>/t/<order_code:code>/withdraw", ask.withdraw, name="withdraw"),
]
