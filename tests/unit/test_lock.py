"""What production installs, and the list of what it is made of."""

from __future__ import annotations

import re

import pytest

from tools.lock import LOCK, PRODUCTION, ROOT, of_project, pins, production
from tools.sbom import sbom

EVERY = {pin.name: pin for pin in pins(LOCK.read_text(encoding="utf-8"))}
RUNS = {pin.name: pin for pin in pins(PRODUCTION.read_text(encoding="utf-8"))}


def test_the_lock_of_production_is_made_from_the_lock() -> None:
    made = production(LOCK.read_text(encoding="utf-8"), of_project())
    assert PRODUCTION.read_text(encoding="utf-8") == made, "run: python -m tools.lock"


def test_what_runs_is_there_at_the_same_version_with_its_hashes() -> None:
    assert of_project() <= set(RUNS)
    for name, pin in RUNS.items():
        assert pin == EVERY[name]
        assert pin.hashes


@pytest.mark.parametrize("name", ["pytest", "playwright", "hypothesis", "mypy", "ruff", "wechatpy"])
def test_what_only_tests_need_does_not_go_into_production(name: str) -> None:
    assert name in EVERY
    assert name not in RUNS


def test_the_image_installs_what_runs_and_no_more() -> None:
    text = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")
    assert f"COPY {PRODUCTION.name} /tmp/\n" in text
    assert f"--require-hashes -r /tmp/{PRODUCTION.name}" in text


def test_the_bill_of_materials_names_each_package_with_its_hashes() -> None:
    text = PRODUCTION.read_text(encoding="utf-8")
    made = sbom(text)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert {each["name"]: each["version"] for each in made["components"]} == {
        pin.name: pin.version for pin in RUNS.values()
    }
    for each in made["components"]:
        assert each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}"
        assert all(re.fullmatch("[0-9a-f]{64}", h["content"]) for h in each["hashes"])
    known = {each["bom-ref"] for each in made["components"]}
    assert all(set(each["dependsOn"]) <= known for each in made["dependencies"])
    assert sbom(text) == made


def test_a_line_of_no_package_is_an_error() -> None:
    with pytest.raises(ValueError, match="no package"):
        list(pins("nothing here\n"))
