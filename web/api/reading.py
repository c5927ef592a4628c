"""Every call of the API that only reads: what it tells, and what may be asked of it; the description tells them."""

PAGED = {"page": "integer"}
DAY = {"on": "string"}
SPAN = {"from": "string", "on": "string"}
ENTRIES = dict.fromkeys(("state", "region", "q", "on", "field", "value", "once"), "string") | dict.fromkeys(
    ("agreement", "standard", "parent", "batch", "under"), "integer"
)
LOG = {"agreement": "string", "year": "integer", "part": "integer"}
WORDED = frozenset(
    {"sha256", "origin", "tile", "kind", "step", "form", "name"}
)  # parts of addresses that are no numbers
OPEN = frozenset({"/search", "/text.schema.json", "/statistics/figures", "/verify"})  # without log-in
READS: dict[str, tuple[str, dict[str, str]]] = {
    "/session": ("who is signed in", {}),
    "/standards": (
        "the list",
        {"stage": "integer", "region": "string", "state": "string", "q": "string", "page": "integer"},
    ),
    "/search": (
        "what anybody may find, without log-in: numbers in any spelling, titles, public texts; facets with counts",
        {**dict.fromkeys(("q", "group", "region", "field", "year", "state"), "string"), "page": "integer"},
    ),
    "/standards/{id}": ("one standard with the seat's offers", {}),
    "/standards/{id}/events": ("its events with their leaves", {"after": "integer"}),
    "/standards/{id}/timeline": ("its events as sentences", {"after": "integer"}),
    "/standards/{id}/text": ("a version as a clause tree", {"version": "integer"}),
    "/standards/{id}/document": ("a version in the form tongbiao-text/1, with its blocks", {"version": "integer"}),
    "/standards/{id}/changes": ("what two versions differ in, clause by clause", {"from": "integer", "to": "integer"}),
    "/standards/{id}/forms": ("its official forms, as one region prints them", {"region": "string"}),
    "/standards/{id}/forms/{name}.{form}": (
        "one of them, filled: pdf, docx, xlsx, json",
        {"region": "string", "review": "integer"},
    ),
    "/standards/{id}/past": ("how it stood at a past hour, as the log tells", {"at": "string"}),
    "/standards/{id}/findings": ("what the checker finds in a version", {"version": "integer"}),
    "/text.schema.json": ("the JSON schema of tongbiao-text/1", {}),
    "/agreements": ("cooperation agreements", {}),
    "/agreements/{id}": ("one agreement with its changes and the seat's offers", {}),
    "/agreements/{id}/changes/{change}": ("one change: before, after, faults", {}),
    "/agreements/{id}/comparisons": ("standards that were laid side by side", {}),
    "/agreements/{id}/comparisons/{comparison}": ("one comparison with all its lines", {}),
    "/agreements/{id}/past": ("its rules, members and chain at a past hour", {"at": "string"}),
    "/agreements/{id}/findings": ("findings of auditors on it", {}),
    "/agreements/{id}/findings/{finding}": ("one finding with every word of it", {}),
    "/findings": ("findings of auditors, for an auditor", {}),
    "/agreements/{id}/terms": ("the group's base of terms", {"q": "string"}),
    "/agreements/{id}/suggestions": ("projects that the public suggested, and the answers", {}),
    "/agreements/{id}/handover": ("who has the chair, who is next, and what is handed over", {}),
    "/agreements/{id}/experts": ("its expert bank", {}),
    "/agreements/{id}/experts/{expert}": ("one expert, as much as the seat may read", {}),
    "/agreements/{id}/draws": ("its draws of experts", {}),
    "/draws/{draw}": ("the published record of a draw", {}),
    "/standards/{id}/packages": ("packages of a standard that the seat may fetch", {}),
    "/standards/{id}/comments": ("comments that nobody keeps from the seat's region", {"page": "integer"}),
    "/standards/{id}/consultations": ("its consultations with a window for each region", {}),
    "/standards/{id}/concurrence": ("the departments that are asked, and where each stands", {}),
    "/standards/{id}/panels": ("its review panels with their count", {}),
    "/standards/{id}/papers": ("the papers handed in with its acts", {}),
    "/standards/{id}/explanation": ("the drafting explanation by section", {}),
    "/standards/{id}/deviations": ("where regions deviate in the newest text", {}),
    "/standards/{id}/limits": ("limits that its clauses set: proposed, confirmed, rejected, lapsed", {}),
    "/standards/{id}/implementation": ("how it is carried out: a row a region, in it every measure", {}),
    "/standards/{id}/feedback": ("what the public says of it since its release", {"clause": "string"}),
    "/standards/{id}/alike": ("projects that were found alike, and what each side said", {}),
    "/standards/{id}/notices": ("who was told of what, and what was acknowledged", {}),
    "/standards/{id}/dossiers": ("the seals of dossiers that the seat may have", {}),
    "/standards/{id}/filing": (
        "metadata by GB/T 22373 for the filing, and all that it lacks",
        {"region": "string"},
    ),
    "/standards/{id}/filing.zip": ("the filing package of a region", {"region": "string"}),
    "/catalogue": (
        "standards as regions list them, with provenance",
        {"q": "string", "region": "string", "page": "integer"},
    ),
    "/catalogue/imports": ("the files that rows of catalogues came by", {}),
    "/packages": ("packages for the seat's region, in the order in which they are taken", {"after": "integer"}),
    "/packages/{package}": ("the file of a package, docs/packages.md", {}),
    "/partners/copies": ("partners' projects that were taken", {}),
    "/partners/copies/{copy}": ("a partner's project, as the newest package tells it", {}),
    "/registers": ("kinds of entries with their fields, and how many stand where", {}),
    "/registers/{kind}": (
        "entries of a kind, now or as of the end of a past day",
        ENTRIES | PAGED,
    ),
    "/registers/{kind}.{form}": ("the same as a file: csv, xlsx, jsonl, pdf", ENTRIES),
    "/registers/{kind}/tree": ("entries that hang on one another, with what each branch holds", {}),
    "/entries/{entry}/certificate.pdf": ("the certificate of an entry, as the public may have it", {}),
    "/entries/{entry}": ("one entry with its course and the seat's offers", {}),
    "/regions": ("regions of GB/T 2260", {}),
    "/numbers": ("serials and numbers", {"page": "integer"}),
    "/inbox": ("the seat's turns", {}),
    "/notices": ("what the region was told", {"show": "string", "page": "integer"}),
    "/exchanges": (
        "the ledger of notices and letters between regions, now or as of the end of a past day, with counts by pair",
        dict.fromkeys(("from", "to", "kind", "since", "until", "as_of", "only"), "string")
        | dict.fromkeys(("agreement", "page"), "integer"),
    ),
    "/letters": ("the region's letters of one box: owed, received, sent", {"box": "string"} | PAGED),
    "/letters/templates": ("the region's own templates of letters", {}),
    "/letters/{letter}/files/{sha256}": ("a file of a letter", {}),
    "/letters/{letter}": ("one letter with the copies that the seat may read", {}),
    "/statistics": ("where the standards of the seat's agreements stood at the end of a day", {"on": "string"}),
    "/statistics/counts": ("every count of the page, with what it counts", DAY | PAGED),
    "/statistics/standards": (
        "the standards that a count counts",
        dict.fromkeys(("on", "state", "region", "part", "field", "year", "until", "ended", "imported"), "string")
        | {"stage": "integer", "group": "integer"}
        | PAGED,
    ),
    "/statistics/time": ("days in each stage by region", DAY | PAGED),
    "/statistics/time/projects": (
        "the projects behind them",
        DAY | {"stage": "integer", "region": "string"} | PAGED,
    ),
    "/statistics/waiting": ("where projects wait now, and for whom", PAGED),
    "/statistics/waiting/turns": (
        "the turns behind it",
        {"region": "string", "role": "string", "organ": "integer"} | PAGED,
    ),
    "/statistics/steps": ("before which steps projects stood still in a period", SPAN | PAGED),
    "/statistics/steps/projects": ("the projects behind them", SPAN | {"step": "string"} | PAGED),
    "/statistics/growth": ("released standards by group and year", DAY | PAGED),
    "/statistics/growth/printed": ("what documents print of the groups, never added to ours", PAGED),
    "/statistics/levels": ("contributions to standards by level and role", PAGED),
    "/statistics/figures": ("figures as documents print them, without log-in", {}),
    "/departments": ("departments and their load", {}),
    "/departments/{organ}": ("one department with the lists behind its load", {}),
    "/reviews": ("reviews to be concluded within five years", {"region": "string", "month": "string"} | PAGED),
    "/documents": ("documents that texts cite, and whether they are in force", {"q": "string"} | PAGED),
    "/keeping/erasures": ("requests to erase a value, and what became of them", {}),
    "/keeping/holds": ("standards that are kept by order", {}),
    "/keeping/due": ("what its retention class makes due", {"until": "string", "region": "string"} | PAGED),
    "/verify": ("what is known under a number or a SHA-256, without log-in", {"q": "string"}),
    "/watching": ("the person's watch rules", {}),
    "/watching/{rule}": ("one rule, and what it would have told of the last thirty days", {}),
    "/partners/keys": ("the keys by which packages of partners are believed", {}),
    "/log/checkpoint": ("signed head with its cosignatures, C2SP bytes", LOG | {"size": "integer"}),
    "/log/entries": (
        "leaves; of a vote on a panel at work its index and leaf hash only, until the panel concludes",
        LOG | {"start": "integer", "end": "integer"},
    ),
    "/log/proof": ("inclusion proof, c2sp.org/tlog-proof@v1", LOG | {"index": "integer", "size": "integer"}),
    "/log/consistency": ("hashes from one head to a later one", LOG | {"old": "integer", "new": "integer"}),
    "/log/policy": ("who cosigns and how many must, c2sp.org/tlog-policy", LOG | {"for": "string"}),
    "/log/payload": (
        "what stands behind leaves, as far as the seat may see: JSON lines",
        LOG | {"start": "integer", "end": "integer"},
    ),
    "/log/parcels": (
        "rows and openings behind leaves, sealed by the host for itself: JSON lines",
        LOG | {"start": "integer", "end": "integer", "size": "integer"},
    ),
    "/log/parcels/{sha256}": ("a handed-in file, sealed by the host for itself", LOG),
    "/log/files/{sha256}": ("the bytes of a file that a leaf names", {}),
    "/log/{origin}/checkpoint": ("the signed head under the SHA-256 of its origin", {}),
    "/log/{origin}/{tile}": ("tiles and bundles of entries, c2sp.org/tlog-tiles", {}),
}
