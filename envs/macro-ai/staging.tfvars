# Macro AI, staging: the shape of production at a smaller size. What is not written here has the module's default.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "macro-ai"
cost_center = "macro-ai"

domain = {
  name           = "staging.macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
}

network = {
  cidr_block         = "10.21.0.0/16"
  availability_zones = ["us-east-1a", "us-east-1b"]
}

# A long chat message is more than the 8 KiB that the rule allows a body.
web_acl = {
  counted_rules = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
    container_port   = 3040
    cpu_units        = 512
    memory_mib       = 1024
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to     = ["database", "cache", "assets"]
    secrets         = ["API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"]
    parameters      = ["OPENAI_MODEL"]
    user_pool_admin = true
    tracing         = true
    execute_command = true                                  # `aws ecs execute-command` for debugging
    container       = { read_only_root_filesystem = false } # which ECS Exec needs

    environment = {
      NODE_ENV  = "production"
      LOG_LEVEL = "info"
    }

    desired_count = 2
    autoscaling = {
      minimum_tasks = 1
      maximum_tasks = 10
    }
  }

  ui = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-ui@sha256:9b3d5a0f4e8c7d6b5a4938271605f4e3d2c1b0a99887766554433221100ffeed"
    container_port   = 3000
    cpu_units        = 512
    memory_mib       = 1024
    cpu_architecture = "ARM64"

    route        = { priority = 1000, path_patterns = ["/*"] }
    health_check = { path = "/" }

    capacity = { fargate_weight = 1, fargate_spot_weight = 1 } # half of it goes on when Spot is taken away
  }
}

database = {
  kind            = "rds_postgres"
  engine_version  = "16"
  instance_class  = "db.t3.small"
  database_name   = "macro_ai"
  master_password = { kind = "generated" } # by `stackwright secrets`, letters and digits only
  storage         = { maximum_gib = 100 }
  multi_az        = false # checkov:skip=CKV_AWS_157: staging may be down with its zone (M-02: single)
  extensions      = ["vector"]
}

database_proxy = {}

cache = {
  kind       = "redis"
  node_type  = "cache.t4g.micro"
  node_count = 1
  multi_az   = false # checkov:skip=CKV2_AWS_50: staging may be down with its zone
}

# What people upload, by URLs that the API signs.
buckets = {
  assets = {
    cors = [{ allowed_origins = ["https://staging.macro-ai.com"], allowed_methods = ["GET", "PUT"] }]
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
  domain_prefix = "macro-ai-staging"
  callback_urls = ["https://staging.macro-ai.com/auth/callback"]
  logout_urls   = ["https://staging.macro-ai.com/"]
  self_sign_up  = true # the API calls SignUp, which needs no permission
}

cluster = { container_insights = "enhanced" } # detailed monitoring: of each task and container

budget = { monthly_usd = 300 }

# What tests use, and a load test a month.
# Assumed, until there are real figures; `stackwright cost` prices them.
usage = {
  monthly_active_users = 50
  average_tasks        = { api = 2 }

  traffic  = { requests_millions = [0.2, 0.5, 5], response_gib = 5, nat_gib = 20, cross_zone_gib = 5 }
  database = { stored_gib = 10, backup_gib = 30 }
  storage  = { objects_gib = 5, writes_thousands = 50, reads_thousands = 300 }
  logs     = { services_gib = 3, flow_gib = 3, firewall_gib = 0.1, other_gib = 1 }
}

topics = {
  P1 = { email_addresses = ["oncall@macro-ai.com"] }
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}
