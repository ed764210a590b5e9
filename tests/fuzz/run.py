"""Coverage-guided fuzzing of one reader: ``python -m tests.fuzz.run READER FOLDER [libFuzzer's options]``.

The folder keeps what was found worth keeping, so a later run goes on from there; a finding is written beside it as
``crash-…``. Ends with libFuzzer's figures, ``stat::number_of_executed_units`` among them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ascn_desk.sync", "ascn_desk.base"]):
    from tests.fuzz.readers import READERS

from tests.vectors import world

LONGEST = {"archive": 4_096, "envelope": 2_048, "entry": 512, "segment": 1_024}


def seeds(reader: str) -> list[bytes]:
    """Honest documents to begin with."""
    two = b"\n".join(world.spelled(each) for each in (world.entry(1), world.entry(2, over={world.WRITER.desk: 1})))
    odd = world.spelled({"n": 7, "redacted": "a" * 64})
    values = {"a": None, "b:c": True, "d": -7, "e": "\t\"\\"}
    whole = world.spelled(world.entry(5, why="理由", salt="A" * 22 + "==", set=values))
    match reader:
        case "archive":
            file = ("files/" + "a" * 64, b"y" * 600)
            return [world.archive([("a", b"x"), ("COVER.txt", b"")]), world.archive([file])]
        case "envelope":
            return [world.WRITER_1.envelope, world.spelled(world.payload_of(world.WRITER_1.envelope))]
        case "entry":
            return [two, odd, whole, two + b"\n" + odd]
        case _:
            return [two + b"\n", world.WRITER_1.body, odd + b"\n", whole + b"\n"]


def main() -> None:
    """Fuzz until told to stop."""
    reader, folder, *options = sys.argv[1:]
    corpus = Path(folder) / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(seeds(reader)):
        (corpus / f"seed-{place}").write_bytes(seed)
    usual = [f"-max_len={LONGEST[reader]}", "-print_final_stats=1", f"-artifact_prefix={folder}/", "-timeout=20"]
    atheris.Setup([sys.argv[0], str(corpus), *usual, *options], READERS[reader])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
