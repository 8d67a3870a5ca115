# Where the Terraform state of every stack lies. `stackwright bootstrap` creates it; it can be run again at any time.

account_id  = "123456789012"
region      = "us-east-1"
owner       = "platform"
cost_center = "platform"

state = {
  bucket_name = "stackwright-state-123456789012"
}
