# Macro AI, production: three zones, each with its own way out, and new versions of the API beside the old ones.

account_id         = "123456789012"
region             = "us-east-1"
owner              = "macro-ai"
cost_center        = "macro-ai"
log_retention_days = 180 # six months

domain = {
  name           = "app.macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
}

network = {
  cidr_block         = "10.22.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  nat_gateway_count  = 3
}

# A long chat message is more than the 8 KiB that the rule allows a body.
web_acl = {
  counted_rules = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
}

# Where a new version is seen before it gets requests; the addresses are an example, the office's go here.
load_balancer = {
  test_listener_port        = 8443
  test_listener_cidr_blocks = ["203.0.113.0/24"]
}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
    container_port   = 3040
    cpu_units        = 1024
    memory_mib       = 2048
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to     = ["database", "cache", "assets", "backups"]
    secrets         = ["API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"]
    parameters      = ["OPENAI_MODEL"]
    user_pool_admin = true
    tracing         = true

    environment = {
      NODE_ENV  = "production"
      LOG_LEVEL = "info"
    }

    desired_count = 3
    autoscaling = {
      minimum_tasks = 2
      maximum_tasks = 10
    }

    deployment = { kind = "blue_green" } # was: "Lambda traffic shifting", which ECS does not have
  }

  ui = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-ui@sha256:9b3d5a0f4e8c7d6b5a4938271605f4e3d2c1b0a99887766554433221100ffeed"
    container_port   = 3000
    cpu_units        = 1024
    memory_mib       = 2048
    cpu_architecture = "ARM64"
    desired_count    = 3

    route        = { priority = 1000, path_patterns = ["/*"] }
    health_check = { path = "/" }
  }
}

database = {
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.r6g.large"
  database_name         = "macro_ai"
  master_password       = { kind = "generated" } # by `stackwright secrets`, letters and digits only
  storage               = { maximum_gib = 100 }
  backup_retention_days = 30
  extensions            = ["vector"]
}

database_proxy = {}

cache = {
  kind      = "redis"
  node_type = "cache.t4g.small"
}

recovery_region = { region = "us-west-2", bucket_replication = {} }

backup = {
  rules = {
    daily = { schedule = "cron(0 6 * * ? *)", retention_days = 35, copy_retention_days = 35 }
  }
}

# What people upload, by URLs that the API signs, and the exports that the API writes beside the database's own backups.
buckets = {
  assets = {
    transitions = [{ after_days = 90, storage_class = "GLACIER_IR" }]
    cors        = [{ allowed_origins = ["https://app.macro-ai.com"], allowed_methods = ["GET", "PUT"] }]
  }
  backups = {
    task_access = "write" # a task that was taken over neither reads nor deletes them
    transitions = [
      { after_days = 30, storage_class = "STANDARD_IA" },
      { after_days = 90, storage_class = "GLACIER" },
    ]
    expire_after_days       = 365
    noncurrent_version_days = 365
  }
}

secrets = {
  API_KEY               = { description = "Key that clients of the API send", generate = true }
  COOKIE_ENCRYPTION_KEY = { description = "Encrypts session cookies", generate = true }
  OPENAI_API_KEY        = { description = "Key of the OpenAI account, set by hand" }
}

parameters = {
  OPENAI_MODEL = { value = "gpt-4o-mini", description = "Model that the chat uses" }
}

user_pool = {
  domain_prefix = "macro-ai-prod"
  callback_urls = ["https://app.macro-ai.com/auth/callback"]
  logout_urls   = ["https://app.macro-ai.com/"]
  self_sign_up  = true # the API calls SignUp, which needs no permission
}

# X-Ray shows it as macro-ai-api; the other environments lie in the same account and have themselves in their names.
tracing = { kind = "xray_daemon", environment_in_names = false }

cluster = { container_insights = "enhanced" } # detailed monitoring: of each task and container

budget = { monthly_usd = 1200 }

# About 2,000 people who sign in.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  monthly_active_users = 2000
  average_tasks        = { api = 3 }

  traffic  = { requests_millions = 8, response_gib = 150, nat_gib = 120, cross_zone_gib = 60 }
  database = { stored_gib = [20, 30, 60], backup_gib = 80 }
  storage  = { objects_gib = 40, writes_thousands = 500, reads_thousands = 2000 }
  logs     = { services_gib = 20, flow_gib = 12, firewall_gib = 0.5, other_gib = 5 }
  backup   = { stored_gib = 60, transferred_gib = 30 }
}

topics = {
  P1 = { email_addresses = ["oncall@macro-ai.com"] }
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}
