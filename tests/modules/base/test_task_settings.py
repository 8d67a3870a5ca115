"""Settings that tasks get as environment variables."""

from modules.base.task_settings import setting_findings


def findings(settings):
    return [(finding.path, str(finding)) for finding in setting_findings(settings, "REDIS_", ("REDIS_URL",))]


def test_a_name_with_the_prefix_is_right():
    assert findings({"REDIS_POOL_SIZE": "5"}) == []


def test_a_name_without_the_prefix_belongs_elsewhere():
    assert findings({"POOL_SIZE": "5"}) == [
        (("settings", "POOL_SIZE"), 'must begin with REDIS_; other variables belong to the service, got "5"')
    ]


def test_a_name_that_is_given_anyway_is_refused():
    assert findings({"REDIS_URL": "redis://cache"}) == [
        (("settings", "REDIS_URL"), 'is given by this section itself: leave it out, got "redis://cache"')
    ]
