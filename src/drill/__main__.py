"""`python -m drill` is the same as the `drill` command."""

import sys

from drill.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
