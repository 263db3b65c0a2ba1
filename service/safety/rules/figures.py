"""Figures as readers see them: rounded for display only, never before a comparison."""

from __future__ import annotations


def shown(value: float, decimals: int = 2) -> str:
    """Write a figure with at most `decimals` decimals and without trailing zeros: 223, 5.58, 0.8."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: float, unit: str | None) -> str:
    """Write a figure with its unit, or alone when none was given."""
    return f"{shown(value)} {unit}" if unit else shown(value)
