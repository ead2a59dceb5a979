"""Addresses of accounts: of everybody, and of the secretary's desk."""

from django.urls import path

from linli.accounts.views import delegations, door, hand_overs, passwords, security, staff, tokens

app_name = "accounts"
DESK = "desk/<slug:slug>/staff/"
ONE = f"{DESK}<uuid:posting_id>"
MINE = "desk/<slug:slug>/mine/"
urlpatterns = [
    path("accounts/login", door.login, name="login"),
    path("accounts/second", door.second, name="second"),
    path("accounts/passkey", door.passkey, name="passkey"),
    path("accounts/logout", door.logout, name="logout"),
    path("accounts/password", passwords.change, name="password"),
    path("accounts/invited", passwords.code, name="code"),
    path("accounts/invited/<str:token>", passwords.invited, name="invited"),
    path("accounts/security", security.security, name="security"),
    path("accounts/security/proof", security.proof, name="proof"),
    path("accounts/security/app", security.add_app, name="add_app"),
    path("accounts/security/passkey", security.add_passkey, name="add_passkey"),
    path("accounts/security/codes", security.recovery_codes, name="recovery_codes"),
    path("accounts/security/<uuid:factor_id>/name", security.name_factor, name="name_factor"),
    path("accounts/security/<uuid:factor_id>/remove", security.remove_factor, name="remove_factor"),
    path(DESK, staff.staff, name="staff"),
    path(f"{DESK}invite", staff.invite, name="invite"),
    path(MINE, delegations.mine, name="mine"),
    path(f"{MINE}delegations/<uuid:delegation_id>/end", delegations.end_delegation, name="end_delegation"),
    path(f"{MINE}tokens", tokens.tokens, name="tokens"),
    path(f"{MINE}tokens/make", tokens.make_token, name="make_token"),
    path(f"{MINE}tokens/<uuid:token_id>/end", tokens.end_token, name="end_token"),
    path(f"{ONE}/delegate", delegations.delegate, name="delegate"),
    path(f"{ONE}/hand_over", hand_overs.hand_over, name="hand_over"),
    path(f"{DESK}hand_overs/<str:code>", hand_overs.record, name="read_hand_over"),
    path(f"{DESK}hand_overs/<str:code>/pdf", hand_overs.sheet_pdf, name="hand_over_pdf"),
    path(
        f"{DESK}hand_overs/<str:code>/pictures/<uuid:attachment>",
        hand_overs.picture,
        name="hand_over_picture",
    ),
    path(f"{DESK}hand_overs/<str:code>/return", hand_overs.return_hand_over, name="return_hand_over"),
    path(ONE, staff.posting, name="posting"),
    path(f"{ONE}/post", staff.post, name="post"),
    path(f"{ONE}/end_posting", staff.end_posting, name="end_posting"),
    path(f"{ONE}/renew", staff.renew, name="renew"),
    path(f"{ONE}/drop_factors", staff.drop_factors, name="drop_factors"),
    path(f"{ONE}/take_back", staff.take_back, name="take_back"),
]
