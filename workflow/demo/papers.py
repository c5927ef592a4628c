"""The papers of the demonstration: one printed page each that says what it stands for, stored like an uploaded file."""

from datetime import datetime
from io import BytesIO
from typing import Final

from workflow.clock import day_of
from workflow.db import Database
from workflow.picture.standing import Seat
from workflow.settings import Settings
from workflow.storage import files
from workflow.vocabulary import PaperKind
from workflow.words import speaking, tell

NOTE: Final = "演示材料，内容从略。"
_LINE: Final = 32  # points between two lines


def page(lines: list[str]) -> bytes:
    """A PDF of one page; the letters are a standard font that every reader brings along."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -{_LINE} Td\n" for line in lines)
    stream = f"BT /F1 18 Tf 72 740 Td\n{shown}ET".encode()
    font = "/Type /Font /BaseFont /STSong-Light"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< {font}-UniGB-UCS2-H /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>".encode(),
        f"<< {font} /Subtype /CIDFontType0 /CIDSystemInfo 7 0 R /FontDescriptor 8 0 R >>".encode(),
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return _assembled(parts)


def _assembled(parts: list[bytes]) -> bytes:
    """The objects, numbered from one, with the table that says where each begins."""
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, rows)
    return out + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))


def keep(database: Database, settings: Settings, kind: PaperKind, title: str, seat: Seat, *, at: datetime) -> str:
    """Hand in a page for a paper of this kind, past the same screening as everybody's; gives its hash."""
    with speaking("zh"):
        name = str(tell(kind))
    content = page([name, title, f"{seat.organ.zh} {seat.person_name}", f"{day_of(at)}", NOTE])
    return files.store(database, settings, BytesIO(content), f"{name}(示).pdf", seat.person_id, at)
