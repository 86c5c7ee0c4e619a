"""What the W3C's checker of HTML says of pages; it needs Java and `make checkers`.

Without them pages are still held to the parse errors of the standard: `tests/web/soundness.py`.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

INSTALLED = "var/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
JAR = Path(os.environ.get("VNU_JAR") or Path(__file__).parents[2] / INSTALLED)


def faults(sources, folder):
    """Of pages, address → HTML; all at once, for it takes longer to start than to read."""
    java = shutil.which("java")
    if not (java and JAR.exists()):
        return []
    files = {folder / f"{n}.html": address for n, address in enumerate(sources)}
    for path, address in files.items():
        path.write_bytes(sources[address])
    command = [java, "-jar", JAR, "--errors-only", "--format", "json", *files]
    ran = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    return [
        f"{files[Path(each['url'].removeprefix('file:'))]}: {each['lastLine']}: {each['message']}"
        for each in json.loads(ran.stderr)["messages"]
    ]
