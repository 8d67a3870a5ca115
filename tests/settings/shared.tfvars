# A shared file of its own for the tests, so that the real ones may change.
account_id  = "123456789012"
region      = "us-east-1"
owner       = "shop"
cost_center = "shop"

hosted_zone = {
  name = "example.com"
}

repositories = {
  shop-api = {}
  shop-ui  = { keep_releases = 10 }
}

registry = {
  replica_region = "us-west-2"
}

deploy_roles = {
  repository   = "example/infrastructure"
  environments = { dev = {}, prod = {} }
}

guardduty       = {}
access_analyzer = {}

account_budget = {
  monthly_usd = 1000
}

cost_monitoring = {
  anomalies = {}
}

topics = {
  P2 = { email_addresses = ["oncall@example.com"] }
  P3 = { email_addresses = ["team@example.com"] }
}
