"""Addresses of accounts: of everybody, and of the secretary's desk."""

from django.urls import path

from linli.accounts.views import door, passwords, staff

app_name = "accounts"
DESK = "desk/<slug:slug>/staff/"
ONE = f"{DESK}<uuid:posting_id>"
urlpatterns = [
    path("accounts/login", door.login, name="login"),
    path("accounts/logout", door.logout, name="logout"),
    path("accounts/password", passwords.change, name="password"),
    path("accounts/invited", passwords.code, name="code"),
    path("accounts/invited/<str:token>", passwords.invited, name="invited"),
    path(DESK, staff.staff, name="staff"),
    path(f"{DESK}invite", staff.invite, name="invite"),
    path(ONE, staff.posting, name="posting"),
    path(f"{ONE}/post", staff.post, name="post"),
    path(f"{ONE}/end_posting", staff.end_posting, name="end_posting"),
    path(f"{ONE}/renew", staff.renew, name="renew"),
    path(f"{ONE}/take_back", staff.take_back, name="take_back"),
]
