from .agency import Agency
from .government import Government, Village
from .invitation import BY_TWO, Invitation
from .membership import SIDES, Membership, Role
from .notice import Notice
from .user import User

__all__ = [
    "BY_TWO",
    "SIDES",
    "Agency",
    "Government",
    "Invitation",
    "Membership",
    "Notice",
    "Role",
    "User",
    "Village",
]
