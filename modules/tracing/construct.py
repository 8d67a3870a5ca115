"""Traces of requests through the services of an environment."""

from collections.abc import Sequence

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.names import shortened
from modules.ecs_task.access import Sidecar
from modules.tracing.inputs import AdotCollectorInputs, XrayDaemonInputs
from resources import aws, json_text

SEGMENTS_PORT, OTLP_GRPC_PORT, OTLP_HTTP_PORT = 2000, 4317, 4318
XRAY_NAME_CHARACTERS = 32


class Tracing(Module):
    """A sidecar that sends traces to X-Ray, a sampling rule for each service, and the environment's group of traces.

    Gives `sidecar` and `statements` for each traced task, and `environment(service)` for its process.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: XrayDaemonInputs | AdotCollectorInputs,
        *,
        services: Sequence[str],
    ) -> None:
        """`services` are the traced ones, as the settings call them: api, worker."""
        super().__init__(scope, id)
        self._inputs = inputs
        prefix = self.context.name if inputs.environment_in_names else self.context.system
        self._names = {service: f"{prefix}-{service}" for service in services}
        self.sidecar = self._xray_daemon(inputs) if inputs.kind == "xray_daemon" else self._adot_collector(inputs)
        self.statements = (
            Statement(
                sid="SendTraces",
                actions=[
                    "xray:PutTraceSegments",
                    "xray:PutTelemetryRecords",
                    "xray:GetSamplingRules",
                    "xray:GetSamplingTargets",
                ],
                resources=["*"],
                why_any_resource="traces and the evaluation of sampling rules have no resource type in X-Ray",
            ),
        )
        for service, name in self._names.items():
            self._sampling_rule(service, name)
        aws.XrayGroup(
            self,
            group_name=shortened(self.context.name, XRAY_NAME_CHARACTERS),
            filter_expression=" OR ".join(f'service("{name}")' for name in self._names.values()),
            insights_configuration={"insights_enabled": False, "notifications_enabled": False},
        )

    def _sampling_rule(self, service: str, name: str) -> None:
        sampling = self._inputs.sampling
        # For the one service: a pattern for all of macro-ai would be one for all of macro-ai-production too.
        aws.XraySamplingRule(
            self,
            service,
            rule_name=shortened(f"{self.context.name}-{service}", XRAY_NAME_CHARACTERS),
            version=1,
            priority=sampling.priority,
            reservoir_size=sampling.reservoir_size,
            fixed_rate=sampling.fixed_rate,
            service_name=name,
            service_type="*",
            host="*",
            http_method="*",
            url_path="*",
            resource_arn="*",
        )

    def environment(self, service: str) -> dict[str, str]:
        """What the SDK in the process of a traced service needs to know, its name in X-Ray among it."""
        service_name = self._names[service]
        variables = {
            "AWS_XRAY_TRACING_NAME": service_name,
            "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{SEGMENTS_PORT}",
            # The default throws where there is no segment, and takes the request down with it.
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        }
        if self._inputs.debug:
            variables["AWS_XRAY_DEBUG_MODE"] = "TRUE"
        if self._inputs.kind == "adot_collector":
            variables |= {
                "OTEL_SERVICE_NAME": service_name,
                "OTEL_PROPAGATORS": "xray",
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{OTLP_HTTP_PORT}",
                "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            }
        return variables

    def _xray_daemon(self, inputs: XrayDaemonInputs) -> Sidecar:
        return Sidecar(
            name="xray-daemon",
            image=inputs.image,
            cpu_units=inputs.cpu_units,
            memory_mib=inputs.memory_mib,
            ports=[(SEGMENTS_PORT, "udp")],
            environment={"AWS_REGION": self.context.region},
            command=["--log-level", "debug"] if inputs.debug else [],
        )

    def _adot_collector(self, inputs: AdotCollectorInputs) -> Sidecar:
        segments = f"127.0.0.1:{SEGMENTS_PORT}"
        configuration = {
            "receivers": {
                "otlp": {
                    "protocols": {
                        "grpc": {"endpoint": f"127.0.0.1:{OTLP_GRPC_PORT}"},
                        "http": {"endpoint": f"127.0.0.1:{OTLP_HTTP_PORT}"},
                    }
                },
                # Its proxy answers the SDK's questions for sampling rules, as the daemon does.
                "awsxray": {"endpoint": segments, "transport": "udp", "proxy_server": {"endpoint": segments}},
            },
            "processors": {"batch": {"timeout": "1s", "send_batch_size": 50}},
            "exporters": {"awsxray": {"region": self.context.region}},
            "service": {
                "telemetry": {"logs": {"level": "debug" if inputs.debug else "info"}},
                "pipelines": {
                    "traces": {"receivers": ["otlp", "awsxray"], "processors": ["batch"], "exporters": ["awsxray"]}
                },
            },
        }
        return Sidecar(
            name="adot-collector",
            image=inputs.image,
            cpu_units=inputs.cpu_units,
            memory_mib=inputs.memory_mib,
            ports=[(SEGMENTS_PORT, "udp"), (OTLP_GRPC_PORT, "tcp"), (OTLP_HTTP_PORT, "tcp")],
            # JSON is YAML, which the collector reads.
            environment={"AWS_REGION": self.context.region, "AOT_CONFIG_CONTENT": json_text(configuration)},
        )
