"""What tracing is made of."""

import json

import pytest

from modules.base.context import Context
from modules.tracing.construct import Tracing
from modules.tracing.inputs import AdotCollectorInputs, SamplingInputs, XrayDaemonInputs
from tests.modules import ModuleStack

SERVICES = ("api", "ui")


def xray(stack: ModuleStack, **inputs) -> Tracing:
    return Tracing(stack, "tracing", XrayDaemonInputs(**{"kind": "xray_daemon", **inputs}), services=SERVICES)


def adot(stack: ModuleStack, **inputs) -> Tracing:
    return Tracing(stack, "tracing", AdotCollectorInputs(**{"kind": "adot_collector", **inputs}), services=SERVICES)


@pytest.mark.requirement("C-28", "M-13")
def test_the_xray_daemon_listens_on_2000_udp_in_32_mib(stack: ModuleStack):
    sidecar = xray(stack).sidecar
    assert (sidecar.name, sidecar.cpu_units, sidecar.memory_mib, list(sidecar.ports)) == (
        "xray-daemon",
        32,
        32,
        [(2000, "udp")],
    )
    assert sidecar.image == "public.ecr.aws/xray/aws-xray-daemon:3.5.0"
    assert sidecar.environment == {"AWS_REGION": "us-east-1"}


@pytest.mark.requirement("C-16", "C-28", "M-13")
@pytest.mark.parametrize("make", [xray, adot])
def test_a_traced_task_may_do_the_four_xray_actions(stack: ModuleStack, make):
    [statement] = make(stack).statements
    assert statement.document() == {
        "Sid": "SendTraces",
        "Effect": "Allow",
        "Action": [
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
        ],
        "Resource": ["*"],
    }
    assert statement.why_any_resource == "traces and the evaluation of sampling rules have no resource type in X-Ray"


@pytest.mark.requirement("C-28")
def test_the_collector_takes_opentelemetry_and_xray_segments(stack: ModuleStack):
    sidecar = adot(stack).sidecar
    assert list(sidecar.ports) == [(2000, "udp"), (4317, "tcp"), (4318, "tcp")]
    configuration = json.loads(sidecar.environment["AOT_CONFIG_CONTENT"])
    assert configuration["receivers"] == {
        "otlp": {"protocols": {"grpc": {"endpoint": "127.0.0.1:4317"}, "http": {"endpoint": "127.0.0.1:4318"}}},
        "awsxray": {
            "endpoint": "127.0.0.1:2000",
            "transport": "udp",
            "proxy_server": {"endpoint": "127.0.0.1:2000"},
        },
    }
    assert configuration["exporters"] == {"awsxray": {"region": "us-east-1"}}
    assert configuration["service"] == {
        "telemetry": {"logs": {"level": "info"}},
        "pipelines": {"traces": {"receivers": ["otlp", "awsxray"], "processors": ["batch"], "exporters": ["awsxray"]}},
    }


@pytest.mark.requirement("M-13")
def test_the_process_learns_its_tracing_name_and_the_daemons_address(stack: ModuleStack):
    assert xray(stack).environment("api") == {
        "AWS_XRAY_TRACING_NAME": "shop-dev-api",
        "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2000",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
    }


def test_a_process_beside_the_collector_learns_where_opentelemetry_goes(stack: ModuleStack):
    variables = adot(stack).environment("api")
    assert {name: value for name, value in variables.items() if name.startswith("OTEL_")} == {
        "OTEL_SERVICE_NAME": "shop-dev-api",
        "OTEL_PROPAGATORS": "xray",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    }


@pytest.mark.requirement("M-13")
def test_debug_reaches_the_daemon_and_the_process(stack: ModuleStack):
    tracing = xray(stack, debug=True)
    assert list(tracing.sidecar.command) == ["--log-level", "debug"]
    assert tracing.environment("api")["AWS_XRAY_DEBUG_MODE"] == "TRUE"


def test_debug_reaches_the_collector(stack: ModuleStack):
    configuration = json.loads(adot(stack, debug=True).sidecar.environment["AOT_CONFIG_CONTENT"])
    assert configuration["service"]["telemetry"] == {"logs": {"level": "debug"}}


def test_without_debug_nothing_is_said_of_it(stack: ModuleStack):
    tracing = xray(stack)
    assert list(tracing.sidecar.command) == []
    assert "AWS_XRAY_DEBUG_MODE" not in tracing.environment("api")


def test_sampling_is_for_the_environments_own_services(stack: ModuleStack):
    xray(stack, sampling=SamplingInputs(reservoir_size=2, fixed_rate=0.1, priority=500))
    rules = stack.blocks("aws_xray_sampling_rule")
    assert {name: (rule["rule_name"], rule["service_name"]) for name, rule in rules.items()} == {
        "tracing_api": ("shop-dev-api", "shop-dev-api"),
        "tracing_ui": ("shop-dev-ui", "shop-dev-ui"),
    }
    assert rules["tracing_api"] == {
        "rule_name": "shop-dev-api",
        "version": 1,
        "priority": 500,
        "reservoir_size": 2,
        "fixed_rate": 0.1,
        "service_name": "shop-dev-api",
        "service_type": "*",
        "host": "*",
        "http_method": "*",
        "url_path": "*",
        "resource_arn": "*",
        "tags": {"component": "tracing"},
    }


@pytest.mark.requirement("M-13")
@pytest.mark.parametrize("make", [xray, adot])
def test_an_environment_alone_in_its_account_is_not_in_the_names(stack: ModuleStack, make):
    tracing = make(stack, environment_in_names=False)
    assert tracing.environment("api")["AWS_XRAY_TRACING_NAME"] == "shop-api"
    rules = stack.blocks("aws_xray_sampling_rule").values()
    assert [(rule["rule_name"], rule["service_name"]) for rule in rules] == [
        ("shop-dev-api", "shop-api"),
        ("shop-dev-ui", "shop-ui"),
    ]
    group = stack.block("aws_xray_group.tracing")
    assert (group["group_name"], group["filter_expression"]) == (
        "shop-dev",
        'service("shop-api") OR service("shop-ui")',
    )


def test_the_group_shows_the_traces_of_the_environments_services(stack: ModuleStack):
    xray(stack)
    group = stack.block("aws_xray_group.tracing")
    assert group["filter_expression"] == 'service("shop-dev-api") OR service("shop-dev-ui")'
    assert group["insights_configuration"] == {"insights_enabled": False, "notifications_enabled": False}


def test_names_fit_into_32_characters(stack: ModuleStack):
    name = "macro-ai-production-enhanced-hobby"
    stack.context = Context(
        system="macro-ai-production",
        environment="enhanced-hobby",
        name=name,
        account_id="123456789012",
        region="us-east-1",
    )
    xray(stack)
    rule, group = stack.block("aws_xray_sampling_rule.tracing_api"), stack.block("aws_xray_group.tracing")
    assert (len(rule["rule_name"]) <= 32, len(group["group_name"]) <= 32) == (True, True)
    assert rule["service_name"] == f"{name}-api"
