"""How a script ends that lacks what it needs: as a test that CTest, and tools/test_summary.py, count as skipped."""

import sys

SKIPPED = 77  # ROWAN_SKIPPED in CMake


def skip(reason):
    """Ends the script and says why."""
    print(f"skipped: {reason}", flush=True)
    sys.exit(SKIPPED)
