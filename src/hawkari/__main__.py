"""`python -m hawkari`: the command line."""

from hawkari.cli import main

if __name__ == "__main__":
    main()
