"""How tracing may be asked for."""

import pytest
from pydantic import TypeAdapter

from modules.tracing.inputs import AdotCollectorInputs, SamplingInputs, TracingInputs, XrayDaemonInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"fixed_rate": 1.5}, ["fixed_rate must be at most 1, got 1.5"]),
        ({"reservoir_size": -1}, ["reservoir_size must be at least 0, got -1"]),
        ({"priority": 10000}, ["priority must be at most 9999, got 10000"]),
    ],
)
def test_sampling_stays_in_what_xray_accepts(changes, expected):
    assert messages(lambda: SamplingInputs(**changes)) == expected


@pytest.mark.requirement("C-15", "C-28")
def test_the_sidecars_image_may_not_move_either():
    [message] = messages(lambda: XrayDaemonInputs(kind="xray_daemon", image="public.ecr.aws/xray/aws-xray-daemon:3.x"))
    assert message.startswith("image must be an image with a digest or the tag of one build: 3.x looks like it moves")


@pytest.mark.requirement("C-28")
@pytest.mark.parametrize(
    ("kind", "expected"), [("xray_daemon", XrayDaemonInputs), ("adot_collector", AdotCollectorInputs)]
)
def test_kind_chooses_the_sidecar(kind, expected):
    assert isinstance(TypeAdapter(TracingInputs).validate_python({"kind": kind}), expected)


@pytest.mark.requirement("C-28", "M-13")
def test_the_daemon_takes_32_mib_and_32_cpu_units_and_does_not_debug():
    inputs = XrayDaemonInputs(kind="xray_daemon")
    assert (inputs.memory_mib, inputs.cpu_units, inputs.debug) == (32, 32, False)
