"""What the files of deploy/ promise, as far as reading them can tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
RUNS_PODS = ("Deployment", "StatefulSet", "Job")


def manifests() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yml"))
    return [each for file in files for each in yaml.safe_load_all(file.read_text())]


def of(*kinds: str) -> list[dict[str, Any]]:
    return [each for each in manifests() if each["kind"] in kinds]


@pytest.mark.parametrize("workload", of(*RUNS_PODS), ids=lambda each: each["metadata"]["name"])
def test_every_container_runs_without_rights_on_a_read_only_file_system(
    workload: dict[str, Any],
) -> None:
    pod = workload["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "readOnlyRootFilesystem": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]


def test_every_server_is_ready_before_it_is_asked_and_is_never_gone_altogether() -> None:
    servers = of("Deployment", "StatefulSet")
    budgets = {each["metadata"]["name"] for each in of("PodDisruptionBudget")}
    assert {each["metadata"]["name"] for each in servers} == budgets
    for server in servers:
        assert server["spec"]["replicas"] >= 2
        (container,) = server["spec"]["template"]["spec"]["containers"]
        assert {"readinessProbe", "livenessProbe", "startupProbe"} <= set(container)
    (channels,) = [each for each in servers if each["metadata"]["name"] == "channels"]
    (container,) = channels["spec"]["template"]["spec"]["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"


def test_what_selects_pods_selects_those_that_there_are() -> None:
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in of(*RUNS_PODS)]
    for each in of("Service"):
        assert each["spec"]["selector"] in labels
    for each in of("PodDisruptionBudget", "Deployment", "StatefulSet"):
        assert each["spec"]["selector"]["matchLabels"] in labels
    for each in of("NetworkPolicy"):
        assert each["spec"]["podSelector"]["matchLabels"] in labels


def test_rasa_and_the_action_server_are_reached_by_their_own_callers_alone() -> None:
    allowed = {
        each["metadata"]["name"]: each["spec"]["ingress"][0]["from"][0]["podSelector"]
        for each in of("NetworkPolicy")
    }
    assert allowed == {
        "rasa": {"matchLabels": {"app": "channels"}},
        "actions": {"matchLabels": {"app": "rasa"}},
    }


def test_the_settings_name_each_rasa_process() -> None:
    (rasa,) = of("StatefulSet")
    (settings,) = of("ConfigMap")
    urls = settings["data"]["RASA_URL"].split(",")
    assert urls == [f"http://rasa-{n}.rasa:5005" for n in range(rasa["spec"]["replicas"])]


def test_no_secret_and_no_default_password_stands_in_the_files() -> None:
    assert not of("Secret")
    for file in DEPLOY.rglob("*.yml"):
        text = file.read_text()
        given = re.findall(r"^ *(?:\w*PASSWORD|\w*SECRET): *(\S*)", text, re.MULTILINE)
        given += re.findall(r"://\w*:([^@\s]*)@", text)
        for each in given:
            assert re.fullmatch(r"\$\{\w+:\?\}", each), (file.name, each)


def test_compose_publishes_the_proxy_alone_and_keeps_the_rest_inside() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    assert [name for name, each in services.items() if "ports" in each] == ["proxy"]
    for name, each in services.items():
        assert name == "proxy" or each["networks"] == ["inside"]
        if each["image"] == "visitor-assistant":
            assert each["read_only"]


def test_the_image_holds_every_package_that_runs_and_no_user_with_rights() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    for package in (
        "actions",
        "channels",
        "data",
        "listings",
        "locales",
        "logs",
        "nlu",
        "semantics",
    ):
        assert f"COPY {package} {package}\n" in text
    assert re.search(r"^USER [1-9]", text, re.MULTILINE)


def test_the_endpoints_elsewhere_are_ours_but_for_the_address() -> None:
    ours = yaml.safe_load((ROOT / "endpoints.yml").read_text())
    theirs = yaml.safe_load((DEPLOY / "endpoints.yml").read_text())
    ours["action_endpoint"]["url"] = theirs["action_endpoint"]["url"]
    assert theirs == ours
