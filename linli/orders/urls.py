"""Addresses of orders: of the requester, of the desk, of who takes them."""

from django.urls import path

from linli.orders.views import ask, desk, serve

app_name = "orders"
DESK, SERVE = "desk/<slug:slug>/orders/", "serve/<slug:slug>/"
urlpatterns = [
    path(DESK, desk.ledger, name="ledger"),
    path(f"{DESK}submit", desk.submit, name="desk_submit"),
    path(f"{DESK}<str:number>", desk.detail, name="desk_detail"),
    path(f"{DESK}<str:number>/admit", desk.admit, name="admit"),
    path(f"{DESK}<str:number>/decline", desk.decline, name="decline"),
    path(f"{DESK}<str:number>/dispatch", desk.dispatch, name="dispatch"),
    path(f"{DESK}<str:number>/close", desk.close, name="close"),
    path(SERVE, serve.today, name="serve"),
    path(f"{SERVE}done", serve.done, name="serve_done"),
    path(f"{SERVE}orders/<str:number>", serve.detail, name="serve_detail"),
    path(f"{SERVE}orders/<str:number>/accept", serve.accept, name="accept"),
    path(f"{SERVE}orders/<str:number>/send_back", serve.send_back, name="send_back"),
    path(f"{SERVE}orders/<str:number>/resolve", serve.resolve, name="resolve"),
    path("<slug:slug>/orders/submit", ask.submit, name="submit"),
    path("<slug:slug>/orders/<str:code>/received", ask.received, name="received"),
    path("<slug:slug>/t/", ask.look_up, name="look_up"),
    path("<slug:slug>/t/<str:code>.png", ask.qr, name="qr"),
    path("<slug:slug>/t/<str:code>", ask.follow, name="follow"),
    path("<slug:slug>/t/<str:code>/confirm", ask.confirm, name="confirm"),
    path("<slug:slug>/t/<str:code>/reopen", ask.reopen, name="reopen"),
    path("<slug:slug>/t/<str:code>/withdraw", ask.withdraw, name="withdraw"),
]
