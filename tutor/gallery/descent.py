"""The data of the picture "Descent"."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.gallery.contour import ContourScene
from tutor.gallery.scene import Scene


@dataclass(frozen=True, slots=True)
class Valley:
    """A minimum that the descent can reach: its place, and the Hessian's eigenvalues and unit eigenvectors
    there, the larger eigenvalue first. Both eigenvalues are positive."""

    place: tuple[float, float]
    curvatures: tuple[float, float]
    directions: tuple[tuple[float, float], tuple[float, float]]

    @property
    def largest_rate(self) -> float:
        """The step size η from which on steps near the valley no longer settle: 2/λ of the steepest
        direction (exact for a quadratic function; see e.g. Boyd and Vandenberghe, Convex Optimization,
        section 9.3)."""
        return 2.0 / self.curvatures[0]


@dataclass(frozen=True, slots=True)
class DescentScene(Scene):
    """Steps of −η∇f from a start that can be dragged. `rate` is η at first, `rates` its range."""

    contour: ContourScene
    start: tuple[float, float]
    rate: float
    rates: tuple[float, float]
    valley: Valley | None
