"""What an editor has decided on the cleaning of a file (取舍): rules and single places that are to stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.readers.source import Place

Word = Literal["accepted", "refused"]


def place_key(rule: str, place: Place) -> str:
    """nbsp:3:17:18, the rule and the stretch of the original; end -1 for a whole line."""
    return f"{rule}:{place.origin}:{place.start}:{place.end}"


@dataclass(frozen=True)
class Decisions:
    """`rules` by name, `places` by `place_key`; a place goes before its rule. What nobody decided is accepted."""

    rules: Mapping[str, Word] = field(default_factory=dict)
    places: Mapping[str, Word] = field(default_factory=dict)

    def concern(self, rule: str) -> bool:
        return rule in self.rules or any(key.startswith(f"{rule}:") for key in self.places)

    def refuses_all(self, rule: str) -> bool:
        return self.rules.get(rule) == "refused"

    def refuses(self, rule: str, place: Place) -> bool:
        return self.places.get(place_key(rule, place), self.rules.get(rule, "accepted")) == "refused"

    def with_rule(self, rule: str, word: Word) -> Decisions:
        """The rule decided as a whole; what was decided on its places is void."""
        places = {key: value for key, value in self.places.items() if not key.startswith(f"{rule}:")}
        return Decisions({**self.rules, rule: word}, places)

    def with_place(self, key: str, word: Word) -> Decisions:
        return Decisions(self.rules, {**self.places, key: word})

    def stored(self) -> dict[str, Any]:
        return {"rules": dict(self.rules), "places": dict(self.places)}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Decisions:
        return cls(dict(stored.get("rules", {})), dict(stored.get("places", {})))


NONE = Decisions()
