from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from packaging.requirements import Requirement

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


def test_a_missing_python_is_taken_by_uv_where_that_is_there(tmp_path: Path) -> None:
    project = _project(tmp_path)
    tools = project / "tools"
    tools.mkdir()
    for name in ("cat", "cksum", "dirname", "rm"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    sh, python, called = shutil.which("sh"), tools / "taken", project / "called"
    # It is Python 3.10, and can make no environment.
    python.write_text(f'#!{sh}\n[ "$1" = -c ] && exit 0\necho "python $*" >>{called}\nexit 1\n')
    uv = tools / "uv"
    uv.write_text(f'#!{sh}\necho "uv $*" >>{called}\n[ "$2" = find ] && echo {python}\nexit 0\n')
    for each in (python, uv):
        each.chmod(0o755)
    done = _set_up(project, str(tools))
    assert called.read_text().splitlines() == [
        "uv python install --quiet 3.10",
        "uv python find 3.10",
        "python -m venv .venv",
    ]
    assert done.stderr.startswith("Python 3.10 is missing: taking it with uv ...")


def test_the_lock_has_tensorflow_only_where_it_has_wheels() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    named = [Requirement(line.rstrip("\\ ")) for line in lines if line[:1].isalnum()]
    tensorflow = [each for each in named if each.name.startswith(("tensorflow", "keras"))]
    assert {"tensorflow", "tensorflow-text", "keras"} <= {each.name for each in tensorflow}
    arm = {"python_full_version": "3.10.13", "platform_machine": "aarch64", "sys_platform": "linux"}
    for machine in ({}, {"platform_machine": "arm64", "sys_platform": "darwin"}):
        assert not any(
            each.marker.evaluate({**arm, **machine}) for each in tensorflow if each.marker
        )
    assert all(each.marker for each in tensorflow)
    assert any(each.name == "rasa" and each.marker.evaluate(arm) for each in named if each.marker)
