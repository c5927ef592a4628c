"""Makes the office files of this folder: LibreOffice writes them out of the flat documents beside them.

Run it by `python tests/data/office/recipe.py`; it needs `soffice`. The files are committed, so that no test needs it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent


def converted(source: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice writes it in another form, as `docx`, `pdf` or `odt`."""
    with TemporaryDirectory(prefix="soffice-") as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def main() -> int:
    for source in sorted(HERE.glob("*.fodt")):
        print(converted(source, "docx", HERE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
