"""`musnad`, and `python -m musnad`: the command line, loaded where Ctrl-C is already looked after."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it like later on, without a traceback."""
    try:
        from musnad.cli import main as run

        run()
    except KeyboardInterrupt:
        from musnad.commands.telling import remark

        remark("stopped", {})
        sys.exit(1)


if __name__ == "__main__":
    main()
