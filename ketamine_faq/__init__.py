"""The public Python API, loaded on first use, so that the command can guard its own start."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import AmbiguousTopic, FaqError, TopicNotFound
    from .library import Faq, load
    from .model import Entry

__version__ = "1.0.0"
__all__ = ["AmbiguousTopic", "Entry", "Faq", "FaqError", "TopicNotFound", "load"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import errors, library, model

    rooms = (errors, library, model)
    return next(getattr(room, name) for room in rooms if hasattr(room, name))
