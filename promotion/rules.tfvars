# Which settings `stackwright promote` moves from one environment to the next, and why.
#
# * is any one name, ** at the end all that is inside. A setting follows the pattern with the most names in it; of two
# with as many, the one whose names come later. A system departs from these rules in `promotion` of its shared.tfvars.
# A setting that no pattern means is asked about; tests see to it that there is none.

# Moves when it differs: it was tried in the environment before. What is new there is asked about first.
promote = {
  "services.*.image"            = "the release that was tried"
  "services.*.command"          = "goes with the release"
  "services.*.container_port"   = "goes with the release"
  "services.*.cpu_architecture" = "goes with the release, which is built for it"
  "services.*.environment.*"    = "configuration of the release"
  "services.*.parameters"       = "configuration that the release reads"
  "services.*.connects_to"      = "what the release talks to"
  "services.*.user_pool_admin"  = "what the release is allowed to do"
  "services.*.tracing"          = "goes with the release"
  "services.*.container.**"     = "how the release runs"
  "services.*.route.**"         = "how requests reach the release"
  "services.*.health_check.**"  = "how the release is found to be healthy"

  "tasks.*.from_service"    = "goes with the release"
  "tasks.*.command"         = "goes with the release"
  "tasks.*.runs"            = "goes with the release"
  "tasks.*.timeout_seconds" = "goes with the release"
  "tasks.*.environment.*"   = "configuration of the release"
  "tasks.*.parameters"      = "configuration that the release reads"
  "tasks.*.connects_to"     = "what the release talks to"
  "tasks.*.container.**"    = "how the release runs"

  "parameters.*.**" = "configuration that the release reads"

  "buckets.*.task_access" = "what the release is allowed to do"

  "external_services.*.description" = "the same service everywhere"
  "external_services.*.settings.*"  = "configuration of the release"
  "external_services.*.retry.**"    = "how the release calls the service"
  "external_services.*.timeout_ms"  = "how the release calls the service"
  "external_services.*.port"        = "the same service everywhere"

  "secrets.*.description" = "the same secret everywhere"
  "secrets.*.generate"    = "how a value is made where there is none yet"
  "secrets.*.length"      = "how a value is made where there is none yet"

  "database.engine_version" = "the version that was tried"
  "database.extensions"     = "what the release asks the database for"
  "database.parameters.*"   = "how the database was tried"
  "database.ca_certificate" = "what the release trusts"
  "database.direct_url"     = "how the release reaches the database"
  "database.settings.*"     = "configuration of the release"

  "database_proxy.client_authentication" = "how the release logs in"

  "cache.engine"           = "the version that was tried"
  "cache.engine_version"   = "the version that was tried"
  "cache.authentication"   = "how the release logs in"
  "cache.maxmemory_policy" = "how the release uses the cache"
  "cache.parameters.*"     = "how the cache was tried"
  "cache.settings.*"       = "configuration of the release"

  "frontend.index_document"      = "goes with the pages"
  "frontend.api.**"              = "how the pages reach the API"
  "frontend.api_paths"           = "how the pages reach the API"
  "frontend.build_environment.*" = "configuration of the pages"
  "frontend.security_headers.**" = "what the pages were tried with"
  "frontend.staged_rollout.**"   = "how the pages are rolled out"
  "frontend.blocked_countries"   = "who is let in"

  "web_acl"                   = "what the firewall was tried with"
  "web_acl.rate_limit.**"     = "what the firewall was tried with"
  "web_acl.blocked_countries" = "who is let in"
  "web_acl.ip_reputation"     = "what the firewall was tried with"
  "web_acl.counted_rules.*"   = "what the firewall was tried with"
  "web_acl.redacted_headers"  = "what the firewall logs nowhere"

  "load_balancer.ssl_policy"             = "what clients were tried with"
  "load_balancer.idle_timeout_seconds"   = "how long the release takes to answer"
  "load_balancer.desync_mitigation_mode" = "what clients were tried with"

  "user_pool.user_pool_tier"                   = "how people sign in"
  "user_pool.self_sign_up"                     = "how people sign in"
  "user_pool.password_minimum_length"          = "how people sign in"
  "user_pool.password_history_size"            = "how people sign in"
  "user_pool.temporary_password_validity_days" = "how people sign in"
  "user_pool.mfa_configuration"                = "how people sign in"
  "user_pool.threat_protection"                = "how people sign in"
  "user_pool.auth_flows"                       = "how the release signs people in"
  "user_pool.oauth_scopes"                     = "how the release signs people in"
  "user_pool.access_token_validity_minutes"    = "how the release signs people in"
  "user_pool.id_token_validity_minutes"        = "how the release signs people in"
  "user_pool.refresh_token_validity_days"      = "how the release signs people in"

  "release.health_keys" = "what the new version answers"

  "tracing.kind"     = "goes with the release"
  "tracing.image"    = "the version that was tried"
  "log_metrics.*.**" = "what the release logs"
  "dashboard.**"     = "the same picture everywhere"
}

# Stays when it differs: it belongs to the environment.
keep = {
  deployed_as              = "what the environment is a scale of"
  account_id               = "where the environment lies"
  region                   = "where the environment lies"
  owner                    = "whom to ask about the environment"
  cost_center              = "who pays for the environment"
  deletion_protection      = "what an accident may destroy there"
  permissions_boundary_arn = "what roles may do there"
  log_retention_days       = "how far back somebody looks there"

  "encryption_key.**"  = "the key of the environment"
  "domain.**"          = "the name of the environment"
  "network.**"         = "the network of the environment"
  "recovery_region.**" = "what a disaster may cost there"
  "backup.**"          = "what a loss of data may cost there"
  "topics.**"          = "who is told there"
  "alarms.**"          = "when somebody is woken there"
  "budget.**"          = "what the environment may cost"
  "usage.**"           = "how much the environment is used"
  "cluster.**"         = "how closely the environment is watched"

  "services.*.cpu_units"                           = "size, which follows the load there"
  "services.*.memory_mib"                          = "size, which follows the load there"
  "services.*.ephemeral_storage_gib"               = "size, which follows the load there"
  "services.*.desired_count"                       = "count, which follows the load there"
  "services.*.autoscaling.**"                      = "counts and schedules, which follow the load there"
  "services.*.capacity.**"                         = "what an interruption may cost there"
  "services.*.deployment.**"                       = "what an outage may cost there"
  "services.*.environment.LOG_LEVEL"               = "how much is logged there"
  "services.*.log_retention_days"                  = "how far back somebody looks there"
  "services.*.execute_command"                     = "who may open a shell there"
  "services.*.container.read_only_root_filesystem" = "goes with execute_command, which stays"
  "services.*.route.host_names"                    = "names of the environment"

  "tasks.*.cpu_units"          = "size, which follows the load there"
  "tasks.*.memory_mib"         = "size, which follows the load there"
  "tasks.*.log_retention_days" = "how far back somebody looks there"

  "database.kind"                     = "another kind is another database"
  "database.database_name"            = "names the data there"
  "database.master_username"          = "names the data there"
  "database.master_password.**"       = "the password there"
  "database.provider"                 = "who runs the database there"
  "database.port"                     = "where the database is"
  "database.connection_limit"         = "size, which follows the load there"
  "database.instance_class"           = "size, which follows the load there"
  "database.minimum_acu"              = "size, which follows the load there"
  "database.maximum_acu"              = "size, which follows the load there"
  "database.seconds_until_auto_pause" = "size, which follows the load there"
  "database.storage.**"               = "size, which follows the data there"
  "database.storage_type"             = "what the data there costs"
  "database.reader_count"             = "count, which follows the load there"
  "database.read_replicas.**"         = "count, which follows the load there"
  "database.multi_az"                 = "what an outage may cost there"
  "database.global_database.**"       = "what a disaster may cost there"
  "database.backup_retention_days"    = "what a loss of data may cost there"
  "database.backup_window"            = "when nobody works there"
  "database.maintenance_window"       = "when nobody works there"
  "database.apply_immediately"        = "when nobody works there"
  "database.monitoring.**"            = "how closely the environment is watched"

  "previous_database.**" = "whether that environment still has data to move"
  "previous_cache.**"    = "whether that environment still has data to move"

  "database_proxy"                                  = "how many connections there are"
  "database_proxy.maximum_connections_percent"      = "how many connections there are"
  "database_proxy.maximum_idle_connections_percent" = "how many connections there are"
  "database_proxy.borrow_timeout_seconds"           = "how many connections there are"
  "database_proxy.idle_client_timeout_seconds"      = "how many connections there are"

  "cache.kind"                    = "another kind is another cache"
  "cache.provider"                = "who runs the cache there"
  "cache.port"                    = "where the cache is"
  "cache.node_type"               = "size, which follows the load there"
  "cache.node_count"              = "count, which follows the load there"
  "cache.cluster_mode.**"         = "count, which follows the load there"
  "cache.multi_az"                = "what an outage may cost there"
  "cache.snapshot_retention_days" = "what a loss of data may cost there"
  "cache.snapshot_window"         = "when nobody works there"
  "cache.maintenance_window"      = "when nobody works there"
  "cache.apply_immediately"       = "when nobody works there"

  "external_services.*.rate_limit.**" = "what the account there may ask for"

  "buckets.*.transitions"             = "what the files there cost"
  "buckets.*.expire_after_days"       = "what a loss of data may cost there"
  "buckets.*.noncurrent_version_days" = "what a loss of data may cost there"
  "buckets.*.cors"                    = "names of the environment"
  "buckets.*.access_log"              = "how closely the environment is watched"

  "frontend.kind"                            = "another kind has another address"
  "frontend.price_class"                     = "where the visitors of the environment are"
  "frontend.noncurrent_version_days"         = "how far back somebody looks there"
  "frontend.access_log_retention_days"       = "how far back somebody looks there"
  "frontend.branch_name"                     = "the branch of the environment"
  "frontend.candidate.**"                    = "the branch of the environment"
  "frontend.auto_build"                      = "who starts a build there"
  "frontend.staged_rollout.visitors_percent" = "how far the rollout there has come"

  "web_acl.logged_requests" = "how closely the environment is watched"

  "load_balancer.internal"                  = "the network of the environment"
  "load_balancer.ingress_cidr_blocks"       = "the network of the environment"
  "load_balancer.test_listener_port"        = "goes with the kind of deployment, which stays"
  "load_balancer.test_listener_cidr_blocks" = "the network of the environment"
  "load_balancer.access_log_retention_days" = "how far back somebody looks there"

  "user_pool.domain_prefix"    = "the name of the environment"
  "user_pool.callback_urls"    = "names of the environment"
  "user_pool.logout_urls"      = "names of the environment"
  "user_pool.ses_from_address" = "the name of the environment"

  "tracing.environment_in_names" = "what else lies in the account there"

  "tracing.cpu_units"   = "size, which follows the load there"
  "tracing.memory_mib"  = "size, which follows the load there"
  "tracing.sampling.**" = "how closely the environment is watched"
  "tracing.debug"       = "how closely the environment is watched"

  "log_metrics.*.alarm.**" = "when somebody is woken there"

  "release.snapshot_before" = "what the data there is worth"
  "recovery_objectives.**"  = "what was promised to the people there"
}

# A person decides each time.
ask = {
  "services.*"                    = "its size and count there have to be thought of"
  "services.*.secrets"            = "a task starts only where `stackwright secrets` has set each of them"
  "tasks.*.secrets"               = "a task starts only where `stackwright secrets` has set each of them"
  "secrets.*"                     = "its value has to be set there"
  "external_services.*"           = "it needs an account, and secrets set there"
  "buckets.*"                     = "what its files cost and how long they stay there have to be thought of"
  "external_services.*.secrets.*" = "its value has to be set there"
  "database.iam_users"            = "they have to exist in the database there"
}
