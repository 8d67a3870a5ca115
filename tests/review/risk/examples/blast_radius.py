from tests.review.making import entry
from tests.review.risk.examples import Example

ALARMS = [f"aws_cloudwatch_metric_alarm.a{number}" for number in range(20)]
QUIET = tuple(entry(address, {"v": 1}, {"v": 1}) for address in ALARMS[10:])

EXAMPLES = {
    "much-destroyed": Example(
        bad=(*(entry(address, {"v": 1}, None) for address in ALARMS[:6]), *QUIET),
        says=("high: 6 of 16 resources (38 %) are destroyed or replaced.",),
        good=(*(entry(address, {"v": 1}, None) for address in ALARMS[:2]), *QUIET),
    ),
    "much-changed": Example(
        bad=(*(entry(address, {"v": 1}, {"v": 2}) for address in ALARMS[:10]), *QUIET),
        says=("medium: 10 of 20 resources (50 %) are changed in place, by more than their tags.",),
        good=(*(entry(address, {"tags": {"a": "1"}}, {"tags": {"a": "2"}}) for address in ALARMS[:10]), *QUIET),
    ),
    "plan-not-whole": Example(
        bad=(),
        around={"complete": False},
        says=(
            "medium: The plan is not whole: it was limited to some resources, puts some off, or ended with an error.",
        ),
        good=(),
    ),
    "data-gone-already": Example(
        bad=(entry("aws_s3_bucket.b", None, {"bucket": "b"}),),
        around={"resource_drift": [entry("aws_s3_bucket.b", {"bucket": "b"}, None)]},
        says=("high: aws_s3_bucket.b held data and was deleted outside Terraform.",),
        good=(entry("aws_s3_bucket.b", None, {"bucket": "b"}),),
    ),
}
