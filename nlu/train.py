"""Train only when needed: one model file per state of the files that make it.

`python -m nlu.train` prints the model's path; `--check` says whether there is one for these files.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "models/encoder",
    "nlu",
    "physio/reading/encoder.py",
    "physio/reading/sentences.py",
    "uv.lock",
)
KINDS = {".yml", ".py", ".lock", ".onnx", ".json"}


def source_files(root: Path) -> Iterable[Path]:
    """Every file that a trained model depends on, in a fixed order."""
    for name in SOURCES:
        path = root / name
        yield from sorted(p for p in path.rglob("*") if p.suffix in KINDS) if path.is_dir() else (path,)


def fingerprint(root: Path = ROOT) -> str:
    """Twelve hexadecimal digits that change when any of the source files does."""
    digest = hashlib.sha256()
    for path in source_files(root):
        if path.exists():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def model_path(root: Path = ROOT) -> Path:
    """Where the model of the present files is, or will be."""
    return root / "models" / f"first-contact-{fingerprint(root)}.tar.gz"


def train(root: Path = ROOT) -> Path:
    """Train with Rasa unless the model is there already; return its path. Fails with Rasa's exit code."""
    path = model_path(root)
    if not path.exists():
        # --force: Rasa's own cache doesn't know that the encoder's weights have changed.
        command = [sys.executable, "-m", "rasa", "train", "--force", "--out", "models"]
        command += ["--fixed-model-name", path.name]
        subprocess.run(command, cwd=root, check=True, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"})
    return path


def main() -> int:
    """Print the path; with `--check`, exit 1 if the model is missing."""
    if "--check" in sys.argv[1:]:
        print(model_path())
        return 0 if model_path().exists() else 1
    print(train())
    return 0


if __name__ == "__main__":
    sys.exit(main())
