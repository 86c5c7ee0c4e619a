from accounts.models.block import Block
from accounts.models.feed_key import FeedKey
from accounts.models.user import HandleChange, User, Viewer

__all__ = ["Block", "FeedKey", "HandleChange", "User", "Viewer"]
