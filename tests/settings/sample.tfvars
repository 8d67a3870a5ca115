# A sound environment for the tests of settings to spoil. What macro-ai/dev looked like when it was new.

account_id          = "123456789012"
region              = "us-east-1"
owner               = "macro-ai"
cost_center         = "macro-ai"
deletion_protection = false # dev can be destroyed and made again
log_retention_days  = 7

domain = {
  name           = "dev.macro-ai.com"
  hosted_zone_id = "Z08217491MACROAICOM0"
}

# Subnets in two zones, because a load balancer and a database subnet group need two; tasks run in the first one.
network = {
  cidr_block                   = "10.20.0.0/16"
  availability_zones           = ["us-east-1a", "us-east-1b"]
  task_availability_zone_count = 1
  task_subnets                 = "public" # no NAT gateway in dev: tasks have public addresses
  nat_gateway_count            = 0
}

services = {
  api = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256:1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
    container_port   = 3040
    cpu_units        = 256
    memory_mib       = 512
    cpu_architecture = "ARM64"

    route        = { priority = 10, path_patterns = ["/api/*"] }
    health_check = { path = "/api/health" }

    connects_to     = ["database", "cache"]
    secrets         = ["API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"]
    parameters      = ["OPENAI_MODEL"]
    user_pool_admin = true
    tracing         = true
    execute_command = true # `aws ecs execute-command` for debugging
    container       = { read_only_root_filesystem = false } # which ECS Exec needs

    environment = {
      NODE_ENV  = "production"
      LOG_LEVEL = "debug"
    }

    autoscaling = {
      minimum_tasks = 1
      maximum_tasks = 10
    }

    deployment = { kind = "rolling" }
  }

  ui = {
    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-ui@sha256:9b3d5a0f4e8c7d6b5a4938271605f4e3d2c1b0a99887766554433221100ffeed"
    container_port   = 3000
    cpu_units        = 256
    memory_mib       = 512
    cpu_architecture = "ARM64"

    route        = { priority = 1000, path_patterns = ["/*"] }
    health_check = { path = "/" }

    capacity = { fargate_weight = 0, fargate_spot_weight = 1 } # nothing is lost when a UI task is interrupted

    deployment = { kind = "rolling" }
  }
}

database = {
  kind                  = "rds_postgres"
  engine_version        = "16"
  instance_class        = "db.t3.micro"
  database_name         = "macro_ai"
  storage               = { allocated_gib = 20, maximum_gib = 100 }
  multi_az              = false
  backup_retention_days = 1
  monitoring            = { enhanced_monitoring_seconds = 0 }
  extensions            = ["vector"]
}

cache = {
  kind                    = "redis"
  node_type               = "cache.t4g.micro"
  node_count              = 1
  multi_az                = false
  snapshot_retention_days = 0
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
  domain_prefix = "macro-ai-dev"
  callback_urls = ["https://dev.macro-ai.com/auth/callback"]
  logout_urls   = ["https://dev.macro-ai.com/"]
  self_sign_up  = true # the API calls SignUp, which needs no permission
}

topics = {
  P1 = { email_addresses = ["oncall@macro-ai.com"] }
  P2 = { email_addresses = ["oncall@macro-ai.com"] }
  P3 = { email_addresses = ["dev-team@macro-ai.com"] }
}

budget = { monthly_usd = 1000 }
