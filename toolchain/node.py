"""Node.js as CDKTF's Python library and its command use it."""

from collections.abc import Mapping

# jsii warns in twelve lines on every start. Which Node is new enough is decided by set-up.
QUIET: Mapping[str, str] = {
    "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20,21,22,23,24,25,26",
    "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1",
    "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
}
