from accounts.models.block import Block
from accounts.models.feed_key import FeedKey
from accounts.models.first_address import FirstAddress
from accounts.models.sign_up import SignUp, SignUpCode
from accounts.models.site_settings import SettingChange, SiteSettings
from accounts.models.user import HandleChange, User, Viewer

__all__ = [
    "Block",
    "FeedKey",
    "FirstAddress",
    "HandleChange",
    "SettingChange",
    "SignUp",
    "SignUpCode",
    "SiteSettings",
    "User",
    "Viewer",
]
