"""The address of a reference: what is shown of it and where it leads. Must not draw."""

from ..pages import FullReference

SAFE = ("http://", "https://")


def target(reference: FullReference) -> str:
    """The http(s) address that a reference leads to, or nothing."""
    if reference.doi.startswith("10."):
        return f"https://doi.org/{reference.doi}"
    if reference.pmid.isdecimal():
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return reference.url if reference.url.lower().startswith(SAFE) else ""


def label(reference: FullReference) -> str:
    """The address on one short line: a DOI whole, a PMID, or the host of a page."""
    if reference.doi:
        return f"doi.org/{reference.doi}"
    if reference.pmid:
        return f"PMID {reference.pmid}"
    return reference.url.partition("://")[2].partition("/")[0] or reference.url


def full(reference: FullReference) -> str:
    """The whole reference in one sentence, its address last."""
    year = str(reference.year) if reference.year else ""
    parts = (reference.authors, reference.title, reference.journal, year, target(reference))
    return ". ".join(part.rstrip(".") for part in parts if part)
