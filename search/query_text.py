"""What a reader typed -> what to ask an engine: the same for /search/, its feed and `manage.py search_lines`.

Short queries are look-ups: every token must be found; where nothing has them all, any counts that is more than a single
character. Longer ones are questions: any token counts, words that only ask are left out. Quoted phrases match exactly.
Who types a title or a document number, however written, finds that document first. A word with synonyms is asked for in
each of its spellings, whichever was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Several
from dataclasses import dataclass, field
from typing import Literal

from search.backends import text
from search.backends.plan import (
    Added,
    Best,
    Everything,
    Lifted,
    Node,
    Nothing,
    OneOf,
    Passing,
    PhraseField,
    Sequence,
    Some,
    Terms,
    TextField,
    Weighed,
    every,
    some,
)
from search.numbers import NUMBER, asked_numbers
from search.questions import without_question_words
from search.synonyms.classes import NONE, Synonyms, built_in
from search.synonyms.wording import Wording, word
from search.titles import TITLE, asked_keys

Scope = Literal["", "title", "body", "attachments"]

MAX_CHARACTERS = 200
# Look-ups of 600 titles among 11,547 laws: mean reciprocal rank .854 without, .935 with 1, .937 with 4; questions are not touched.
TITLE_WEIGHT = 4.0
# Far enough apart that what a score adds (BM25 of a look-up stays below 1,000) never lets one kind pass the next.
HEIGHTS = {"title": 20_000.0, "number": 10_000.0, "name": 3_000.0, "literal": 1_000.0}

# Where a scope looks: the field that scores, more fields, the fields of exact phrases.
_FIELDS: dict[Scope, tuple[TextField, tuple[TextField, ...], tuple[PhraseField, ...]]] = {
    "": ("text_tokens", ("attachment_tokens",), ("text_words", "attachment_words")),
    "title": ("title_tokens", (), ("title_words",)),
    "body": ("text_tokens", (), ("text_words",)),
    "attachments": ("attachment_tokens", (), ("attachment_words",)),
}
QUOTED = re.compile(r"[\"“„「『]([^\"“”„「」『』]{1,200})[\"”」』]")
# Control characters, and those that turn the direction of what follows.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class TypedQuery:
    """text: what is searched (cut and trimmed). attempts: scored nodes, each asked where those before find nothing.

    names: what each attempt means, one of "every", "any", "no_phrase". phrases: what must stand there literally.
    added: synonyms that are asked for as well, as they are written; read(typed, alone=True) asks without them.
    number: the document number that the query is, as it is printed; "" where it is anything else.
    """

    text: str
    cut: bool = False
    phrases: tuple[str, ...] = ()
    attempts: tuple[Node, ...] = field(default=(Everything(),))
    names: tuple[str, ...] = ("every",)
    added: tuple[str, ...] = ()
    number: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def marked(self) -> str:
        """What excerpts mark: what was typed and what was added."""
        return " ".join([self.text, *self.added])


def read(
    typed: str, *, scope: Scope = "", alone: bool = False, synonyms: Synonyms | None = None, most: int = MAX_CHARACTERS
) -> TypedQuery:
    """Any string, also an empty or a hostile one; never raises. synonyms: those of the reviewed file unless given."""
    query = clean(typed[: 4 * most])[:most]
    cut = len(query) < len(clean(typed[: 8 * most]))
    if not query:
        return TypedQuery("")
    reading = _Reading(query, scope, NONE if alone else built_in() if synonyms is None else synonyms)
    steps = reading.steps()
    nodes, names = zip(*((node, name) for name, node in steps), strict=True)
    return TypedQuery(query, cut, reading.phrases, nodes, names, reading.added, reading.numbers.printed)


def clean(typed: str) -> str:
    """Without what no text has: control characters are spaces, half a surrogate pair is U+FFFD."""
    sound = typed.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return " ".join(_CONTROLS.sub(" ", sound).split())


class _Reading:
    """One query: its phrases, its wording, and the nodes made of them."""

    def __init__(self, query: str, scope: Scope, synonyms: Synonyms) -> None:
        self.query, self.scope, self.synonyms = query, scope, synonyms
        self.field, self.also, self.phrase_fields = _FIELDS[scope]
        self.phrases, self.rest = _phrases(query)
        self.wording = word(self.rest, synonyms)
        self.added = self.wording.added
        self.numbers = asked_numbers(query)

    def steps(self) -> list[tuple[str, Node]]:
        """(name, scored node) of each attempt."""
        if self.wording.is_empty and not self.phrases:
            return [("every", Nothing())]
        steps = self._phrase_steps() if self.phrases else self._word_steps()
        lifts = self._lifts()
        return [(name, _lifted(node, lifts)) for name, node in steps]

    def _word_steps(self) -> list[tuple[str, Node]]:
        content = without_question_words(self.query)
        bare = self.wording if content == self.query else word(content, self.synonyms)
        if not self.wording.is_short:
            return [("any", self._any(bare))]
        without_asking = [("every", self._look_up(bare))] if bare is not self.wording else []
        return [("every", self._look_up(self.wording)), *without_asking, ("any", self._some_words(bare))]

    def _phrase_steps(self) -> list[tuple[str, Node]]:
        exact = [Passing(self._sequence(text.query_words(phrase))) for phrase in self.phrases]
        scored = Terms(self.field, text.query_tokens(self.query), every=False, also=self.also)
        steps: list[tuple[str, Node]] = []
        if not self.wording.is_empty:
            required = Passing(self._every(self.wording))
            steps.append(("every", every([scored, required, *exact])))
        steps.append(("every" if self.wording.is_empty else "any", every([scored, *exact])))
        return [*steps, ("no_phrase", self._some_words(word(self.query, self.synonyms)))]

    # --- nodes of a wording -------------------------------------------------------------------------------------------------

    def _look_up(self, wording: Wording) -> Node:
        """Every token somewhere; those in the title weigh more, as a title is what is mostly looked up."""
        base = self._every(wording)
        if self.scope in ("title", "attachments"):
            return base
        return Added(base, Weighed(_any_of(wording, "title_tokens"), TITLE_WEIGHT))

    def _every(self, wording: Wording) -> Node:
        def terms(tokens: tuple[str, ...]) -> Node:
            return Terms(self.field, tokens, every=True, also=self.also)

        # Where one of the spellings has no token of its own the others ask for nothing.
        places = [_best([terms(tokens) for tokens in place]) for place in wording.places if all(place)]
        return every([*([terms(wording.common)] if wording.common else []), *places])

    def _any(self, wording: Wording) -> Node:
        return _any_of(wording, self.field, self.also)

    def _some_words(self, wording: Wording) -> Node:
        """Any token, but not single characters alone: what says 量 and 子 somewhere is not about 量子."""
        words = tuple(token for token in wording.tokens if not text.is_single(token))
        found = self._any(wording)
        return every([found, Passing(Terms(self.field, words, every=False, also=self.also))]) if words else found

    def _sequence(self, words: tuple[str, ...]) -> Node:
        return some([Sequence(name, words) for name in self.phrase_fields])

    # --- what comes first ---------------------------------------------------------------------------------------------------

    def _lifts(self) -> list[tuple[str, Node]]:
        """(kind, filter) of what stands above all else, the lowest first."""
        if self.scope == "attachments":
            return []
        lifts: list[tuple[str, Node]] = []
        numbers = self.numbers
        if self.scope == "" and not self.phrases and numbers.phrases and text.is_short(self.query):
            lifts.append(("literal", some([self._sequence(words) for words in numbers.phrases if words])))
        titles, names = _title_keys([self.query, *self.wording.wordings] if not self.phrases else [self.query])
        if names:
            lifts.append(("name", OneOf(TITLE, names)))
        if self.scope == "" and numbers.keys:
            lifts.append(("number", OneOf(NUMBER, numbers.keys)))
        if titles:
            lifts.append(("title", OneOf(TITLE, titles)))
        return lifts


def _phrases(query: str) -> tuple[tuple[str, ...], str]:
    """The quoted phrases of a look-up and what else was typed; in a question, quotation marks are only emphasis."""
    rest = QUOTED.sub(" ", query)
    found = tuple(phrase for phrase in QUOTED.findall(query) if text.query_words(phrase))
    return (found, rest) if found and text.is_short(rest) else ((), query)


def _any_of(wording: Wording, field: TextField, also: tuple[TextField, ...] = ()) -> Node:
    def terms(tokens: tuple[str, ...]) -> Node:
        return Terms(field, tokens, every=False, also=also)

    places = [_best([terms(tokens) for tokens in place if tokens]) for place in wording.places]
    nodes = [*([terms(wording.common)] if wording.common else []), *places]
    return nodes[0] if len(nodes) == 1 else Some(tuple(nodes))


def _best(nodes: Several[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Best(tuple(nodes))


def _title_keys(wordings: Several[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(keys of whole titles, keys of names) that any of the wordings may be, in a fixed order."""
    asked = [asked_keys(wording) for wording in wordings]
    whole = sorted({key for keys, _ in asked for key in keys})
    names = sorted({key for _, keys in asked for key in keys})
    return tuple(whole), tuple(names)


def _lifted(node: Node, lifts: Several[tuple[str, Node]]) -> Node:
    for kind, first in lifts:
        node = Lifted(first, node, HEIGHTS[kind])
    return node
