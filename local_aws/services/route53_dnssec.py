"""Route 53: the keys that sign a zone, and whether it is signed."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from local_aws.registry import AwsError, Context, Result, operation

_CHANGE = {"Id": "/change/C1PA6795UKMFR9", "Status": "INSYNC", "SubmittedAt": "2026-01-01T00:00:00Z"}


@operation("route53", "CreateKeySigningKey")
def create_key(context: Context) -> Result:
    keys, name = _keys(context), context.params["Name"]
    if name in keys:
        raise AwsError("KeySigningKeyAlreadyExists", f"A key-signing key {name} already exists in this zone")
    digest = sha256(f"{_zone_id(context)}/{name}".encode()).hexdigest().upper()
    public_key = sha256(digest.encode()).hexdigest()
    now = datetime.now(UTC)
    keys[name] = {
        "Name": name,
        "KmsArn": context.params["KeyManagementServiceArn"],
        "Flag": 257,
        "SigningAlgorithmMnemonic": "ECDSAP256SHA256",
        "SigningAlgorithmType": 13,
        "DigestAlgorithmMnemonic": "SHA-256",
        "DigestAlgorithmType": 2,
        "KeyTag": int(digest[:4], 16),
        "DigestValue": digest,
        "PublicKey": public_key,
        "DSRecord": f"{int(digest[:4], 16)} 13 2 {digest}",
        "DNSKEYRecord": f"257 3 13 {public_key}",
        "Status": context.params["Status"],
        "CreatedDate": now,
        "LastModifiedDate": now,
    }
    location = f"{context.endpoint}/2013-04-01/keysigningkey/{_zone_id(context)}/{name}"
    return {"ChangeInfo": _CHANGE, "KeySigningKey": keys[name], "Location": location}


@operation("route53", "ActivateKeySigningKey", "DeactivateKeySigningKey", "DeleteKeySigningKey")
def change_key(context: Context) -> Result:
    keys, name = _keys(context), context.params["Name"]
    if name not in keys:
        raise AwsError("NoSuchKeySigningKey", f"There is no key-signing key {name} in this zone")
    if context.operation == "DeleteKeySigningKey":
        if keys[name]["Status"] == "ACTIVE":
            raise AwsError("InvalidKeySigningKeyStatus", f"The key-signing key {name} is active; deactivate it first")
        del keys[name]
    else:
        active = context.operation == "ActivateKeySigningKey"
        if not active and _signed(context).get(_zone_id(context)):
            raise AwsError("KeySigningKeyInUse", f"The zone is signed with {name}; disable DNSSEC first")
        keys[name]["Status"] = "ACTIVE" if active else "INACTIVE"
    return {"ChangeInfo": _CHANGE}


@operation("route53", "EnableHostedZoneDNSSEC", "DisableHostedZoneDNSSEC")
def sign(context: Context) -> Result:
    enable = context.operation == "EnableHostedZoneDNSSEC"
    if enable and not any(key["Status"] == "ACTIVE" for key in _keys(context).values()):
        raise AwsError("KeySigningKeyWithActiveStatusNotFound", "The zone has no active key-signing key")
    _signed(context)[_zone_id(context)] = enable
    return {"ChangeInfo": _CHANGE}


@operation("route53", "GetDNSSEC", override="moto calls every zone unsigned")
def get_dnssec(context: Context) -> Result:
    signed = _signed(context).get(_zone_id(context), False)
    return {
        "Status": {"ServeSignature": "SIGNING" if signed else "NOT_SIGNING"},
        "KeySigningKeys": list(_keys(context).values()),
    }


def _zone_id(context: Context) -> str:
    return context.params["HostedZoneId"].removeprefix("/hostedzone/")


def _keys(context: Context) -> dict[str, dict[str, Any]]:
    return context.table("key-signing keys").setdefault(_zone_id(context), {})


def _signed(context: Context) -> dict[str, bool]:
    return context.table("signed zones")
