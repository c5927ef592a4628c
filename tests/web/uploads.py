"""Files as strangers send them: sound ones, and ones that would act, hide or burst."""

import io
import stat
import zlib
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CONTENT = (
    b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
BODY = b"<document><body>words</body></document>"
RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def archive(**members: bytes) -> bytes:
    """A DOCX with these members besides its own; `__` in a name is a slash, `_dot_` a dot."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as kept:
        kept.writestr("[Content_Types].xml", CONTENT)
        kept.writestr("word/document.xml", BODY)
        for name, data in members.items():
            kept.writestr(name.replace("_dot_", ".").replace("__", "/"), data)
    return made.getvalue()


def external(kind: bytes) -> bytes:
    """A relation that fetches from outside."""
    return RELATIONS % (
        b'<Relationship Id="r" Type="%s" Target="http://evil.example/t" TargetMode="&#69;xternal"/>' % kind
    )


def linked() -> bytes:
    """A DOCX with a member that is a symbolic link."""
    made = io.BytesIO(archive())
    with ZipFile(made, "a") as kept:
        link = ZipInfo("word/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        kept.writestr(link, "/etc/passwd")
    return made.getvalue()


def hidden_script() -> bytes:
    """A PDF whose script stands in a compressed stream of objects."""
    packed = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert(1)) >>")
    return PDF + b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"


def overlapping() -> bytes:
    """A DOCX in which two entries of the directory share one member's bytes."""
    data = archive(word__a=b"x" * 9000)
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory, tail = data[start:end], bytearray(data[end:])
    last = directory[directory.rindex(b"PK\x01\x02") :]
    tail[8:12] = (4).to_bytes(2, "little") * 2
    tail[12:16] = (len(directory) + len(last)).to_bytes(4, "little")
    return data[:start] + directory + last + bytes(tail)


SOUND: dict[str, bytes] = {
    "纪要.pdf": PDF,
    "说明.docx": archive(word___rels__document_dot_xml_dot_rels=external(OFFICE + b"hyperlink")),
    "照片.PNG": b"\x89PNG\r\n\x1a\n" + b"\x00" * 20,
    "照片.jpeg": b"\xff\xd8\xff\xe0" + b"\x00" * 20,
    "文本.txt": "第一条 范围".encode("gb18030"),
    "../../etc/passwd.txt": b"words",
}
EVIL: dict[str, tuple[bytes, str]] = {
    "a.exe": (b"MZ", "wrong.file_type"),
    "a.svg": (b"<svg onload='alert(1)'/>", "wrong.file_type"),
    "a.html": (b"<script>1</script>", "wrong.file_type"),
    "a.docm": (archive(), "wrong.file_type"),
    "noname": (PDF, "wrong.file_type"),
    "empty.pdf": (b"", "wrong.file_empty"),
    "script.pdf": (PDF + b"<< /S /JavaScript /JS (x) >>", "wrong.file_active"),
    "spelled.pdf": (PDF + b"<< /S /J#61va#53cript >>", "wrong.file_active"),
    "opens.pdf": (PDF + b"<< /OpenAction 3 0 R >>", "wrong.file_active"),
    "launch.pdf": (PDF + b"<< /S /Launch /F (cmd.exe) >>", "wrong.file_active"),
    "inside.pdf": (PDF + b"<< /Type /EmbeddedFile >>", "wrong.file_active"),
    "hidden.pdf": (hidden_script(), "wrong.file_active"),
    "page.pdf": (b"<html><script>1</script>", "wrong.file_content"),
    "page.png": (b"<html><script>1</script>", "wrong.file_content"),
    "binary.txt": (b"MZ\x00\x00\x01", "wrong.file_content"),
    "office.txt": (archive(), "wrong.file_content"),
    "text.docx": (b"PK\x03\x04 no archive", "wrong.file_broken"),
    "cut.docx": (archive()[:-40], "wrong.file_broken"),
    "macro.docx": (archive(word__vbaProject_dot_bin=b"x"), "wrong.file_active"),
    "object.docx": (archive(word__embeddings__oleObject1_dot_bin=b"x"), "wrong.file_active"),
    "template.docx": (
        archive(word___rels__s_dot_xml_dot_rels=external(OFFICE + b"attachedTemplate")),
        "wrong.file_active",
    ),
    "picture.docx": (archive(word___rels__d_dot_xml_dot_rels=external(OFFICE + b"image")), "wrong.file_active"),
    "laughs.docx": (archive(word__x_dot_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "wrong.file_active"),
    "wide.docx": (archive(word__x_dot_xml="<!DOCTYPE x>".encode("utf-16")), "wrong.file_active"),
    "slip.docx": (archive(_dot__dot___evil=b"x"), "wrong.file_broken"),
    "link.docx": (linked(), "wrong.file_broken"),
    "bomb.docx": (archive(word__x=b"\x00" * (64 * 1024 * 1024)), "wrong.file_bomb"),
    "many.docx": (archive(**{f"word__{n}": b"" for n in range(2_001)}), "wrong.file_bomb"),
    "nested.docx": (archive(word__inner_dot_zip=archive()), "wrong.file_active"),
    "twice.docx": (overlapping(), "wrong.file_bomb"),
    "bare.ofd": (archive(), "wrong.file_content"),
}
