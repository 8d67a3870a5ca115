"""An estimate as a JSON document. All amounts are US dollars a month unless they say otherwise."""

from typing import Any

from review.cost.amount import Amount
from review.cost.line import Estimate, Line, Share

DIGITS = 6


def document(estimate: Estimate) -> dict[str, Any]:
    """The sums, the shares of services and components, every line with the source of its price, what has none."""
    return {
        "cost": _amount(estimate.cost),
        "fixed": _amount(estimate.fixed),
        "by_usage": _amount(estimate.by_usage),
        "unverified": _amount(estimate.unverified),
        "services": [_share(share) for share in estimate.by_service()],
        "components": [_share(share) for share in estimate.by_component()],
        "lines": [_line(line) for line in estimate.lines],
        "unpriced": [{"address": one.address, "type": one.type, "reason": one.reason} for one in estimate.unpriced],
        "free": dict(estimate.free or {}),
        "assumed_usage": list(estimate.assumed),
    }


def _amount(amount: Amount) -> dict[str, float]:
    return {
        "quiet": round(amount.low, DIGITS),
        "expected": round(amount.expected, DIGITS),
        "busy": round(amount.high, DIGITS),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "name": share.name,
        "fixed": _amount(share.fixed),
        "by_usage": _amount(share.by_usage),
        "cost": _amount(share.cost),
    }


def _line(line: Line) -> dict[str, Any]:
    price = line.price
    return {
        "address": line.address,
        "component": line.component,
        "service": price.service,
        "what": line.what,
        "fixed": line.is_fixed,
        "quantity": _amount(line.quantity),
        "unit": price.unit,
        "cost": _amount(line.cost),
        "usage": list(line.usage),
        "assumed_usage": list(line.assumed),
        "price": {
            "item": price.item,
            "usd": price.usd,
            "region": price.region,
            "verified": price.verified,
            "confidence": price.source.confidence,
            "source": price.source.text,
            "address": price.source.address,
            "date": price.source.date.isoformat(),
        },
    }
