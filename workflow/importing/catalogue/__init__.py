"""Catalogues of standards 标准目录 from files: columns mapped, rows judged all at once, written whole or not."""
