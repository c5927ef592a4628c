"""The numbers of regions' editions: of a release in the order of its covers, of whoever joined its own."""

from workflow.records.numbers import RegionNumber
from workflow.records.releases import Release
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    release, numbers = book.last(Release), act.facts.get("numbers")
    if release is not None and isinstance(numbers, list):
        covers = release.get("cover_order") or map(_home, numbers)  # former leaves tell no order
        for region, display in zip(covers, numbers, strict=False):
            book.put(RegionNumber, region_code=region, display=display)
    elif act.name == "register_release":
        for display in str(numbers).split("; "):
            book.put(RegionNumber, region_code=_home(display), display=display)
    if "edition" in act.facts and not book.of(RegionNumber, region_code=act.region):
        book.put(RegionNumber, region_code=act.region, display=act.facts["edition"])


def _home(display: str) -> str:
    """The region whose letters a number bears: DB11/T … is that of 110000, DB4403/T … of 440300."""
    return display.partition(" ")[0].removeprefix("DB").partition("/")[0].ljust(6, "0")
