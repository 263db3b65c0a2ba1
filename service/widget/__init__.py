"""The pages people read and ask in.

The promise of this room: everything clinical on a page comes from the topic, nothing is loaded from elsewhere, and the
whole article can be read without a script.
"""

from fastapi import APIRouter

from service.widget import desk, pages, receipts

router = APIRouter()
for _part in (pages.router, pages.assets, receipts.router, desk.router):
    router.include_router(_part)

__all__ = ["router"]
