"""``python -m khabar.cli`` is ``khabar``."""

from khabar.cli.app import main

if __name__ == "__main__":
    main()
