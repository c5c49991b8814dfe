"""The ``khabar`` command."""

import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> None:
    """Run the command line; the exit codes are those of ``ExitCode``.

    Raises:
        SystemExit: 130 when it was interrupted while it was still being loaded.
    """
    try:
        from khabar.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        raise SystemExit(_INTERRUPTED) from None
