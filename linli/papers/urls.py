"""Addresses of what is taken in and printed."""

from django.urls import path

from linli.papers.imports import views as imports

app_name = "papers"
IMPORTS = "desk/<slug:slug>/imports/"
urlpatterns = [
    path(IMPORTS, imports.listing, name="imports"),
    path(f"{IMPORTS}upload", imports.upload, name="upload"),
    path(f"{IMPORTS}<uuid:run_id>/columns", imports.columns, name="columns"),
    path(f"{IMPORTS}<uuid:run_id>", imports.preview, name="import"),
    path(f"{IMPORTS}<uuid:run_id>/apply", imports.apply, name="apply"),
    path(f"{IMPORTS}<uuid:run_id>/undo", imports.undo, name="undo"),
    path(f"{IMPORTS}<uuid:run_id>/discard", imports.discard, name="discard"),
    path(f"{IMPORTS}<uuid:run_id>/problems.xlsx", imports.problems, name="problems"),
]
