from accounts.models.block import Block
from accounts.models.user import HandleChange, User, Viewer

__all__ = ["Block", "HandleChange", "User", "Viewer"]
