"""Nabla from a checkout: `python main.py` is the same program as the installed `nabla`."""

if __name__ == "__main__":
    from tutor.cli import main

    raise SystemExit(main())
