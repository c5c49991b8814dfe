"""Logistic regression that stays near weights that are known."""

from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["solve_near"]

Floats = npt.NDArray[np.float64]

_STEPS: Final = 80
_LEAST: Final = 1e-7  # of a step that is halved
_ENOUGH: Final = 1e-6


def solve_near(
    rows: Floats, same: Floats, *, center: Floats, firm: Floats, known: Floats | float = 0.0
) -> Floats:
    """Return the weights of least loss: Newton's method, with steps that never make it worse.

    Args:
        rows: ``[pairs, weights]``.
        same: ``[pairs]``, 1 for the same occurrence.
        center: ``[weights]``, natural log-odds: where the weights stay near.
        firm: ``[weights]``, how strongly.
        known: ``[pairs]``, log-odds that are added.

    Returns:
        ``[weights]``, natural log-odds.
    """

    def loss(own: Floats) -> float:
        odds = rows @ own + known
        told = np.logaddexp(0.0, odds) - same * odds
        return float(told.sum() + 0.5 * (firm * (own - center) ** 2).sum())

    own = center.copy()
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-np.clip(rows @ own + known, -30, 30)))
        slope = rows.T @ (p - same) + firm * (own - center)
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(firm)
        step = np.linalg.solve(curve, slope)
        while loss(own - step) > loss(own) and float(np.abs(step).max()) >= _LEAST:
            step = step / 2.0
        own = own - step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return own
