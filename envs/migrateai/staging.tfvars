# MigrateAI, staging: production's parts, one of each. What is not written here has the module's default.
# Local development is Docker Compose, so there is no dev stack.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "migrateai"
cost_center = "migrateai"

domain = {
  name           = "api.staging.migrateai.com"
  hosted_zone_id = "Z09473361MIGRATEAIC0"
}

network = {
  cidr_block         = "10.50.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
}

web_acl = {}

services = {
  migrate-backend = {
    image          = "123456789012.dkr.ecr.us-east-1.amazonaws.com/migrate-backend@sha256:5a7c1d0e9b8f4a3c2d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4"
    container_port = 8000
    cpu_units      = 512
    memory_mib     = 1024

    route        = { priority = 10, path_patterns = ["/*"] }
    health_check = { path = "/health" }

    connects_to     = ["database", "cache", "sentry"]
    secrets         = ["SECRET_KEY"]
    execute_command = true                                  # `aws ecs execute-command` for debugging
    container       = { read_only_root_filesystem = false } # which ECS Exec needs

    environment = {
      ENVIRONMENT = "staging"
      LOG_FORMAT  = "json" # what log metrics and Logs Insights read
      LOG_LEVEL   = "INFO"
    }

    desired_count = 1
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
  kind            = "rds_postgres"
  engine_version  = "16"
  instance_class  = "db.t4g.micro"
  database_name   = "migrateai"
  master_password = { kind = "generated" } # as in production, where a read replica needs it
  storage         = { maximum_gib = 100 }
  multi_az        = false # checkov:skip=CKV_AWS_157: staging may be down with its zone
}

database_proxy = {}

# One shard without a copy: clients speak Redis Cluster as in production.
cache = {
  kind         = "redis"
  node_type    = "cache.t4g.micro"
  multi_az     = false
  cluster_mode = { shard_count = 1, replicas_per_shard = 0 }
}

external_services = {
  sentry = {
    description = "Errors of the backend, by release"
    secrets     = { DSN = "Client key of the Sentry project, from its settings" }
  }
}

secrets = {
  SECRET_KEY = { description = "Signs sessions and tokens", generate = true }
}

budget = { monthly_usd = 220 }

# What tests use, and a load test a month.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  traffic  = { requests_millions = [0.1, 0.3, 3], response_gib = 3, nat_gib = 15, cross_zone_gib = 3 }
  database = { stored_gib = 10, backup_gib = 30 }
  storage  = { objects_gib = 3, writes_thousands = 30, reads_thousands = 100 }
  logs     = { services_gib = 3, flow_gib = 2, firewall_gib = 0.1, other_gib = 1 }
}

topics = {
  P1 = { email_addresses = ["oncall@migrateai.com"] }
  P2 = { email_addresses = ["oncall@migrateai.com"] }
  P3 = { email_addresses = ["dev-team@migrateai.com"] }
}
