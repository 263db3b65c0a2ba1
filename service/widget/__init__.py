"""The pages people read and ask in.

The promise of this room: everything clinical on a page comes from the topic, nothing is loaded from elsewhere, and the
whole article can be read without a script.
"""

from service.widget.pages import router

__all__ = ["router"]
