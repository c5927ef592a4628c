"""Departments that were told of the project, told again."""

from workflow.records.informing import InformedDepartment
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    if act.name != "inform_department":
        return
    book.put(
        InformedDepartment,
        id=act.facts.get("informed"),
        organ_id=act.facts.get("department"),
        notes=act.words("notes"),
        region_code=act.region,
        person_id=act.actor,
        at=act.hour,
    )
