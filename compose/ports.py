"""The port that the container of a compose service listens on."""

from compose.document import Item
from compose.notes import Notes
from compose.variables import resolved

LEAST_PORT = 1024


def container_port(service: Item, where: str, notes: Notes) -> int | None:
    """The first TCP port that is published; None for a service without one, which gets no requests."""
    ports: dict[int, Item] = {}
    for element in service.entries.get("ports", Item(0, [])).elements:
        target = element.entries.get("target", element)
        port, _, protocol = resolved(target)[0].rpartition(":")[2].partition("/")
        protocol = element.entries["protocol"].text if "protocol" in element.entries else protocol
        if port.isdigit() and protocol in ("", "tcp"):
            ports.setdefault(int(port), target)
        else:
            notes.left_out(target, f"{where}.ports", f"{target.text} is no single TCP port")
    first = next(iter(ports), None)
    for number in list(ports)[1:]:
        notes.left_out(ports[number], f"{where}.ports", f"a service has one port; {number} is another one")
    if first is not None and first < LEAST_PORT:
        why = f"only root may listen on {first}; let the container listen on {LEAST_PORT} or above, and write that"
        notes.complete(ports[first], f"{where}.ports", why)
    return first
