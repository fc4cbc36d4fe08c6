"""`python -m reference`: the command where the package is not installed."""

from reference.command.cli import main

raise SystemExit(main())
