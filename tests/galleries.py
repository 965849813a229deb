"""Galleries that several tests look at: scenes are frozen, so that they are computed once."""

from __future__ import annotations

from functools import cache

from tutor.gallery import Gallery
from tutor.notation.reading import read
from tutor.scenes import gallery


@cache
def gallery_of(text: str, ask: str) -> Gallery:
    return gallery(read(text), ask, ())
