"""The address of a reference: what is shown of it and where it leads. Must not draw."""

from .model import Reference

LONGEST = 2000


def safe(address: str) -> bool:
    """Whether an address may become a link: http(s), and no longer than addresses are."""
    return address.lower().startswith(("http://", "https://")) and len(address) <= LONGEST


def target(reference: Reference) -> str:
    """The http(s) address that a reference leads to, or nothing."""
    if reference.doi.startswith("10."):
        return f"https://doi.org/{reference.doi}"
    if reference.pmid.isdecimal():
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return reference.url if safe(reference.url) else ""


def label(reference: Reference) -> str:
    """The address on one short line: a DOI whole, a PMID, or the host of a page."""
    if reference.doi:
        return f"doi.org/{reference.doi}"
    if reference.pmid:
        return f"PMID {reference.pmid}"
    return reference.url.partition("://")[2].partition("/")[0] or reference.url


def title(reference: Reference) -> str:
    """Who wrote what, where and when, in one sentence."""
    year = str(reference.year or "")
    year = "" if year in reference.journal else year
    parts = (reference.authors, reference.title, reference.journal, year)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
