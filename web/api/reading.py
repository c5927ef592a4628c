"""Every call of the API that only reads: what it tells, and what may be asked of it; the description tells them."""

LOG = {"agreement": "string", "year": "integer", "part": "integer"}
WORDED = frozenset({"sha256", "origin", "tile", "kind"})  # parts of addresses that are no numbers
OPEN = frozenset({"/search", "/text.schema.json"})  # without log-in
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
    "/standards/{id}/findings": ("what the checker finds in a version", {"version": "integer"}),
    "/text.schema.json": ("the JSON schema of tongbiao-text/1", {}),
    "/agreements": ("cooperation agreements", {}),
    "/agreements/{id}": ("one agreement with its changes and the seat's offers", {}),
    "/agreements/{id}/changes/{change}": ("one change: before, after, faults", {}),
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
    "/packages": ("packages for the seat's region, in the order in which they are taken", {"after": "integer"}),
    "/packages/{package}": ("the file of a package, docs/packages.md", {}),
    "/partners/copies": ("partners' projects that were taken", {}),
    "/partners/copies/{copy}": ("a partner's project, as the newest package tells it", {}),
    "/registers": ("kinds of entries with their fields, and how many stand where", {}),
    "/registers/{kind}": (
        "entries of a kind, now or as of the end of a past day",
        dict.fromkeys(("state", "region", "q", "on"), "string")
        | dict.fromkeys(("agreement", "standard", "parent", "batch", "page"), "integer"),
    ),
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
    "/letters/{letter}": ("one letter with the copies that the seat may read", {}),
    "/statistics": ("where the standards of the seat's agreements stood at the end of a day", {"on": "string"}),
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
