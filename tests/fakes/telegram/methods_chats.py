"""Les méthodes qui décrivent le robot, les conversations et leurs membres."""

from .access import member_chat
from .errors import bad_request
from .model import Chat, Json, User
from .state import World

GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]
ADMIN_RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
RESTRICTED_RIGHTS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def get_me(world: World, _: Json) -> Json:
    """getMe."""
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Json) -> Json:
    """getChat."""
    chat = member_chat(world, params["chat_id"])
    return chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


def get_chat_member(world: World, params: Json) -> Json:
    """getChatMember."""
    chat = member_chat(world, params["chat_id"])
    user_id = params["user_id"]
    if user_id == world.bot.id:
        return member_json(world.bot, chat.bot_status, can_delete=chat.bot_can_delete)
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(user, _status(chat, user))


def _status(chat: Chat, user: User) -> str:
    if chat.private:
        return "member" if chat.person is user else "left"
    return chat.members.get(user.id, "left")


def member_json(user: User, status: str, *, can_delete: bool = False) -> Json:
    """L'objet ChatMember qui correspond à un statut."""
    shown: Json = {"status": status, "user": user.json()}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= dict.fromkeys(ADMIN_RIGHTS, False)
        shown |= {"can_manage_chat": True, "can_delete_messages": can_delete}
    elif status == "restricted":
        shown |= dict.fromkeys(RESTRICTED_RIGHTS, False)
        shown |= {"is_member": True, "can_send_messages": True, "until_date": 0}
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def leave_chat(world: World, params: Json) -> bool:
    """leaveChat."""
    chat = member_chat(world, params["chat_id"])
    if chat.private:
        raise bad_request("chat not found")
    chat.bot_status = "left"
    world.changed()
    return True
