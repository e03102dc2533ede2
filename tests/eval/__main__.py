"""Prints a table of figures, each with what it was measured on. Asserts nothing.

Most labelled data and the scorers lie outside the project (QUOTH_SHARED, or `shared` beside it);
without them it says so behind the figures of our own articles.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.eval import extraction, findings, invented, listings, quotes


def main() -> int:
    shared = Path(os.environ.get("QUOTH_SHARED") or Path(__file__).parents[3] / "shared")
    invented.show()
    if not (shared / "corpus" / "quotes").is_dir():
        print("no other labels here: set QUOTH_SHARED to the folder that holds corpus/ and tools/")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        quotes.show(shared, Path(folder))
        findings.show(shared, Path(folder))
    listings.show(shared)
    extraction.show(shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
