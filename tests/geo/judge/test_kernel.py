"""Kernels on disk are never older than what they call."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from geo.judge import kernel as module
from geo.judge.edge import weigh_edge
from geo.judge.kernel import stamp

ROOT = Path(module.__file__).parents[2]
TRY = """
from geo.judge.caller import call
print(call(1.0))
"""


def test_a_kernel_is_compiled_anew_when_another_file_changes(tmp_path: Path) -> None:
    """Numba itself would go on with the old rule: the calling file is unchanged."""
    geo = tmp_path / "geo"
    (geo / "judge").mkdir(parents=True)
    for name in ("__init__.py", "judge/__init__.py", "judge/kernel.py"):
        shutil.copy(ROOT / "geo" / name, geo / name)
    begin = "from geo.judge.kernel import kernel\n"
    rule = geo / "judge" / "rule.py"
    (geo / "judge" / "caller.py").write_text(
        f"{begin}from geo.judge.rule import add\n\n\n"
        "@kernel\ndef call(x):\n    return add(x)\n"
    )

    answers = []
    for more in (1, 2):
        rule.write_text(f"{begin}\n\n@kernel\ndef add(x):\n    return x + {more}\n")
        os.utime(rule, (more, more))
        done = subprocess.run(
            [sys.executable, "-c", TRY],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )
        answers.append(float(done.stdout))

    assert answers == [2.0, 3.0]


def test_kernels_of_the_searches_depend_on_the_rules() -> None:
    search = {name for name, _, _ in stamp(ROOT / "geo" / "engine" / "frontier.py")}
    line = {name for name, _, _ in stamp(ROOT / "geo" / "line.py")}
    kept = weigh_edge._cache._cache_file

    assert {"slope.py", "frontier.py", "heap.py"} <= search
    assert line - search == {"line.py"}
    assert kept._source_stamp == stamp(ROOT / "geo" / "judge" / "edge.py")
