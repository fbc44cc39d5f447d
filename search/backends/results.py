"""Search results as modelsearch and Wagtail use them: slices, counts, facets, all from few questions to the engine."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from modelsearch.backends.base import BaseSearchResults

from search.backends.compiler import PlanCompiler
from search.backends.engine import Engine
from search.backends.plan import Answer, Facet, Plan, Value

# A paginator counts, then asks for its first page: one question answers both. A short slice wants less.
FIRST_PAGE = 50
# Facets counted in one question to the engine: three of them apart cost a long question half as much again.
MOST_FACETS = 6
_asked_last: dict[type[Any], tuple[str, ...]] = {}


class PlanResults(BaseSearchResults):
    """Lists of model instances in the engine's order, without those that the database no longer has."""

    supports_facet = True
    query_compiler: PlanCompiler

    @property
    def _engine(self) -> Engine:
        return self.backend.engine_for_model(self.query_compiler.queryset.model)

    @property
    def relaxed(self) -> bool:
        """Whether no document had every token, so that any counts."""
        self._plan_in_force()
        seen = self.query_compiler.seen
        return seen["attempt"] > 0 and seen["answer"].total > 0

    # --- the engine ---------------------------------------------------------------------------------------------------------

    def _plan_in_force(self) -> Plan:
        """The first plan that finds something; its first hits and its total are kept for every slice."""
        seen = self.query_compiler.seen
        if "answer" not in seen:
            wanted = min(self.stop or FIRST_PAGE, FIRST_PAGE)
            for number, plan in enumerate(self.query_compiler.attempts):
                answer = self._engine.ask(plan, 0, wanted)
                seen.update(plan=plan, answer=answer, attempt=number)
                if answer.total:
                    break
        plan_in_force: Plan = seen["plan"]
        return plan_in_force

    def _hits(self) -> list[tuple[Value, float | None]]:
        plan = self._plan_in_force()
        answer: Answer = self.query_compiler.seen["answer"]
        stop = answer.total if self.stop is None else min(self.stop, answer.total)
        if self.start >= stop:
            return []
        if self.query_compiler.in_database_order:
            return [(key, None) for key in self._keys_in_database_order(plan)[self.start : stop]]
        if stop <= len(answer.keys):
            found = answer.keys[self.start : stop], answer.scores[self.start : stop]
        else:
            more = self._engine.ask(plan, self.start, stop)
            found = more.keys, more.scores
        return list(zip(*found, strict=True))

    def _keys_in_database_order(self, plan: Plan) -> list[Value]:
        """The query set's own order of what was found: for orders of several fields, which no engine sorts alike."""
        seen = self.query_compiler.seen
        if "ordered" not in seen:
            found = set(self._engine.ask(plan).keys)
            encode = self.query_compiler.layout.columns["pk"].encode
            keys = (encode(pk) for pk in self.query_compiler.queryset.values_list("pk", flat=True))
            seen["ordered"] = [key for key in keys if key in found]
        ordered: list[Value] = seen["ordered"]
        return ordered

    # --- what modelsearch calls ---------------------------------------------------------------------------------------------

    def _do_search(self) -> Iterator[Any]:
        hits = self._hits()
        if not hits:
            return
        column = self.query_compiler.layout.columns["pk"]
        rows = self.query_compiler.queryset.filter(pk__in=[column.decode(key) for key, _ in hits])
        if self.prefetch_related:
            rows = rows.prefetch_related(*self.prefetch_related)
        rows.query.clear_ordering(force=True)
        found = {column.encode(row.pk): row for row in rows}
        for key, score in hits:
            row = found.get(key)
            if row is not None:
                if self._score_field:
                    setattr(row, self._score_field, score)
                yield row

    def _do_count(self) -> int:
        self._plan_in_force()
        total = self.query_compiler.seen["answer"].total
        stop = total if self.stop is None else min(self.stop, total)
        return max(stop - self.start, 0)

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Value (None: no value) -> number of results, most first. Takes the attribute name: `content_type_id`."""
        name = self.query_compiler.facet_column(field_name)
        counted: dict[str, dict[Value | None, int]] = self.query_compiler.seen.setdefault("facets", {})
        if name not in counted:
            counted.update(self._counted(name))
        self._remember(name)
        column = self.query_compiler.layout.columns[name]
        decoded = [(None if key is None else column.decode(key), count) for key, count in counted[name].items()]
        return OrderedDict(sorted(decoded, key=lambda item: (-item[1], str(item[0]))))

    def _counted(self, name: str) -> dict[str, dict[Value | None, int]]:
        """The facet, and with it those that the last results of this model were asked for: they come one by one, but are mostly the same."""
        plan = self._plan_in_force()
        names = dict.fromkeys([name, *_asked_last.get(self.query_compiler.queryset.model, ())])
        asked = Plan(plan.query, plan.filters, facets=tuple(Facet(n, n) for n in names))
        return self._engine.facets(asked, self.query_compiler.seen["answer"])

    def _remember(self, name: str) -> None:
        asked = self.query_compiler.seen.setdefault("asked facets", {})
        asked[name] = None
        _asked_last[self.query_compiler.queryset.model] = tuple(asked)[:MOST_FACETS]
