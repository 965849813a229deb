"""Where Nabla's own files are: beside the checkout, or inside the installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resource_folder() -> Path:
    """Return the folder that holds `themes/`, `locale/`, `icons/` and `lessons/`.

    A wheel carries `resources/` inside the package; a checkout has it at the top level.

    Raises:
        FileNotFoundError: if neither is there (a damaged installation).
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("Nabla's resources folder is missing; please install Nabla again.")


def resource(*parts: str) -> Path:
    """Return the path of one resource, e.g. `resource("themes", "light.json")`."""
    return resource_folder().joinpath(*parts)
