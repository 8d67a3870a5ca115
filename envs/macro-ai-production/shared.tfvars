# Macro AI in production, at three scales: what they share. An administrator applies it, after macro-ai/shared.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "macro-ai"
cost_center = "macro-ai"

# The UI is built and served by Amplify, so only the API is an image.
repositories = {
  macro-ai-production-api = {}
}

deploy_roles = {
  repository = "macro-ai/infrastructure"
  environments = {
    live = {} # whichever of its scales it has
  }
  create_oidc_provider = false                    # macro-ai/shared has made GitHub known to the account
  hosted_zone_ids      = ["Z08217491MACROAICOM0"] # macro-ai.com, which macro-ai/shared has
}

# What of the source code is built and deployed together: `stackwright scope` reads it.
scope = {
  backend = {
    files    = ["apps/express-api/**"]
    services = ["api"]
  }
  frontend             = { files = ["apps/client-ui/**"] } # built and served by Amplify
  infrastructure_files = ["infrastructure/**"]
  shared_files = [
    "packages/**",
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "turbo.json",
    "tsconfig*.json",
  ]
}

# The way up. What is not a matter of scale is tried at the smaller one first.
promotion = {
  environments = ["hobby", "enhanced-hobby", "enterprise"]
  keep = {
    "parameters.OPENAI_MODEL.value" = "the larger model is what enterprise pays for"
    "tasks.copy-database"           = "brings the data of the smaller scales along, so they do not have it"
  }
}
