"""Answers about ketamine infusion therapy, each with where it comes from.

import ketamine_faq

faq = ketamine_faq.load()  # or load("clinic.json")
print(faq.find("side effects").answer)
for hit in faq.search("feeling sick").results:
    print(hit.entry.slug, hit.label, hit.snippet)
"""

# Typing loads slowly, and Ctrl-C is not dealt with yet.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .errors import AmbiguousTopic, FaqError, TopicNotFound
    from .library import Faq, load
    from .model import Entry
    from .search import Found, Hit

__version__ = "2.0.0"
__all__ = ["AmbiguousTopic", "Entry", "Faq", "FaqError", "Found", "Hit", "TopicNotFound", "load"]


def __getattr__(name: str) -> "Any":
    # Loaded on first use, so that the command can deal with Ctrl-C before its imports.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import errors, library, model, search

    modules = (errors, library, model, search)
    return next(getattr(module, name) for module in modules if hasattr(module, name))


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
