"""Where Tab comes to what is made late: Qt puts it last in the window, people look for it where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow(before: QWidget, *after: QWidget) -> None:
    """Tab comes from ``before`` to each of ``after`` in turn, and to what is in them. ``before`` may be a mere box, at
    which Tab does not stop."""
    for each in after:
        for stop in (each, *each.findChildren(QWidget)):
            if stop.focusPolicy() is not Qt.FocusPolicy.NoFocus and stop.window() is each.window():
                _put(before, stop)
                before = stop


def widgets_of(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, as they stand in it."""
    items = (layout.itemAt(at) for at in range(layout.count()))
    return [widget for each in items if each is not None and (widget := each.widget()) is not None]


def _put(before: QWidget, stop: QWidget) -> None:
    policy = before.focusPolicy()
    if policy is Qt.FocusPolicy.NoFocus:  # beside what takes no focus Qt puts nothing
        before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    QWidget.setTabOrder(before, stop)
    before.setFocusPolicy(policy)
