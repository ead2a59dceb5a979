"""Addresses of the hall: of who comes, of the call screen, of the desk."""

from django.urls import path

from linli.hall.ledger import ITEMS, SEALS, TRANSACTIONS
from linli.hall.views import appointments, catalogue, counter, public, seals, transactions
from linli.ledgers.pages import pages

app_name = "hall"
HALL, DESK = "<slug:slug>/hall/", "desk/<slug:slug>/hall/"
ROW = f"{DESK}transactions/<str:number>"
urlpatterns = [
    path(HALL, public.catalogue, name="catalogue"),
    path(f"{HALL}items/<slug:code>", public.item, name="item"),
    path(f"{HALL}items/<slug:code>.pdf", public.item_pdf, name="item_pdf"),
    path(f"{HALL}number", public.take, name="take"),
    path(f"{HALL}numbers/<uuid:pk>", public.ticket, name="ticket"),
    path(f"{HALL}t/", public.look_up, name="look_up"),
    path(f"{HALL}t/<str:code>", public.follow, name="follow"),
    path(f"{HALL}t/<str:code>/notice.pdf", public.notice_pdf, name="own_notice"),
    path(f"{HALL}book", appointments.book_page, name="book"),
    path(f"{HALL}bookings/<str:code>", appointments.booking, name="booking"),
    path(f"{HALL}bookings/<str:code>/cancel", appointments.cancel_own, name="cancel_own"),
    path("screen/<slug:slug>/hall/", public.screen, name="screen"),
    path(DESK, counter.counter, name="counter"),
    path(f"{DESK}take", counter.take, name="desk_take"),
    path(f"{DESK}call_next", counter.call_next, name="call_next"),
    path(f"{DESK}numbers/<uuid:pk>/call", counter.call, name="call"),
    path(f"{DESK}numbers/<uuid:pk>/serve", counter.serve, name="serve"),
    path(f"{DESK}numbers/<uuid:pk>/skip", counter.skip, name="skip"),
    path(f"{DESK}numbers/<uuid:pk>/slip.pdf", counter.slip_pdf, name="slip"),
    *pages(TRANSACTIONS, f"{DESK}transactions/", "transactions"),
    path(f"{DESK}transactions/begin", transactions.begin, name="begin"),
    path(f"{DESK}transactions/begun/<uuid:pk>", transactions.begun, name="begun"),
    path(ROW, transactions.transaction, name="transaction"),
    *[path(f"{ROW}/{verb}", getattr(transactions, verb), name=verb) for verb in transactions.VERBS],
    path(f"{ROW}/take_papers", transactions.take_papers, name="take_papers"),
    path(f"{ROW}/papers/<uuid:pk>/return", transactions.return_papers, name="return_papers"),
    path(f"{ROW}/papers.pdf", transactions.papers_pdf, name="papers_pdf"),
    path(f"{ROW}/notice.pdf", transactions.notice_pdf, name="notice_pdf"),
    path(f"{ROW}/form.pdf", transactions.form_pdf, name="form_pdf"),
    *pages(SEALS, f"{DESK}seals/", "seals"),
    path(f"{DESK}seals/stamp", seals.stamp, name="stamp"),
    path(f"{DESK}seals/month.pdf", seals.month_pdf, name="seal_month"),
    *pages(ITEMS, f"{DESK}items/", "items"),
    path(f"{DESK}items/add", catalogue.add_item, name="add_item"),
    path(f"{DESK}items/<uuid:pk>", catalogue.amend_item, name="amend_item"),
    path(f"{DESK}items/<uuid:pk>/end", catalogue.end_item, name="end_item"),
    path(f"{DESK}appointments/", appointments.appointments, name="appointments"),
    path(f"{DESK}hours", catalogue.set_hours, name="set_hours"),
    path(f"{DESK}appointments/book", appointments.book, name="desk_book"),
    path(f"{DESK}appointments/<uuid:pk>/keep", appointments.keep, name="keep"),
    path(f"{DESK}appointments/<uuid:pk>/cancel", appointments.cancel, name="cancel"),
]
