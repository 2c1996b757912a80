"""Say which lines and branches no test reaches, as slipcover measured it; fail under 95 % of the branches.

python -m tests.reached var/coverage.json
"""

import json
import sys
from pathlib import Path

ENOUGH = 95  # per cent of the branches


def main(path):
    measured = json.loads(Path(path).read_text())
    for name, file in sorted(measured["files"].items()):
        missed = [*map(str, file["missing_lines"]), *(f"{a}->{b}" for a, b in file["missing_branches"])]
        if missed:
            sys.stdout.write(f"{name}: {', '.join(missed)}\n")
    reached, missed = (measured["summary"][f"{word}_branches"] for word in ("covered", "missing"))
    percent = 100 * reached / (reached + missed)
    sys.stdout.write(f"{percent:.1f} % of {reached + missed} branches are reached\n")
    if percent < ENOUGH:
        sys.exit(f"That is less than {ENOUGH} %.")


main(sys.argv[1])
