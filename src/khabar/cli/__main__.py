"""``python -m khabar.cli`` is ``khabar``."""

from khabar.cli import main

if __name__ == "__main__":
    main()
