"""Addresses of accounts."""

from django.urls import path

from linli.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/login", views.login, name="login"),
    path("accounts/logout", views.logout, name="logout"),
]
