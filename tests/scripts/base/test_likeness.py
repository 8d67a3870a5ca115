"""Which values of an environment's settings take a new name, and which a person decides."""

import pytest

from scripts.base.likeness import Likeness, free_range, likeness, network_ranges
from settings.problem import dotted
from settings.target import Target
from settings.tfvars import parsed
from toolchain.errors import UserError

OLD = Target.parse("macro-ai/dev")
SHOP = Target.parse("shop/live")
SAME_SYSTEM = Target.parse("macro-ai/qa")

FILE = """\
# Macro AI, dev: small.

owner = "macro-ai" # of macro-ai
domain = {
  name              = "dev.macro-ai.com"
  hosted_zone_id    = "Z1"
  alternative_names = ["www.dev.macro-ai.com", "macro-ai.com"]
}
network = { cidr_block = "10.20.0.0/16" }
"""


def made(text: str, new: Target = SHOP, old: Target = OLD) -> Likeness:
    return likeness(parsed(text, old.tfvars_path), old, new, ["10.20.0.0/16"])


def value(text: str, new: Target = SHOP) -> str:
    """What a text in a file with a domain name becomes."""
    domain = 'domain = { name = "dev.macro-ai.com" }'
    values = parsed(made(f'{domain}\nparameters = {{ A = {{ value = "{text}" }} }}\n', new).text, "x").values
    return values["parameters"]["A"]["value"]


def test_every_other_byte_stays():
    assert made(FILE).text == """\
# Shop, live: small.
# Made like envs/macro-ai/dev.tfvars.

owner = "shop" # of macro-ai
domain = {
  name              = "live.shop.example"
  hosted_zone_id    = "Z1"
  alternative_names = ["www.live.shop.example", "shop.example"]
}
network = { cidr_block = "10.21.0.0/16" }
"""  # fmt: skip


def test_another_environment_is_no_further_scale_of_the_same_deployment():
    text = 'deployed_as = "live"\nsecrets = { A = { description = "of macro-ai-live, macro-ai/live, macro-ai-dev" } }\n'
    assert made(text, SAME_SYSTEM).text == (
        "# Made like envs/macro-ai/dev.tfvars.\n\n"
        'secrets = { A = { description = "of macro-ai-qa, macro-ai/qa, macro-ai-qa" } }\n'
    )


def test_another_environment_of_the_same_system():
    assert made(FILE, SAME_SYSTEM).text == """\
# Macro AI, qa: small.
# Made like envs/macro-ai/dev.tfvars.

owner = "macro-ai" # of macro-ai
domain = {
  name              = "qa.macro-ai.com"
  hosted_zone_id    = "Z1"
  alternative_names = ["www.qa.macro-ai.com", "macro-ai.com"]
}
network = { cidr_block = "10.21.0.0/16" }
"""  # fmt: skip


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("https://dev.macro-ai.com/auth", "https://live.shop.example/auth"),
        (
            "1.dkr.ecr.eu-west-1.amazonaws.com/macro-ai-api@sha256:0",
            "1.dkr.ecr.eu-west-1.amazonaws.com/shop-api@sha256:0",
        ),
        ("/macro-ai/dev/KEY", "/shop/live/KEY"),
        ("macro-ai-dev-assets", "shop-live-assets"),
        ("macro_ai", "shop"),
        ("https://docs.macro-ai.co.uk/x", "https://docs.shop.example/x"),
        ("oncall@macro-ai.com", "oncall@macro-ai.com"),
        ("macro-aims", "macro-aims"),
        ("dev", "dev"),
    ],
)
def test_names_where_they_are_words_and_no_email_address(text: str, becomes: str):
    assert value(text) == becomes


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("macro-ai-dev-assets", "macro-ai-qa-assets"),
        ("/macro-ai/dev/KEY", "/macro-ai/qa/KEY"),
        (
            "1.dkr.ecr.eu-west-1.amazonaws.com/macro-ai-api@sha256:0",
            "1.dkr.ecr.eu-west-1.amazonaws.com/macro-ai-api@sha256:0",
        ),
    ],
)
def test_what_the_environments_of_a_system_share_stays(text: str, becomes: str):
    assert value(text, SAME_SYSTEM) == becomes


def test_a_domain_name_without_the_environment_gets_it_in_front():
    text = made('domain = { name = "app.macro-ai.com" }\n', SAME_SYSTEM).text
    assert 'name = "qa.app.macro-ai.com"' in text


def test_a_sign_in_page_never_keeps_its_prefix():
    text = 'user_pool = { domain_prefix = "chatter" }\n'
    assert made(text).text == '# Made like envs/macro-ai/dev.tfvars.\n\nuser_pool = { domain_prefix = "shop-live" }\n'


def test_a_copy_of_a_copy_says_whose_it_was_last():
    again = made(made(FILE).text, Target.parse("shop/qa"), SHOP)
    assert again.text.splitlines()[:3] == ["# Shop, qa: small.", "# Made like envs/shop/live.tfvars.", ""]


def test_line_ends_of_windows_stay():
    assert made('# Macro AI\r\nowner = "macro-ai"\r\n').text == (
        '# Shop\r\n# Made like envs/macro-ai/dev.tfvars.\r\nowner = "shop"\r\n'
    )


def test_lists_what_was_made_up_with_its_line():
    text = f'{FILE}services = {{ api = {{ image = "1.dkr.ecr.eu-west-1.amazonaws.com/macro-ai-api@sha256:0" }} }}\n'
    assert [(dotted(value.key), value.line, value.why) for value in made(text).made_up] == [
        ("owner", 4, ""),
        ("domain.name", 6, "nobody's; a deploy needs one that is yours"),
        ("domain.alternative_names[0]", 8, ""),
        ("domain.alternative_names[1]", 8, ""),
        ("network.cidr_block", 10, ""),
        ("services.api.image", 11, "the digest is still the other's"),
    ]


def test_lists_what_only_a_person_can_decide():
    text = """\
account_id = "123456789012"
domain     = { name = "dev.macro-ai.com", hosted_zone_id = "Z1" }
services   = { api = { image = "1.dkr.ecr.eu-west-1.amazonaws.com/tools@sha256:0", environment = { STAGE = "dev" } } }
topics     = { P1 = { email_addresses = ["oncall@macro-ai.com"] } }
key        = "arn:aws:kms:us-east-1:123456789012:key/1"
owner      = "platform"
front      = { ingress_cidr_blocks = ["203.0.113.0/24"] }
"""
    assert [(dotted(value.key), value.line, value.why) for value in made(text).kept] == [
        ("account_id", 3, "the account it is deployed to"),
        ("domain.hosted_zone_id", 4, "the zone that holds the domain name"),
        ("services.api.image", 5, "the release that runs"),
        ("services.api.environment.STAGE", 5, "the name of the other environment"),
        ("topics.P1.email_addresses[0]", 6, "who gets mail"),
        ("key", 7, "something that exists in an account"),
        ("owner", 8, "the team to ask"),
        ("front.ingress_cidr_blocks[0]", 9, "who is let in"),
    ]


def test_the_same_system_has_the_same_team():
    assert made('owner = "platform"\n', SAME_SYSTEM).kept == ()


@pytest.mark.parametrize(
    ("wanted", "used", "free"),
    [
        ("10.20.0.0/16", ["10.20.0.0/16"], "10.21.0.0/16"),
        ("10.20.0.0/16", ["10.20.0.0/16", "10.21.16.0/20", "10.23.0.0/16"], "10.22.0.0/16"),
        ("10.255.0.0/16", ["10.255.0.0/16", "10.0.0.0/16"], "10.1.0.0/16"),
        ("172.31.0.0/16", ["172.31.0.0/16"], "172.16.0.0/16"),
        ("192.168.16.0/20", ["192.168.16.0/20", "192.168.32.0/19"], "192.168.64.0/20"),
    ],
)
def test_the_next_range_that_overlaps_nothing(wanted: str, used: list[str], free: str):
    assert free_range(wanted, used) == free


def test_every_network_of_a_file_moves_and_none_onto_another():
    file = parsed('network = { cidr_block = "10.20.0.0/16" }\ncopy = { cidr_block = "10.21.0.0/16" }\n', "x")
    assert network_ranges(file) == ["10.20.0.0/16", "10.21.0.0/16"]
    text = likeness(file, OLD, SHOP, network_ranges(file)).text
    assert network_ranges(parsed(text, "x")) == ["10.22.0.0/16", "10.23.0.0/16"]


def test_a_rule_about_the_own_network_moves_with_it():
    text = 'load_balancer = { test_listener_cidr_blocks = ["10.20.0.0/16", "10.20.0.0/24"] }\nnetwork = { cidr_block = "10.20.0.0/16" }\n'
    assert '["10.21.0.0/16", "10.20.0.0/24"]' in made(text).text


def test_no_range_is_free():
    with pytest.raises(UserError) as error:
        free_range("192.168.0.0/16", ["192.168.128.0/20"])
    assert str(error.value) == "No /16 range in 192.168.0.0/16 is free for the new network; use smaller ones."


def test_a_public_range_has_no_neighbours():
    with pytest.raises(UserError) as error:
        free_range("8.8.0.0/16", [])
    assert str(error.value) == (
        "No /16 range like 8.8.0.0/16, which is not a private range is free for the new network; use smaller ones."
    )
