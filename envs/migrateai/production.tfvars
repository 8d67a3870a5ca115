# MigrateAI, production: no zone that it cannot lose, new versions beside the old ones, and copies in another region.

account_id         = "123456789012"
region             = "us-east-1"
owner              = "migrateai"
cost_center        = "migrateai"
log_retention_days = 365 # SOC 2 asks for a year of logs

domain = {
  name           = "api.migrateai.com"
  hosted_zone_id = "Z09473361MIGRATEAIC0"

  # People are led to the backup region about 90 seconds after the health page stopped to answer, and back again.
  failover = {
    health_check = { path = "/health" }
    secondary = { # an example: what was restored in the backup region goes here
      dns_name       = "migrateai-recovery-1234567890.us-west-2.elb.amazonaws.com"
      hosted_zone_id = "Z1H1FL5HABSF5"
    }
  }
}

network = {
  cidr_block         = "10.51.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
  nat_gateway_count  = 2
}

web_acl = {}

# Where a new version is seen before it gets requests; the addresses are an example, the office's go here.
load_balancer = {
  test_listener_port        = 8443
  test_listener_cidr_blocks = ["203.0.113.0/24"]
}

services = {
  migrate-backend = {
    image          = "123456789012.dkr.ecr.us-east-1.amazonaws.com/migrate-backend@sha256:5a7c1d0e9b8f4a3c2d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4"
    container_port = 8000
    cpu_units      = 512
    memory_mib     = 1024

    route        = { priority = 10, path_patterns = ["/*"] }
    health_check = { path = "/health" }

    connects_to = ["database", "cache", "sentry"]
    secrets     = ["SECRET_KEY"]

    environment = {
      ENVIRONMENT = "production"
      LOG_FORMAT  = "json" # what log metrics and Logs Insights read
      LOG_LEVEL   = "INFO"
    }

    autoscaling = {
      minimum_tasks = 2
      maximum_tasks = 6
    }

    deployment = { kind = "blue_green" } # the old version stays for an hour, so that a rollback is immediate
  }
}

# Both run with the new image before it gets requests, in this order.
tasks = {
  migrate = {
    from_service = "migrate-backend"
    command      = ["alembic", "upgrade", "head"]
    runs         = "before_deployment"
  }
  seed = {
    from_service = "migrate-backend"
    command      = ["python", "-m", "app.seed"] # adds what is missing, so that it can run each time
    runs         = "before_deployment"
  }
}

database = {
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.t4g.medium"
  database_name         = "migrateai"
  master_password       = { kind = "generated" } # RDS makes no read replica where it manages the password
  storage               = { maximum_gib = 200 }
  backup_retention_days = 14
  read_replicas         = { reader = { instance_class = "db.t4g.medium" } }
}

database_proxy = {}

cache = {
  kind         = "redis"
  node_type    = "cache.t4g.small"
  cluster_mode = { shard_count = 2 }
}

external_services = {
  sentry = {
    description = "Errors of the backend, by release"
    secrets     = { DSN = "Client key of the Sentry project, from its settings" }
  }
}

recovery_region = { region = "us-west-2" }

backup = {
  rules = {
    daily = { schedule = "cron(0 6 * * ? *)", retention_days = 35, copy_retention_days = 35 }
  }
}

secrets = {
  SECRET_KEY = { description = "Signs sessions and tokens", generate = true }
}

budget = { monthly_usd = 650 }

# Migrations of a few dozen customers.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  average_tasks = { migrate-backend = 2.5 }

  traffic  = { requests_millions = 2, response_gib = 40, nat_gib = 60, cross_zone_gib = 30 }
  database = { stored_gib = [20, 40, 80], backup_gib = 80 }
  storage  = { objects_gib = 20, writes_thousands = 200, reads_thousands = 500 }
  logs     = { services_gib = 10, flow_gib = 6, firewall_gib = 0.3, other_gib = 3 }
  backup   = { stored_gib = 80, transferred_gib = 40 }
}

topics = {
  P1 = { email_addresses = ["oncall@migrateai.com"] }
  P2 = { email_addresses = ["oncall@migrateai.com"] }
  P3 = { email_addresses = ["dev-team@migrateai.com"] }
}
