"""The API: /api/v1, tokens only; its document is /api/v1/openapi.json (OpenAPI 3.1)."""

from ninja import NinjaAPI

from linli import __doc__ as words
from linli.accounts.api import PostingToken
from linli.core.api import refuse_in_one_shape
from linli.orders.api import router as orders
from linli.places.api import router as places
from linli.portal.api import router as figures
from linli.volunteers.api import router as volunteers

api = NinjaAPI(title="Linli 邻里", version="1", description=words or "", auth=PostingToken(), docs_url=None)
refuse_in_one_shape(api)
for router in (orders, places, volunteers, figures):
    api.add_router("", router)
