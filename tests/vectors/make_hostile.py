"""Writes the hostile files and their table, once: ``python -m tests.vectors.make_hostile``. Files there are kept."""

from __future__ import annotations

import importlib
import json

from tests.vectors.world import HERE, HOSTILE, Inside, Vector, all_of

AREAS = {
    "hostile_containers": ("outer", "headers", "ends", "order"),
    "hostile_trust": ("roots", "registries"),
    "hostile_bundles": ("envelopes", "payloads", "members"),
    "hostile_segments": ("signatures", "chains", "figures", "frames", "lines", "values"),
    "hostile_requests": ("requests",),
}


def vectors() -> list[Vector]:
    """All of them, made now."""
    return all_of(
        *(
            getattr(importlib.import_module(f"tests.vectors.{area}"), name)
            for area, names in AREAS.items()
            if (HERE / f"{area}.py").exists()
            for name in names
        )
    )


def main() -> None:
    """Write what is not there yet; a file that is there stays as it is."""
    table = []
    for vector in vectors():
        is_inside = isinstance(vector.data, Inside)
        ending = "tar" if is_inside else "ascn-request" if vector.name.startswith("request/") else "ascn"
        file = f"{vector.name}.{ending}"
        path = HOSTILE / file
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(vector.data)
        table.append(
            {"file": file, "code": vector.code, "wrong": vector.wrong, "effect": vector.effect,
             "stated": vector.stated}
        )  # fmt: skip
    rows = (json.dumps(row, ensure_ascii=False) for row in table)
    (HERE / "hostile.json").write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
