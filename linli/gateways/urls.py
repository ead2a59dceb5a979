"""Addresses of gateways: Open311 for other systems, and the desk's page of the systems that we ask."""

from django.urls import path

from linli.gateways import views
from linli.gateways.open311 import views as open311

app_name = "gateways"
HERE = "<slug:slug>/open311/"
V2 = f"{HERE}v2/"
DESK = "desk/<slug:slug>/gateways/"
urlpatterns = [
    path(DESK, views.servers, name="servers"),
    path(f"{DESK}connect", views.connect, name="connect"),
    path(f"{DESK}<uuid:pk>/amend", views.amend, name="amend"),
    path(f"{DESK}<uuid:pk>/verify", views.verify, name="verify"),
    path(f"{DESK}<uuid:pk>/disconnect", views.disconnect, name="disconnect"),
    path(f"{DESK}<order_number:number>/forward", views.forward, name="forward"),
    path(f"{DESK}forwardings/<uuid:pk>/send_again", views.send_again, name="send_again"),
    path(f"{HERE}discovery.<str:ending>", open311.discovery, name="discovery"),
    path(f"{V2}discovery.<str:ending>", open311.discovery),
    path(V2, open311.nowhere, name="begin"),
    path(f"{V2}openapi.json", open311.openapi, name="openapi"),
    path(f"{V2}services.<str:ending>", open311.services, name="services"),
    path(f"{V2}services/<str:code>.<str:ending>", open311.definition, name="definition"),
    path(f"{V2}requests.<str:ending>", open311.requests, name="requests"),
    path(f"{V2}requests/<str:number>.<str:ending>", open311.request_of, name="request"),
    path(f"{V2}request/<str:number>.<str:ending>", open311.single, name="single"),
    path(f"{V2}tokens/<str:number>.<str:ending>", open311.token, name="token"),
    path(f"{V2}<path:path>.<str:ending>", open311.nowhere, name="nowhere"),
    path(f"{V2}<path:path>", open311.nowhere),
]
