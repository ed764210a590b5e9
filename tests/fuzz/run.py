"""Coverage-guided fuzzing of one reader: ``python -m tests.fuzz.run READER FOLDER [libFuzzer's options]``.

The folder keeps what was found worth keeping, so a later run goes on from there; a finding is written beside it as
``crash-…``. Ends with libFuzzer's figures, ``stat::number_of_executed_units`` among them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ascn_desk.sync", "ascn_desk.base"]):
    from tests.fuzz.readers import READERS, seeds

LONGEST = {"archive": 4_096, "envelope": 2_048, "entry": 512, "segment": 1_024}


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
