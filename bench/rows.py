"""The budgets: for each row the reach figure, what was measured, and whether it is reached. Nothing is rounded up."""

from typing import Any, NamedTuple

Runs = dict[tuple[str, int], dict[str, Any]]
GROWING = ("list", "detail", "create", "transition", "dashboard")


class Row(NamedTuple):
    """One figure of one row, on one database, at one size."""

    row: int
    what: str
    unit: str
    reach: float
    measured: float
    at_least: bool = False

    def told(self, database: str, size: int) -> dict[str, Any]:
        """As the report has it."""
        reached = self.measured >= self.reach if self.at_least else self.measured <= self.reach
        values = self._asdict()
        values["reach_is"] = "at least" if values.pop("at_least") else "at most"
        return {"database": database, "size": size, **values, "reached": reached}


def rows_of(runs: Runs) -> list[dict[str, Any]]:
    """Every row that the runs can answer, in the order of the budgets."""
    found = [one.told(*key) for key, run in runs.items() for one in _of_one(key[0], run)]
    found += [one.told(database, size) for database, size, one in _growth(runs)]
    return sorted(found, key=lambda row: (row["row"], row["database"], row["size"], row["what"]))


def rows_of_planner(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Row 13, which asks no database."""
    rows = (
        Row(13, "dispatch of 1,000 orders to 300 people, four each", "s", 0.3, plan["seconds"]),
        Row(13, "gap to an independent exact solver", "points", 0, plan["gap"]),
    )
    return [row.told("none", plan["jobs"]) for row in rows]


def _of_one(database: str, run: dict[str, Any]) -> list[Row]:
    """The rows of one run; a part that broke has none."""
    works = _of_works(run["works"]) if "works" in run else []
    return works + (_of_server(database, run["server"]) if "server" in run else [])


def _of_works(works: dict[str, Any]) -> list[Row]:
    ratio = works["list_deep"]["p95_ms"] / works["list"]["p95_ms"]
    rows = [
        Row(2, "four-step loop, CPU", "ms", 20, works["loop"]["cpu_ms"]),
        Row(3, "filtered list of 50, p95, page, 1 at once", "ms", 25, works["list"]["p95_ms"]),
        Row(3, "filtered list of 50, CPU, page", "ms", 10, works["list"]["cpu_ms"]),
        Row(4, "page near the end / first page, p95", "times", 1.2, round(ratio, 2)),
        Row(5, "today's desk, p95", "ms", 15, works["dashboard"]["p95_ms"]),
        Row(5, "page of figures, p95", "ms", 15, works["figures"]["p95_ms"]),
    ]
    for name, most in (("list", 4), ("detail", 6), ("create", 6), ("transition", 6), ("dashboard", 4)):
        rows.append(Row(8, f"questions: {name}", "queries", most, works[name]["queries"]))
    return rows


def _of_server(database: str, server: dict[str, Any]) -> list[Row]:
    create = server["create"]
    rows = [
        Row(3, "filtered list of 50, p95, JSON, 4 at once", "ms", 25, server["list_api"]["p95_ms"]),
        Row(3, "filtered list of 50, CPU, JSON", "ms", 10, server["list_api"]["cpu_ms"]),
        Row(7, "list page of 50 rows", "per second", 120, server["list_page"]["per_second"], at_least=True),
        Row(9, "memory of master and 2 workers, PSS", "MB", 180, server["pss_mb"]),
    ]
    if database == "postgresql":
        return [*rows, Row(1, "create by JSON API, CPU", "ms", 4.4, create["cpu_ms"])]
    return [
        *rows,
        Row(17, "create by JSON API", "per second", 300, create["per_second"], at_least=True),
        Row(17, "create by JSON API, p99, 4 at once", "ms", 120, create["p99_ms"]),
    ]


def _growth(runs: Runs) -> list[tuple[str, int, Row]]:
    found = []
    for database in dict.fromkeys(key[0] for key in runs):
        sizes = sorted(size for (name, size), run in runs.items() if name == database and "works" in run)
        if len(sizes) < 2:  # noqa: PLR2004
            continue
        small, large = (runs[database, size]["works"] for size in (sizes[0], sizes[-1]))
        for name in GROWING:
            times = round(large[name]["p95_ms"] / small[name]["p95_ms"], 2)
            words = f"{name}, p95 at {sizes[-1]} / p95 at {sizes[0]}"
            found.append((database, sizes[-1], Row(6, words, "times", 1.3, times)))
    return found
