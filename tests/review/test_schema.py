from review.masks import EveryElement
from review.schema import below, is_computed, is_ordered, is_settable, kind_of_resource, sensitive_mask


def test_types_that_are_not_known_have_no_kind():
    kind = kind_of_resource("google_storage_bucket")
    assert [kind, below(kind, "name"), is_ordered(kind), is_settable(kind, "name"), is_computed(kind, "name")] == [
        None
    ] * 5
    assert sensitive_mask("google_storage_bucket") is None


def test_order():
    group = kind_of_resource("aws_security_group")
    assert is_ordered(below(group, "ingress")) is False
    assert is_ordered(below(below(below(group, "ingress"), 0), "cidr_blocks")) is True
    assert is_ordered(below(group, "name")) is None


def test_who_sets_it():
    service = kind_of_resource("aws_ecs_service")
    assert (is_settable(service, "id"), is_computed(service, "launch_type")) == (True, True)
    assert (is_settable(kind_of_resource("aws_lb"), "arn"), is_computed(service, "name")) == (False, False)


def test_what_is_sensitive():
    assert sensitive_mask("aws_secretsmanager_secret_version") == {
        "secret_binary": True,
        "secret_string": True,
        "secret_string_wo": True,
    }
    client = {"authenticate_oidc": EveryElement({"client_secret": True})}
    assert sensitive_mask("aws_lb_listener") == {"default_action": EveryElement(client)}
