"""Amazon Q Developer in chat applications (Chatbot), which moto does not have: Slack channel configurations."""

from __future__ import annotations

from local_aws.registry import Context, Result, find, operation, remember, tag_operations

_MISSING = "ResourceNotFoundException"

tag_operations("chatbot", arn="ResourceARN", tags="Tags", keys="TagKeys", names=("TagKey", "TagValue"))


@operation("chatbot", "CreateSlackChannelConfiguration")
def create_slack_channel(context: Context) -> Result:
    arn = context.arn(f"chat-configuration/slack-channel/{context.params['ConfigurationName']}", region="")
    context.table("slack channels")[arn] = {
        "SlackTeamName": "local",
        "SlackChannelName": context.params["SlackChannelId"],
        "SnsTopicArns": [],
        "LoggingLevel": "NONE",
        "GuardrailPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"],
        "UserAuthorizationRequired": False,
        **remember(context.params, "Tags"),
        "ChatConfigurationArn": arn,
        "State": "ENABLED",
    }
    context.tags.replace(arn, context.params.get("Tags"))
    return {"ChannelConfiguration": context.table("slack channels")[arn]}


@operation("chatbot", "DescribeSlackChannelConfigurations")
def describe_slack_channels(context: Context) -> Result:
    wanted = context.params.get("ChatConfigurationArn")
    channels = [
        {**channel, "Tags": context.tags.pairs(arn, "TagKey", "TagValue")}
        for arn, channel in context.table("slack channels").items()
        if wanted in (None, arn)
    ]
    return {"SlackChannelConfigurations": channels}


@operation("chatbot", "UpdateSlackChannelConfiguration", "DeleteSlackChannelConfiguration")
def change_slack_channel(context: Context) -> Result:
    held, arn = context.table("slack channels"), context.params["ChatConfigurationArn"]
    channel = find(held, arn, _MISSING, "Slack channel configuration")
    if context.operation == "DeleteSlackChannelConfiguration":
        del held[arn]
        return {}
    channel.update(remember(context.params))
    return {"ChannelConfiguration": channel}
