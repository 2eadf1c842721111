"""What is wrong on a page: changes of a `Screen`, and conditions on the site that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulators.offboard.office.site import Screen, Site

Change = Callable[[Screen], Screen]
"""Type of what makes another page of one."""


def without(label: str) -> Change:
    """Make the change that takes a control off the page."""
    return lambda screen: replace(screen, controls=[each for each in screen.controls if each.label != label])


def without_field(label: str) -> Change:
    """Make the change that takes a field off the page."""
    return lambda screen: replace(screen, fields=[each for each in screen.fields if each != label])


def saying(*texts: str) -> Change:
    """Make the change that puts other texts on the page."""
    return lambda screen: replace(screen, texts=texts)


def on(site: str) -> Callable[..., bool]:
    """Make the condition that a site is open."""

    def is_open(pages: Site, *_arguments: object) -> bool:
        return pages.site == site

    return is_open
