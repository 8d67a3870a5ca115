"""What to change in the settings of a real environment."""

from pathlib import Path
from typing import Any

import pytest

from advice.figures import Figures
from advice.sizes import fitting_sizes, main_service
from settings.load import checked_environment
from settings.target import Target
from settings.tfvars import parsed, read

ROOT = Path(__file__).parents[2]
NO_BUDGET = ("monthly_usd = 1200", "monthly_usd = 99999")


def sizes(name: str, figures: Figures, service: str = "api", *changes: tuple[str, str]) -> list[tuple[str, Any, str]]:
    found = fitting_sizes(settings(name, *changes), service, figures)
    assert found.notes == ()
    return [(edit.key, edit.value, edit.why) for edit in found.edits]


def notes(name: str, figures: Figures, *changes: tuple[str, str]) -> tuple[str, ...]:
    found = fitting_sizes(settings(name, *changes), "api", figures)
    assert found.edits == ()
    return found.notes


def settings(name: str, *changes: tuple[str, str]):
    target = Target.parse(name)
    text = read(ROOT / target.tfvars_path, ROOT).text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return checked_environment(target, parsed(text, target.tfvars_path)).settings


@pytest.mark.requirement("P-08")
def test_a_service_that_scales_may_have_more_tasks():
    assert sizes("macro-ai/prod", Figures(cpu_percent=85)) == [
        ("services.api.autoscaling.maximum_tasks", 13, "10 tasks at 85 % of their CPU are 13 at 70 %")
    ]


@pytest.mark.requirement("P-08")
def test_a_service_that_does_not_scale_gets_more_cpu():
    assert sizes("macro-ai/prod", Figures(cpu_percent=90), "ui") == [
        ("services.ui.cpu_units", 2048, "90 % of the CPU of 1024 are 70 % of 1317"),
        ("services.ui.memory_mib", 4096, "goes with the other"),
    ]


@pytest.mark.requirement("P-08")
def test_more_tasks_are_no_more_memory_for_one():
    assert sizes("macro-ai/prod", Figures(memory_percent=95)) == [
        ("services.api.memory_mib", 3072, "95 % of the memory of 2048 are 70 % of 2779")
    ]


def test_memory_that_goes_beyond_a_size_takes_cpu_along():
    change = ("    memory_mib       = 2048", "    memory_mib       = 8192")
    assert sizes("macro-ai/prod", Figures(memory_percent=90), "api", change) == [
        ("services.api.cpu_units", 2048, "goes with the other"),
        ("services.api.memory_mib", 11264, "90 % of the memory of 8192 are 70 % of 10533"),
    ]


def test_no_task_is_larger_than_the_largest():
    changes = (
        ("    cpu_units        = 1024", "    cpu_units = 16384"),
        ("    memory_mib       = 2048", "    memory_mib = 122880"),
    )
    assert notes("macro-ai/prod", Figures(memory_percent=99), *changes, NO_BUDGET) == (
        "No Fargate task is that large: run more of them, or find out what needs so much.",
    )


@pytest.mark.requirement("P-08")
def test_too_many_connections_are_shared_first():
    assert sizes("macro-ai/dev", Figures(connections_percent=90)) == [
        ("database_proxy", {}, "tasks share connections instead of opening their own")
    ]


@pytest.mark.requirement("P-08")
def test_shared_connections_need_a_larger_database():
    assert sizes("macro-ai/prod", Figures(connections_percent=90)) == [
        ("database.instance_class", "db.r6g.xlarge", "connections follow the memory of the class")
    ]


@pytest.mark.requirement("P-08")
def test_connections_of_aurora_follow_its_capacity():
    assert sizes("eloquent/prod", Figures(connections_percent=100)) == [
        ("database.maximum_acu", 23, "connections follow the memory of the capacity")
    ]


def test_the_largest_class_has_no_larger_one():
    change = ('instance_class        = "db.r6g.large"', 'instance_class = "db.r6g.16xlarge"')
    assert notes("macro-ai/prod", Figures(connections_percent=90), change, NO_BUDGET) == (
        "How many connections the database allows is not decided here: ask who runs it, or pool them.",
    )


def test_a_database_of_somebody_else_is_not_decided_about():
    assert notes("macro-ai-production/hobby", Figures(connections_percent=90)) == (
        "How many connections the database allows is not decided here: ask who runs it, or pool them.",
    )


@pytest.mark.requirement("P-08")
def test_slow_answers_alone_are_no_matter_of_size():
    assert notes("macro-ai/prod", Figures(response_seconds=5, cpu_percent=20)) == (
        "Answers are slow although CPU, memory and connections are within their limits or not known: no size mends that. "
        "Look for slow queries in Performance Insights and for slow calls in the traces first.",
    )


def test_slow_answers_beside_another_figure_follow_from_it():
    assert [key for key, _, _ in sizes("macro-ai/prod", Figures(response_seconds=5, cpu_percent=90))] == [
        "services.api.autoscaling.maximum_tasks"
    ]


def test_what_is_within_its_limits_stays():
    found = fitting_sizes(settings("macro-ai/prod"), "api", Figures(cpu_percent=50, memory_percent=50))
    assert (found.edits, found.notes) == ((), ())


def test_the_service_with_most_to_do_is_meant():
    assert main_service(settings("macro-ai/prod")) == "api"
    assert main_service(settings("migrateai/staging")) == "migrate-backend"
