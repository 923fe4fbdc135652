"""Les méthodes servies : portées, paramètres documentés, débit publié."""

from dataclasses import dataclass

SAYS = (
    *("text", "blocks", "attachments", "markdown_text", "thread_ts", "parse", "link_names"),
    *("as_user", "username", "icon_emoji", "icon_url"),
)


@dataclass(frozen=True)
class Method:
    """Une méthode de l'API Web."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scope: str | None = None
    per_minute: int | None = None
    form_only: bool = False
    one_of: tuple[str, ...] = ()

    @property
    def known(self) -> set[str]:
        """Tous les paramètres que la documentation connaît."""
        return {*self.required, *self.optional, *self.one_of}


TRIGGER = ("trigger_id", "interactivity_pointer")

METHODS: dict[str, Method] = {
    "auth.test": Method(),
    "auth.revoke": Method(optional=("test",), form_only=True, per_minute=50),
    "apps.connections.open": Method(),
    "bots.info": Method(optional=("bot",), scope="users:read", form_only=True, per_minute=50),
    "team.info": Method(
        optional=("team", "domain"), scope="team:read", form_only=True, per_minute=50
    ),
    "users.info": Method(
        ("user",), ("include_locale",), scope="users:read", form_only=True, per_minute=100
    ),
    "chat.postMessage": Method(
        ("channel",),
        (*SAYS, "reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn", "metadata"),
        scope="chat:write",
    ),
    "chat.postEphemeral": Method(("channel", "user"), SAYS, scope="chat:write", per_minute=100),
    "chat.update": Method(
        ("channel", "ts"),
        (
            *("text", "blocks", "attachments", "markdown_text", "parse", "link_names"),
            *("as_user", "file_ids", "metadata", "reply_broadcast"),
        ),
        scope="chat:write",
        per_minute=50,
    ),
    "chat.delete": Method(("channel", "ts"), ("as_user",), scope="chat:write", per_minute=50),
    "conversations.open": Method(
        optional=("return_im", "prevent_creation"),
        one_of=("channel", "users"),
        scope="im:write",
        per_minute=50,
    ),
    "conversations.info": Method(
        ("channel",), ("include_locale", "include_num_members"), form_only=True, per_minute=50
    ),
    "conversations.join": Method(("channel",), scope="channels:join", per_minute=50),
    "conversations.members": Method(
        ("channel",), ("cursor", "limit"), form_only=True, per_minute=100
    ),
    "views.open": Method(("view",), one_of=TRIGGER, per_minute=100),
    "views.push": Method(("view",), one_of=TRIGGER, per_minute=100),
    "views.update": Method(("view",), ("hash",), one_of=("view_id", "external_id"), per_minute=100),
    "views.publish": Method(("user_id", "view"), ("hash",), per_minute=100),
    "files.getUploadURLExternal": Method(
        ("filename", "length"), ("alt_txt", "snippet_type"), scope="files:write", per_minute=100
    ),
    "files.completeUploadExternal": Method(
        ("files",),
        ("channel_id", "channels", "initial_comment", "thread_ts", "blocks"),
        scope="files:write",
        per_minute=100,
    ),
    "files.info": Method(
        ("file",),
        ("cursor", "limit", "count", "page"),
        scope="files:read",
        form_only=True,
        per_minute=100,
    ),
    "oauth.v2.access": Method(
        optional=(
            *("client_id", "client_secret", "code", "redirect_uri"),
            *("grant_type", "refresh_token"),
        ),
        form_only=True,
    ),
}

STRUCTURED = {"blocks", "attachments", "view", "metadata", "files"}
BOOLEANS = {
    *("reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn", "link_names", "as_user"),
    *("return_im", "prevent_creation", "include_locale", "include_num_members", "test"),
}
INTEGERS = {"length", "limit"}
LISTS = {"users", "channels", "file_ids"}
