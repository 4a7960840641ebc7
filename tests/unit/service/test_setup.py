from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def _project(folder: Path) -> Path:
    """Copy what the set-up needs into a project's folder without ``.venv``."""
    (folder / "service").mkdir()
    shutil.copy(ROOT / "service" / "setup.sh", folder / "service")
    (folder / "requirements.lock").write_text("")
    return folder


def _set_up(project: Path, path: str) -> subprocess.CompletedProcess[str]:
    sh = shutil.which("sh")
    assert sh is not None
    environment = {"PATH": path, "HOME": str(project)}
    return subprocess.run(
        [sh, "service/setup.sh"], cwd=project, env=environment, capture_output=True, text=True
    )


def test_a_missing_python_is_told_in_one_line_with_what_to_do(tmp_path: Path) -> None:
    project = _project(tmp_path)
    tools = project / "tools"
    tools.mkdir()
    for name in ("cat", "cksum", "dirname"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    done = _set_up(project, str(tools))
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.10 is missing: install it")
    assert done.stderr.count("\n") == 1
