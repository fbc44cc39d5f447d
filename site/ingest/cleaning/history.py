"""Where in the original (原文) an edit fell that a later rule made in a text which earlier rules had changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.source import Place, Removal


class History:
    """The edits of each block, rule by rule."""

    def __init__(self) -> None:
        self._steps: dict[int, list[list[Place]]] = defaultdict(list)

    def traced(self, removals: Sequence[Removal]) -> list[Removal]:
        """One rule's removals with their places led back to the original; those of blocks that a rule made are left out."""
        done: dict[int, list[Place]] = defaultdict(list)
        traced = []
        for removal in removals:
            for place in removal.places:
                if place.origin >= 0 and place.end >= 0:
                    done[place.origin].append(place)
            places = tuple(self._original(place) for place in removal.places if place.origin >= 0)
            traced.append(replace(removal, places=places))
        for origin, places_of_block in done.items():
            self._steps[origin].append(sorted(places_of_block, key=lambda p: (p.start, p.end)))
        return traced

    def origin(self, place: Place) -> Place | None:
        """Where a place of the rule that is about to run stood in the original; None in a block that a rule made."""
        return self._original(place) if place.origin >= 0 else None

    def _original(self, place: Place) -> Place:
        if place.end < 0:
            return place
        start, end = place.start, place.end
        for step in reversed(self._steps.get(place.origin, ())):
            start, end = _before(start, step, at_end=False), _before(end, step, at_end=True)
        return replace(place, start=start, end=max(start, end))


def _before(position: int, step: Sequence[Place], *, at_end: bool) -> int:
    """The position before the edits of `step`; at an edit itself, its start, or its end for the end of a stretch."""
    shift = 0
    for place in step:
        start = place.start + shift  # where the edit stands after those before it
        if position < start or (position == start and at_end):
            break
        if position < start + len(place.new):
            return place.end if at_end else place.start
        shift += len(place.new) - (place.end - place.start)
    return position - shift
